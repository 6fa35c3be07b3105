"""Putting together the package of a sealed vote (``checking.package`` says what it is)."""

import io
import secrets
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

from commons.base import keys
from commons.base.database import current_database, db
from commons.base.settings import Settings
from commons.cities.context import current_city
from commons.voting import queries
from commons.voting.anchors.queries import chain_of
from commons.voting.checking import package as pack
from commons.voting.checking.chain import canonical
from commons.voting.export_pb import export_pb
from commons.voting.models import BoxEntry, Vote
from commons.voting.pabulib import write_pb
from commons.voting.preflib import preflib_of
from commons.voting.strata.told import PARTS

SIGNING = "signing"
"""The name of the city's key that signs its packages; it is kept as long as the city."""


def signing_key() -> Ed25519PrivateKey:
    """The city's key, made when it is first asked for."""
    keys.make_key(SIGNING)
    return Ed25519PrivateKey.from_private_bytes(keys.derived(SIGNING, "ed25519"))


def public_key() -> str:
    """The half of it that is published."""
    return pack.public_key_of(signing_key())


def package_of(vote: Vote, language: str) -> Path:
    """The file with the package of a sealed vote, made when it is first asked for.

    The same vote gives the same bytes, however often it is made. Raises ValueError while the vote
    is open.
    """
    if vote.sealed_at is None or vote.result is None:
        raise ValueError("this vote is not counted yet")
    settings: Settings = current_app.extensions["commons.settings"]
    path = settings.home / "packages" / current_database() / f"vote-{vote.phase_id}.zip"
    if not path.exists():
        content = content_of(vote, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(8)}")  # two may ask at once
        fresh.write_bytes(content)
        fresh.replace(path)
    return path


def content_of(vote: Vote, language: str) -> bytes:
    """The bytes of a sealed vote's package, made anew from what the database holds."""
    result = dict(vote.result or {})
    # Results from before these were kept give the package that they gave then.
    turnout, draw = result.pop("turnout", None) or {}, result.pop("draw", None)
    told_apart = "states" in result
    for name in ("spread", "sheets"):  # the first follows from the box; neither is of the count
        result.pop(name, None)
    strata = {name: result.pop(name, []) for name in PARTS}
    files = {
        pack.CONFIG: canonical(vote.config),
        pack.ANCHORS: canonical(chain_of(vote.phase_id)),
        pack.ROLL: canonical(
            {
                "people": vote.ballots,
                "channels": [
                    {"ways": group["channels"], "people": group["ballots"]}
                    for group in strata["channels"]
                ],
                **{part: turnout[part] for part in ("days", "districts") if part in turnout},
            }
        ),
        pack.RESULT: canonical(result),
    }
    if told_apart:
        files[pack.STRATA] = canonical(strata)
    if draw:
        files[pack.DRAW] = canonical(draw)
    facts = _facts(vote)
    if queries.may_be_listed(vote):
        box = _box(vote.phase_id)
        files[pack.BOX] = b"\n".join(map(canonical, box))
        text = io.StringIO(newline="")
        write_pb(export_pb(vote, language), text)
        files[pack.PABULIB] = text.getvalue().encode()
        if in_preflib := preflib_of(vote.config, box, facts):
            files[in_preflib[0]] = in_preflib[1]
    return pack.write_package(files, facts, signing_key())


def preflib_file(vote: Vote) -> tuple[str, bytes] | None:
    """Name and content of a sealed vote's PrefLib file; None where it spends money.

    Raises ValueError while the box may not be listed.
    """
    if not queries.may_be_listed(vote):
        raise ValueError("this box is not listed")
    return preflib_of(vote.config, _box(vote.phase_id), _facts(vote))


def _facts(vote: Vote) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "city": current_city().name,
        "vote": vote.phase_id,
        "config_hash": vote.config_hash,
    }
    return {**facts, "test": True} if vote.test else facts


def _box(vote_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices)
        .where(BoxEntry.vote_id == vote_id)
        .order_by(BoxEntry.receipt)
    )
    return [{"receipt": receipt, "choices": choices} for receipt, choices in rows]
