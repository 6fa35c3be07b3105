"""What can be asked for: each address declared once, for the router and for the description."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from commons.api.answers import ROOT, answer, speak
from commons.api.fields import Json, Resource
from commons.api.parameters import AFTER, LANGUAGE, SIZE, Parameter, cursor_of, read_all
from commons.base.web.limits import API_LIMIT, limiter
from commons.base.web.links import city_address
from commons.base.web.paging import Page
from commons.i18n.catalogue import current_language
from commons.people.permissions import requires

Asked = Mapping[str, Any]
"""The parameters of a request by their names, as they were read."""

_limit = limiter.shared_limit(API_LIMIT, scope="api")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, and what it gives."""

    name: str
    path: str
    """As the router writes it, after ``ROOT``."""
    meaning: str
    gives: Resource
    own_parameters: tuple[Parameter, ...]
    listed: bool
    """Whether it gives a list, a page at a time."""

    @property
    def parameters(self) -> Sequence[Parameter]:
        """All that can be asked with it."""
        return (*self.own_parameters, *((SIZE, AFTER) if self.listed else ()), LANGUAGE)


ENDPOINTS: list[Endpoint] = []

Ask = Callable[..., Any]


def gives(
    blueprint: Blueprint,
    path: str,
    resource: Resource,
    *parameters: Parameter,
    listed: bool = False,
) -> Callable[[Ask], Ask]:
    """Make a function answer at an address of the API.

    It is called with what was asked and the parts of the address, in the language asked for, and
    gives the thing, or the Page of things where it is ``listed``. Its docstring's first line is
    the description's.
    """

    def declare(ask: Ask) -> Ask:
        meaning = (ask.__doc__ or "").strip().partition("\n")[0]
        endpoint = Endpoint(ask.__name__, path, meaning, resource, parameters, listed)
        ENDPOINTS.append(endpoint)

        @_limit
        @requires("read")
        def view(**place: Any) -> Response:
            speak(request.args.get(LANGUAGE.name))
            asked = read_all(endpoint.parameters, request.args)
            found = ask(asked, **place)
            if not listed:
                return answer(resource.show(found))
            next_url = _next(endpoint, found, place)
            return answer(_list(resource, found, next_url), next_url)

        blueprint.add_url_rule(ROOT + path, endpoint.name, view, methods=["GET"])
        return ask

    return declare


def _list(resource: Resource, page: Page[Any], next_url: str | None) -> Json:
    return {"items": [resource.show(each) for each in page.items], "next": next_url}


def _next(endpoint: Endpoint, page: Page[Any], place: Mapping[str, Any]) -> str | None:
    """Where the list goes on, in the same language whatever the asker's program prefers then."""
    if page.next_after is None:
        return None
    kept = {
        **request.args.to_dict(),
        LANGUAGE.name: current_language().code,
        AFTER.name: cursor_of(page.next_after),
    }
    return city_address(f"api.{endpoint.name}", **place, **kept)
