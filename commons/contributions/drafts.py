"""What a visitor typed before they signed in, carried in their session until they have.

A cookie holds little; where the text is longer, ``keep_draft`` says so and the page keeps it.
"""

import json
import zlib
from collections.abc import Mapping

from flask import request, session

DRAFT_BYTES = 2_500
"""What a draft may take of the 4,096 bytes that browsers keep in a cookie."""


def keep_draft(form: str, values: Mapping[str, str | None]) -> bool:
    """Carry what was typed into the form of that name. False when it is too much for a cookie.

    The person is led back to the present page once they have signed in.
    """
    draft = {"form": form, "values": {name: value for name, value in values.items() if value}}
    packed = zlib.compress(json.dumps(draft).encode())
    if len(packed) * 4 / 3 > DRAFT_BYTES:  # as the cookie holds it: compressed, in base 64
        return False
    session["draft"] = draft
    return True


def come_back_to(address: str) -> None:
    """Lead the person to this address of the city once they have signed in."""
    session["after_sign_in"] = address.removeprefix(request.script_root)


def kept_draft(form: str) -> dict[str, str]:
    """What was typed into the form of that name before signing in; empty where nothing was."""
    draft = session.get("draft")
    if not isinstance(draft, dict) or draft.get("form") != form:
        return {}
    return dict(draft["values"])


def drop_draft(form: str) -> None:
    """Forget it: what was typed has been posted."""
    if kept_draft(form):
        session.pop("draft", None)
