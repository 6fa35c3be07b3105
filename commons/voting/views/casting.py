"""The ballot paper: filling it in, looking at it once more, handing it in, the receipt."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, session, url_for

from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.queries import districts
from commons.contributions.drafts import drop_draft, keep_draft, kept_draft
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.electorate import facts_of
from commons.people.models import Person
from commons.people.permissions import requires
from commons.voting import explain, keys, pages, queries
from commons.voting.actions import cast_ballot
from commons.voting.actions.casting import BallotRefused, NotShownToLiveHere
from commons.voting.paper import Paper, mistakes, receipt_shown, shuffled
from commons.voting.queries import ReadableOption
from commons.voting.views.blueprint import Answer, Setting, blueprint, setting_of, to_vote


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """The ballot paper that lies before a voter."""

    setting: Setting
    options: list[ReadableOption]
    paper: Paper

    def named(self, choices: Sequence[str]) -> list[ReadableOption]:
        """The options of these codes, in the order of the paper."""
        wanted = set(choices)
        return [option for option in self.options if option.code in wanted]


def _open_ballot(phase_id: int) -> OpenBallot | None:
    """The paper of a vote; None where it is not open: two statements more than its setting."""
    setting = setting_of(phase_id)
    vote = setting.vote
    if vote is None or not setting.takes_online or vote.sealed_at is not None:
        return None
    options = queries.readable_options(phase_id, current_language().code)
    paper = queries.paper_of(vote, {option.code: option.cost for option in options})
    return OpenBallot(setting, options, paper)


@blueprint.get("/votes/<int:phase_id>/ballot")
@requires("read")
def ballot(phase_id: int) -> Answer:
    """The ballot paper: one may fill it in before one signs in."""
    found = _open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    person = current_person()
    kept = kept_draft(_draft(phase_id))
    # Somebody's earlier ballot is not for a mediator to see.
    shown = person if person and not person.helped_by else None
    own = queries.own_ballot(shown, phase_id) if shown and not kept else None
    if own is not None and own.on_paper:
        return to_vote(phase_id)
    choices = _codes(kept.get("choices", "")) if kept else own.choices if own else []
    return _paper_page(found, choices, changing=own is not None)


@blueprint.post("/votes/<int:phase_id>/ballot")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def check(phase_id: int) -> Answer:
    """Check a filled-in ballot: show what is wrong with it, or go on to look at it once more."""
    found = _open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    choices = request.form.getlist("option")
    wrong = mistakes(found.paper, choices)
    if wrong:
        messages = [explain.mistake_sentence(mistake) for mistake in wrong]
        return _paper_page(found, choices, messages=messages), 422
    kept = {"choices": ",".join(choices), "seed": _seed(phase_id), "filled": "yes"}
    if not keep_draft(_draft(phase_id), kept):
        return _review_page(found, choices)
    return redirect(url_for("voting.review", phase_id=phase_id), code=303)


@blueprint.get("/votes/<int:phase_id>/ballot/check")
@requires("read")
def review(phase_id: int) -> Answer:
    """Look at the filled-in ballot once more before it goes into the box."""
    found = _open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    kept = kept_draft(_draft(phase_id))
    if not kept:
        return redirect(url_for("voting.ballot", phase_id=phase_id), code=303)
    return _review_page(found, _codes(kept.get("choices", "")))


@blueprint.post("/votes/<int:phase_id>/ballot/check")
@requires("vote")
@limiter.limit(WRITING_LIMIT)
def cast(phase_id: int) -> Answer:
    """Put the ballot into the box."""
    choices = request.form.getlist("option")
    if not choices and request.form.get("blank") != "yes":
        found = _open_ballot(phase_id)
        if found is None:
            return to_vote(phase_id)
        message = _("Your ballot is blank. Tick the box that says you want it so, or go back.")
        return _review_page(found, choices, messages=[message]), 422
    try:
        code = cast_ballot(
            signed_in_person(),
            phase_id,
            choices,
            declared=request.form.get("declared") == "yes",
            district_id=number_after(request.form.get("district")),
            old_enough=request.form.get("old_enough") == "yes",
        )
    except BallotRefused as refusal:
        found = _open_ballot(phase_id)
        if found is None:
            raise
        return _paper_page(found, choices, messages=refusal.messages), 422
    except NotShownToLiveHere as refusal:
        found = _open_ballot(phase_id)
        if found is None:
            raise
        return _review_page(found, choices, messages=refusal.messages), 422
    drop_draft(_draft(phase_id))
    if signed_in_person().helped_by:
        return _receipt_to_copy(phase_id, code)
    return redirect(url_for("voting.receipt", phase_id=phase_id), code=303)


def _receipt_to_copy(phase_id: int, code: str) -> str:
    """For somebody who was helped: the code once, in the answer alone, to be written down."""
    return render_template(
        "voting/receipt_to_copy.html", setting=setting_of(phase_id), code=receipt_shown(code)
    )


@blueprint.get("/votes/<int:phase_id>/ballot/receipt")
@requires("vote")
def receipt(phase_id: int) -> Answer:
    """One's own receipt and ballot, as long as the vote is open: later nobody can find it."""
    found, person = _open_ballot(phase_id), signed_in_person()
    own = queries.own_ballot(person, phase_id) if found and not person.helped_by else None
    if found is None or own is None:
        return to_vote(phase_id)
    return render_template(
        "voting/receipt.html",
        setting=found.setting,
        code=receipt_shown(own.receipt),
        chosen=found.named(own.choices),
        title_of=pages.shown_title,
    )


def _paper_page(
    found: OpenBallot,
    choices: Sequence[str],
    *,
    messages: Sequence[str] = (),
    changing: bool = False,
) -> str:
    order = shuffled(found.options, _seed(found.setting.phase.id))
    return render_template(
        "voting/ballot.html",
        setting=found.setting,
        paper=found.paper,
        options=order,
        choices=set(choices),
        messages=messages,
        total=found.paper.total(choices),
        changing=changing,
        title_of=pages.shown_title,
    )


def _review_page(found: OpenBallot, choices: Sequence[str], *, messages: Sequence[str] = ()) -> str:
    person, asked = current_person(), found.setting.electorate
    names = {one.id: one.name for one in districts()} if asked.district_ids else {}
    lacks = []
    if person is not None and not asked.asks_nothing:
        lacks = asked.lacks(facts_of(person), names)
    return render_template(
        "voting/review.html",
        setting=found.setting,
        paper=found.paper,
        chosen=found.named(choices),
        total=found.paper.total(choices),
        asked=asked,
        names=names,
        by_word=[lack.kind for lack in lacks if lack.by_own_word],
        lacks=[lack for lack in lacks if not lack.by_own_word],
        ticked=request.form,
        messages=messages,
        title_of=pages.shown_title,
    )


def _draft(phase_id: int) -> str:
    return f"ballot-{phase_id}"


def _codes(text: str) -> list[str]:
    return [code for code in text.split(",") if code]


def _seed(phase_id: int) -> str:
    """What the order of the options hangs on: the same for a voter as long as they vote."""
    kept = kept_draft(_draft(phase_id))
    if "seed" in kept:
        return kept["seed"]
    return _seed_of_person(current_person(), phase_id) or _seed_of_visit()


def _seed_of_person(person: Person | None, phase_id: int) -> str | None:
    try:
        return keys.pseudonym(phase_id, person.id)[:16] if person else None
    except keys.KeyLost:
        return None


def _seed_of_visit() -> str:
    if "ballot_order" not in session:
        session["ballot_order"] = secrets.token_hex(8)
    seed: str = session["ballot_order"]
    return seed
