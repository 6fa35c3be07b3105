"""Somebody with an account at the provider, who fills in its pages as a browser would."""

from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag

from tests.people.sso.provider_process import PASSWORD

BACK = "http://127.0.0.1:8000/gdansk/sign-in/sso/back"
"""Where the provider was told to lead people back to."""


class Citizen:
    """A browser at the provider. It never follows the way back to Commons: it hands it over."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.session = requests.Session()

    def allow(self, address: str) -> str:
        """Open the address Commons leads to, sign in, agree: the address one is led back to."""
        return self._walk(address, "accept")

    def decline(self, address: str) -> str:
        """The same, but say no."""
        return self._walk(address, "deny")

    def _walk(self, address: str, answer: str) -> str:
        response = self._get(address)
        for _page in range(8):
            if response.headers.get("Location", "").startswith(BACK):
                return response.headers["Location"]
            if response.is_redirect:
                response = self._get(urljoin(response.url, response.headers["Location"]))
            else:
                response = self._send_form(response, answer)
        raise AssertionError(f"the provider does not lead back: {response.url} {response.text}")

    def _get(self, address: str) -> requests.Response:
        return self.session.get(address, allow_redirects=False, timeout=10)

    def _send_form(self, response: requests.Response, answer: str) -> requests.Response:
        page = BeautifulSoup(response.text, "html.parser")
        form = page.select_one("form[method=post i]")
        assert isinstance(form, Tag), response.text
        values = {str(f["name"]): str(f.get("value", "")) for f in form.select("input[name]")}
        known = {"login": self.name, "password": PASSWORD}
        values |= {name: value for name, value in known.items() if name in values}
        if form.select("button[name=answer]"):
            values["answer"] = answer
        target = urljoin(response.url, str(form.get("action") or response.url))
        return self.session.post(target, data=values, allow_redirects=False, timeout=10)
