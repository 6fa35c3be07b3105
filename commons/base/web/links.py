"""Whole addresses of a city's pages, for mails and files: a job has no request to ask."""

from urllib.parse import urlsplit

from flask import current_app

from commons.base.database import current_database
from commons.base.settings import Settings


def city_address(endpoint: str, *, anchor: str | None = None, **values: object) -> str:
    """The whole address of a page of the city we are in.

    A city with a host name of its own is reached there, the others under their name at the
    installation's public address. Raises werkzeug's BuildError where there is no such page.
    """
    settings: Settings = current_app.extensions["commons.settings"]
    public = urlsplit(settings.public_url)
    city = current_database()
    host = next((host for host, name in settings.hosts.items() if name == city), None)
    if host is None:
        server, root = public.netloc, f"{public.path.rstrip('/')}/{city}"
    else:
        server, root = host + (f":{public.port}" if public.port else ""), ""
    adapter = current_app.url_map.bind(server, script_name=root, url_scheme=public.scheme)
    address = adapter.build(endpoint, values, force_external=True)
    return f"{address}#{anchor}" if anchor else address
