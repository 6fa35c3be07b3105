"""From one page of a draft to the next: what was sent is saved, then looked at."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.forms import Form
from commons.proposals.drafting import actions
from commons.proposals.drafting.forms import saving_of
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.pages import fresh_words, page_of, step_page, words_page
from commons.proposals.drafting.queries import own_draft

Answer = str | Response | tuple[str, int]
_AFTER = {"words": "place", "place": "pictures"}


def keep_step(step: str, key: str, form: Form, *, phase_id: int | None = None) -> Answer:
    """Save what a page sent, right or wrong; then go on, or say what to mend."""
    form.validate()
    try:
        draft = actions.save(
            current_owner(writes=True), key, saving_of(step, form.data), phase_id=phase_id
        )
    except actions.TooLongToKeep:
        return _unsaved(step, key, form, phase_id)
    except NotFound:
        raise
    except Refused as refusal:
        return _unsaved(step, key, form, phase_id, str(refusal))
    if draft.proposal_id is not None:
        return redirect(url_for("proposals.show", proposal_id=draft.proposal_id), code=303)
    if draft.beside_id is not None:
        return redirect(url_for("drafting.both", key=draft.key), code=303)
    if form.errors:
        return _page_again(step, own_draft(current_owner(), draft.key), form), 422
    return redirect(url_for(f"drafting.{_AFTER[step]}", key=draft.key), code=303)


def _unsaved(step: str, key: str, form: Form, phase_id: int | None, *errors: str) -> Answer:
    """The page again with what was typed, which is saved nowhere yet."""
    if phase_id is not None:
        return fresh_words(phase_id, key, form, errors), 422
    return _page_again(step, own_draft(current_owner(), key), form, errors), 422


def _page_again(step: str, draft: Draft, form: Form, errors: tuple[str, ...] = ()) -> str:
    page = page_of(step, draft)
    return words_page(page, form, errors) if step == "words" else step_page(page, form, errors)
