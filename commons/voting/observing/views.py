"""The page of observers, and the list of who signed a result."""

import json
import re

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from commons.base.errors import NotFound, Refused
from commons.base.web.forms import Form, TextField, at_most, needed
from commons.base.web.limits import DOWNLOAD_LIMIT, WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.voting.anchors.packaging import signing_key
from commons.voting.checking.chain import canonical
from commons.voting.checking.package import public_key_of
from commons.voting.observing import queries
from commons.voting.observing.actions import WrongFingerprint, digest_of, sign_result
from commons.voting.observing.models import REMARKS_LENGTH
from commons.voting.running import words
from commons.voting.running.turnout import sealed_turnout, turnout_of
from commons.voting.running.views import vote_with
from commons.voting.sheets.words import STATE_LOOKS, state_words
from commons.voting.views.blueprint import Answer

blueprint = Blueprint("observing", "commons.voting.observing", template_folder="templates")
OBSERVE = "/votes/<int:phase_id>/observe"


class SignForm(Form):
    """What an observer says of a result."""

    remarks = TextField(
        _l("Your remarks"),
        [at_most(REMARKS_LENGTH)],
        description=_l("What you watched, and what you found. Everybody can read it."),
    )
    fingerprint = TextField(
        _l("Fingerprint of the package"),
        [needed()],
        description=_l(
            "Work it out on your own device: sha256sum, with the file that you downloaded. Then "
            "you sign what you have checked."
        ),
    )

    def digest(self) -> str:
        """The fingerprint, also out of a whole line as ``sha256sum`` writes it."""
        typed = self.fingerprint.data or ""
        found = re.search(r"\b[0-9a-fA-F]{64}\b", typed)
        return found.group() if found else typed


@blueprint.get(OBSERVE)
@requires("observe votes")
def show(phase_id: int) -> str:
    """Turnout, queues and anchors; signing the result."""
    return _page(phase_id, SignForm())


@blueprint.post(OBSERVE)
@requires("sign results")
@limiter.limit(WRITING_LIMIT)
def sign(phase_id: int) -> Answer:
    """Sign the result."""
    form, errors = SignForm(), []
    setting, _vote = vote_with(phase_id)
    if form.validate():
        try:
            sign_result(
                signed_in_person(),
                phase_id,
                digest=form.digest(),
                remarks=form.remarks.data or "",
                language=setting.consultation.primary_language,
            )
        except WrongFingerprint as refusal:
            form.fingerprint.errors = [str(refusal)]
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("You have signed the result. Everybody can read it now."), "success")
            return redirect(url_for("observing.show", phase_id=phase_id), code=303)
    return _page(phase_id, form, *errors), 422


def _page(phase_id: int, form: SignForm, *errors: str) -> str:
    setting, vote = vote_with(phase_id)
    turnout = sealed_turnout(vote) if vote.sealed_at else turnout_of(phase_id)
    # Before there is a result, nobody can have signed one.
    signed = queries.signatures(phase_id) if vote.sealed_at else []
    return render_template(
        "observing/show.html",
        setting=setting,
        vote=vote,
        form=form,
        errors=errors,
        charts=words.charts(turnout, everything=True) if turnout else [],
        people=turnout.people if turnout else 0,
        queues=queries.paper_queues(phase_id),
        chain=queries.chain_state(vote),
        signatures=signed,
        mine=any(one.person_id == signed_in_person().id for one in signed),
        state_words=state_words,
        looks=STATE_LOOKS,
    )


@blueprint.get("/votes/<int:phase_id>/signatures.json")
@requires("download")
@limiter.limit(DOWNLOAD_LIMIT)
def signatures(phase_id: int) -> Response:
    """Who signed a published result, signed by the city: it lies beside the package."""
    setting, vote = vote_with(phase_id)
    if vote.sealed_at is None or setting.phase.outcome_published_at is None:
        raise NotFound(_("There is no such file yet. It comes with the result."))
    listed = queries.signed_list(phase_id, queries.signatures(phase_id))
    key = signing_key()
    said = {
        "list": json.loads(listed),
        "package": digest_of(vote, setting.consultation.primary_language),
        "public_key": public_key_of(key),
        "signature": key.sign(listed).hex(),
    }
    return Response(canonical(said), mimetype="application/json")
