"""Which city an address speaks of: a host name of its own, or the first segment of the path.

The segment moves from PATH_INFO to SCRIPT_NAME, so that links, redirects and cookies of the city
follow by themselves and no other code ever sees it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from commons.base.web.security import HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST_PREFIX = "/-host"
"""Where the pages of the host itself live inside the app; it can be no city's name."""

OF_THE_HOST = frozenset(
    {"static", "healthz", "readyz", "robots.txt", "favicon.ico", "-host", "metrics"}
)
"""First path segments that are the installation's own, also where a host name is a city's."""

RESERVED = OF_THE_HOST | {"api"}
"""First path segments that no city may be called."""


class CityPicker:
    """WSGI middleware that turns an address into a city and a path within it."""

    def __init__(
        self,
        app: "WSGIApplication",
        hosts: Mapping[str, str],
        exists: Callable[[str], bool],
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.exists = exists

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pick the city, then hand the request on."""
        path = environ.get("PATH_INFO", "/") or "/"
        first = path.split("/", 2)[1] if path.startswith("/") else ""
        own = self.hosts.get(_host(environ), "")
        environ["commons.root"] = environ.get("SCRIPT_NAME", "")
        if first in OF_THE_HOST:
            city = ""
        elif own:
            # A host whose city is not there yet shows the pages of the installation.
            city = own if self.exists(own) else ""
        elif self.exists(first):
            if path == f"/{first}":
                return _redirect(environ, start_response, f"{path}/")
            city = first
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + f"/{first}"
            path = path[len(first) + 1 :]
        else:
            city = ""
        environ["commons.city"] = city
        # Asked for inside a city, the host's pages are found no more than any other wrong address.
        inside = city and path.split("/", 2)[1] != HOST_PREFIX[1:]
        environ["PATH_INFO"] = path if inside else HOST_PREFIX + path
        return self.app(environ, start_response)


def _host(environ: "WSGIEnvironment") -> str:
    """The host name that was asked for, without port and without the root's dot."""
    given: str = environ.get("HTTP_HOST", "")
    name, colon, port = given.rpartition(":")
    return (name if colon and port.isdigit() else given).lower().rstrip(".")


def _redirect(
    environ: "WSGIEnvironment", start_response: "StartResponse", path: str
) -> Iterable[bytes]:
    query = environ.get("QUERY_STRING", "")
    location = environ.get("SCRIPT_NAME", "") + path + (f"?{query}" if query else "")
    start_response(
        "308 Permanent Redirect",
        [("Location", location), ("Content-Length", "0"), *HEADERS.items()],
    )
    return [b""]
