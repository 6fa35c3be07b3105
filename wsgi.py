"""What a web server runs: ``gunicorn wsgi:application``."""

from dotenv import load_dotenv

from commons.app import create_wsgi

load_dotenv(".env")
application = create_wsgi()
