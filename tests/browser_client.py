"""A visitor without JavaScript: opens pages, reads them as parsed HTML, fills in their forms."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask, Response, g, session
from flask.globals import _cv_app
from werkzeug.test import Client, TestResponse

from commons.app import wrap
from commons.cities.context import city
from commons.people import actions, arriving, granting
from commons.people.models import Person

T = TypeVar("T")


class Browser:
    """Keeps cookies, follows redirects, and only sends what a form on the page holds."""

    def __init__(self, app: Flask, slug: str = "gdansk", language: str = "en") -> None:
        self.app = app
        self.slug = slug
        self.language = language
        self.client = Client(wrap(app, app.extensions["commons.settings"]))
        self.response: TestResponse | None = None
        self.page = BeautifulSoup("", "html.parser")
        self.url = f"/{slug}/"

    def open(self, path: str, **kwargs: Any) -> BeautifulSoup:
        """Open an address of the city (``/proposals/``), or one that begins with the city."""
        return self._ask("GET", path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> BeautifulSoup:
        """Send data with a valid token, as a hand-made form would."""
        token = self.page.find("input", {"name": "csrf_token"})
        if token is None:
            self.open("/sign-in")
            token = self.page.find("input", {"name": "csrf_token"})
        values = {"csrf_token": token["value"], **(data or {})} if isinstance(token, Tag) else data
        return self._ask("POST", path, data=values, **kwargs)

    def send(
        self,
        values: dict[str, Any] | None = None,
        *,
        form: str = "main form[method=post]",
        button: str | None = None,
    ) -> BeautifulSoup:
        """Fill in and send a form of this page, chosen by a CSS selector."""
        found = self.page.select_one(form)
        assert found is not None, f"no form {form!r} on {self.url}: {self.text[:500]}"
        data = _form_values(found)
        for name, value in (values or {}).items():
            data[name] = value
        if button is not None:
            pressed = found.select_one(button)
            assert pressed is not None, f"no button {button!r}"
            data[str(pressed["name"])] = pressed.get("value", "")
        action = str(found.get("action") or self.url)
        method = str(found.get("method") or "get").upper()
        target = urljoin(self.url, action)
        if method == "GET":
            return self._ask("GET", target, query_string=data)
        return self._ask("POST", target, data=data)

    def sign_in(
        self, address: str = "ola@example.org", *, role: str | None = None, name: str | None = None
    ) -> Person:
        """Sign in, with a role where one is asked for.

        Who has been here signs in by the link that the command line gives, as everybody does. For
        a new visitor its pages are skipped: they are the same for every test.
        """
        with self.app.app_context(), city(self.slug):
            _code, link = actions.issue_code(address)
            person, link = actions.check_link(link), ""
            if role:
                granting.grant_role(person, role, reason="for a test")
            if name:
                actions.change_account(
                    person, display_name=name, language=person.language, district_id=None
                )
            if self.client.get_cookie("commons", path=f"/{self.slug}/"):
                _code, link = actions.issue_code(address)
        if link:
            self.open(f"/sign-in/link/{link}")
            self.send()
        else:
            self._in_no_context(self._arrive, person)
            self.open("/")
        return person

    def _arrive(self, person: Person) -> None:
        """What the last page of every way in does, and the cookie it gives."""
        answer = Response()
        with self.app.test_request_context(
            base_url=f"http://localhost/{self.slug}/",
            method="POST",
            environ_overrides={"commons.city": self.slug},
        ):
            g.database = self.slug
            arriving.welcome(person, shared=False)
            session.pop("_flashes")
            self.app.session_interface.save_session(self.app, session, answer)
        self.client._update_cookies_from_response(
            "localhost", f"/{self.slug}/", answer.headers.getlist("Set-Cookie")
        )

    @property
    def text(self) -> str:
        """What the page's main part says."""
        main = self.page.find("main") or self.page
        return " ".join(main.get_text(" ").split())

    @property
    def status(self) -> int:
        """The status of the last answer."""
        assert self.response is not None
        return self.response.status_code

    @property
    def errors(self) -> list[str]:
        """The messages of the error summary."""
        return [" ".join(item.get_text().split()) for item in self.page.select(".error-summary li")]

    def _ask(self, method: str, path: str, **kwargs: Any) -> BeautifulSoup:
        parts = urlsplit(path)
        target = parts.path
        if not target.startswith(f"/{self.slug}/"):
            target = f"/{self.slug}{target}"
        if parts.query:
            target += f"?{parts.query}"
        headers = {
            "Accept-Language": self.language,
            "Referer": f"http://localhost{self.url}",
            **kwargs.pop("headers", {}),
        }
        response = self._request(target, method=method, headers=headers, **kwargs)
        query = response.request.query_string.decode()
        self.url = response.request.path + (f"?{query}" if query else "")
        for _hop in range(5):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            location = urljoin(f"http://localhost{target}", response.headers["Location"])
            self.url = target = location.removeprefix("http://localhost")
            response = self._request(
                target, headers={"Accept-Language": self.language, "Referer": "http://localhost/"}
            )
        else:
            raise AssertionError(f"redirected too often, last to {self.url}")
        response.get_data()
        response.close()  # what was read of a file stays with the response
        self.response = response
        self.page = (
            BeautifulSoup(response.get_data(as_text=True), "html.parser")
            if (response.mimetype == "text/html")
            else BeautifulSoup("", "html.parser")
        )
        return self.page

    def _request(self, target: str, **kwargs: Any) -> TestResponse:
        """One request as on a server: in no context of the test around it (the clock is kept).

        Flask would go on in the test's own context, where another visitor may be signed in.
        """
        response = self._in_no_context(self.client.open, target, **kwargs)
        response.request.environ["wsgi.input"].close()  # a temporary file, where one was sent
        return response

    def _in_no_context(self, call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        context = copy_context()
        context.run(_cv_app.set, None)  # type: ignore[arg-type]
        return context.run(call, *args, **kwargs)


def _form_values(form: Tag) -> dict[str, Any]:
    """What a browser would send of a form as it stands."""
    data: dict[str, Any] = {}

    def add(name: str, value: str) -> None:
        data.setdefault(name, [])
        data[name].append(value)

    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            add(name, field.get_text().removeprefix("\n"))
        elif field.name == "select":
            options = field.find_all("option")
            chosen = [o for o in options if o.has_attr("selected")] or options[:1]
            for option in chosen:
                add(name, option.get("value", option.get_text()))
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                add(name, field.get("value", "on"))
        elif field.get("type") not in {"submit", "button", "image", "file"}:
            add(name, field.get("value", ""))
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}
