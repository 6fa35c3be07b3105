"""How answers travel: their headers, their language, and what is said when something is wrong."""

import hashlib
import json

from flask import Response, g, request

from commons.api.fields import Json
from commons.base.web.errors import usual_texts
from commons.base.web.requests import request_id
from commons.cities.context import current_city
from commons.i18n import choice
from commons.i18n.catalogue import current_language, set_language
from commons.i18n.languages import LANGUAGES

ROOT = "/api/v1"
"""Where the addresses of this version begin, within a city."""

PROBLEM = "application/problem+json"
"""RFC 9457."""

_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Language, Retry-After, X-Request-Id",
}
_BEFORE_ASKING = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def speak(wanted: str | None) -> None:
    """Answer in the language asked for in the address or by the program; never in a cookie's.

    The same address gives everybody the same, so a program cannot see who its user is.
    """
    offered = [LANGUAGES[code] for code in current_city().languages]
    set_language(choice.choose(offered, wanted, list(request.accept_languages.values())))


def answer(content: Json, next_url: str | None = None) -> Response:
    """An answer, or "nothing new" (304) to whoever has it already."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    response = Response(body, content_type="application/json")
    # What a moderator hides is gone from the next answer: caches ask before they answer.
    response.headers["Cache-Control"] = "no-cache"
    # Weak, because the same answer travels plain and compressed.
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32], weak=True)
    response.content_language.add(current_language().code)
    response.vary.add("Accept-Language")
    if next_url is not None:
        response.headers["Link"] = f'<{next_url}>; rel="next"'
    response.make_conditional(request)
    return response


def open_to_all(response: Response) -> Response:
    """Let pages of any origin read it: without cookies, so that they do not learn who reads."""
    if not request.path.startswith(f"{ROOT}/"):
        return response  # a page for people
    response.headers.update(_OPEN)
    if request.method == "OPTIONS":
        response.headers.update(_BEFORE_ASKING)
    return response


def problem(status: int, message: str | None) -> Response:
    """What went wrong, for programs: RFC 9457."""
    if g.get("database"):
        speak(request.args.get("language"))
    title, usual = usual_texts(status)
    said = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": message or usual,
        "request_id": request_id(),
    }
    response = Response(
        json.dumps(said, ensure_ascii=False) + "\n", status=status, content_type=PROBLEM
    )
    response.content_language.add(current_language().code)
    response.vary.add("Accept-Language")
    return open_to_all(response)
