"""How often one sender may knock. What truly guards a door is counted in the database."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=True, default_limits=[])

SIGN_IN_LIMIT = "20 per 10 minutes"
WRITING_LIMIT = "60 per 10 minutes"
SAVING_LIMIT = "1200 per 10 minutes"
"""What a script saves while people write: many may share an address, as in a library."""
REPORT_LIMIT = "20 per hour"
DOWNLOAD_LIMIT = "120 per hour"
API_LIMIT = "1200 per 10 minutes"
