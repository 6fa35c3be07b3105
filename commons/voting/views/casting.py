"""The ballot paper: filling it in, looking at it once more, handing it in, the receipt."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, request, session, url_for

from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.cities.queries import district_names
from commons.contributions.drafts import drop_draft, keep_draft, kept_draft
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import currency_sign
from commons.people.current import current_person, signed_in_person
from commons.people.electorate import facts_of
from commons.people.models import Person
from commons.people.permissions import requires
from commons.voting import keys, pages, queries
from commons.voting.actions import cast_ballot
from commons.voting.actions.casting import BallotRefused, NotShownToLiveHere
from commons.voting.ballots import BallotKind, Filled
from commons.voting.ballots.marks import mark_from, mark_text, mistakes, packed, unpacked
from commons.voting.explaining.mistakes import mistake_sentences
from commons.voting.paper import Mark, Mistake, Paper, receipt_shown, shuffled
from commons.voting.queries import ReadableOption
from commons.voting.sitting import Sitting, sitting_of
from commons.voting.views.blueprint import Answer, Setting, blueprint, setting_of, to_vote


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option somebody marked."""

    option: ReadableOption
    said: str
    """What it was given, where that is more than a tick."""
    text: str
    """The mark as a hidden field holds it."""


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """The ballot paper that lies before a voter."""

    setting: Setting
    options: list[ReadableOption]
    paper: Paper
    kind: BallotKind

    def named(self, marks: Sequence[Mark]) -> list[Chosen]:
        """What was marked, in words: a ranking in its order, all else in that of the paper."""
        options = {option.code: option for option in self.options}
        places = {code: place for place, code in enumerate(options)}
        known = [mark for mark in marks if mark[0] in options]
        if self.kind.style != "ranks":
            known.sort(key=lambda mark: places[mark[0]])
        return [
            Chosen(options[mark[0]], self.kind.said(self.paper, mark), mark_text(mark))
            for mark in known
        ]


def open_ballot(phase_id: int) -> OpenBallot | None:
    """The paper of a vote; None where it is not open: two statements more than its setting."""
    setting = setting_of(phase_id)
    vote = setting.vote
    if vote is None or not setting.takes_online or vote.sealed_at is not None:
        return None
    options = queries.readable_options(phase_id, current_language().code)
    paper = queries.paper_of(vote, {option.code: option.cost for option in options})
    return OpenBallot(setting, options, paper, queries.kind_of(vote))


@blueprint.after_request
def keep_no_ballot(response: Response) -> Response:
    """What somebody votes is kept by no cache, not even by that of a device that others use too."""
    if request.endpoint in _WITH_A_BALLOT:
        response.headers["Cache-Control"] = "no-store"
    return response


_WITH_A_BALLOT = frozenset(
    f"voting.{name}" for name in ("ballot", "check", "review", "cast", "receipt")
)


@blueprint.get("/votes/<int:phase_id>/ballot")
@requires("read")
def ballot(phase_id: int) -> Answer:
    """The ballot paper: one may fill it in before one signs in."""
    found = open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    person = current_person()
    kept = kept_draft(draft_of(phase_id))
    # Somebody's earlier ballot is not for a mediator to see.
    shown = person if person and not person.helped_by else None
    own = queries.own_ballot(shown, phase_id) if shown and not kept else None
    if own is not None and own.on_paper:
        return to_vote(phase_id)
    marks = unpacked(kept.get("choices", "")) if kept else own.choices if own else []
    typed = found.kind.typed(found.paper, marks)
    return _paper_page(found, typed, changing=own is not None, begun=bool(kept))


@blueprint.post("/votes/<int:phase_id>/ballot")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def check(phase_id: int) -> Answer:
    """Check a filled-in ballot: show what is wrong with it, or go on to look at it once more."""
    found = open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    blank = request.form.get("blank") == "yes"
    filled = Filled(()) if blank else found.kind.parse(found.paper, request.form)
    wrong = [*filled.unread, *mistakes(found.paper, filled.marks)]
    if wrong:
        return _paper_page(found, filled.typed, wrong=wrong), 422
    kept = {"choices": packed(filled.marks), "seed": _seed(phase_id), "filled": "yes"}
    if not keep_draft(draft_of(phase_id), kept):
        return review_page(found, filled.marks)
    return redirect(url_for("voting.review", phase_id=phase_id), code=303)


@blueprint.get("/votes/<int:phase_id>/ballot/check")
@requires("read")
def review(phase_id: int) -> Answer:
    """Look at the filled-in ballot once more before it goes into the box."""
    found = open_ballot(phase_id)
    if found is None:
        return to_vote(phase_id)
    kept = kept_draft(draft_of(phase_id))
    if not kept:
        return redirect(url_for("voting.ballot", phase_id=phase_id), code=303)
    return review_page(found, unpacked(kept.get("choices", "")))


@blueprint.post("/votes/<int:phase_id>/ballot/check")
@requires("vote")
@limiter.limit(WRITING_LIMIT)
def cast(phase_id: int) -> Answer:
    """Put the ballot into the box."""
    choices = [mark_from(text) for text in request.form.getlist("option") if text]
    if not choices and request.form.get("blank") != "yes":
        found = open_ballot(phase_id)
        if found is None:
            return to_vote(phase_id)
        message = _("Your ballot is blank. Tick the box that says you want it so, or go back.")
        return review_page(found, choices, messages=[message]), 422
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
        found = open_ballot(phase_id)
        if found is None:
            raise
        typed = found.kind.typed(found.paper, choices)
        return _paper_page(found, typed, messages=refusal.messages), 422
    except NotShownToLiveHere as refusal:
        found = open_ballot(phase_id)
        if found is None:
            raise
        return review_page(found, choices, messages=refusal.messages), 422
    drop_draft(draft_of(phase_id))
    if signed_in_person().helped_by:
        return _receipt_to_copy(phase_id, code)
    return redirect(url_for("voting.receipt", phase_id=phase_id), code=303)


def _receipt_to_copy(phase_id: int, code: str) -> str:
    """For somebody who was helped: the code once, in the answer alone, to be written down."""
    setting = setting_of(phase_id)
    return render_template(
        "voting/receipt_to_copy.html", setting=setting, code=_code_shown(setting, code)
    )


def _code_shown(setting: Setting, code: str) -> str:
    """The receipt code as people read it; empty in a vote that gives none."""
    gives = setting.vote is not None and setting.vote.gives_receipts
    return receipt_shown(code) if gives else ""


@blueprint.get("/votes/<int:phase_id>/ballot/receipt")
@requires("vote")
def receipt(phase_id: int) -> Answer:
    """One's own receipt and ballot, as long as the vote is open: later nobody can find it.

    Not of a ballot on paper, of which nobody was given a code, and which cannot be changed.
    """
    found, person = open_ballot(phase_id), signed_in_person()
    own = queries.own_ballot(person, phase_id) if found and not person.helped_by else None
    if found is None or own is None or own.on_paper:
        return to_vote(phase_id)
    return render_template(
        "voting/receipt.html",
        setting=found.setting,
        code=_code_shown(found.setting, own.receipt),
        kind=found.kind,
        chosen=found.named(own.choices),
        sitting=_sitting(found.setting),
        title_of=pages.shown_title,
    )


def _paper_page(
    found: OpenBallot,
    typed: Mapping[str, str],
    *,
    wrong: Sequence[Mistake] = (),
    messages: Sequence[str] = (),
    changing: bool = False,
    begun: bool = False,
) -> str:
    order = found.options
    if not found.kind.fixed_options:
        order = shuffled(order, _seed(found.setting.phase.id))
    by_option: dict[str, list[Mistake]] = {option.code: [] for option in order}
    at_none: list[Mistake] = []
    for mistake in wrong:
        by_option.get(mistake.option, at_none).append(mistake)
    ticked = [(code, 1) for code in typed]
    return render_template(
        "voting/ballot.html",
        setting=found.setting,
        paper=found.paper,
        kind=found.kind,
        options=order,
        typed=typed,
        messages=[*messages, *mistake_sentences(found.paper, at_none)],
        wrong={
            code: mistake_sentences(found.paper, some) for code, some in by_option.items() if some
        },
        total=found.paper.total(ticked),
        currency=currency_sign(current_city().currency),
        changing=changing,
        sitting=_sitting(found.setting),
        begun=begun or bool(wrong) or bool(messages),
        title_of=pages.shown_title,
    )


def review_page(found: OpenBallot, choices: Sequence[Mark], *, messages: Sequence[str] = ()) -> str:
    """The filled-in ballot to be looked at once more, with what is wrong, if anything is."""
    person, asked = current_person(), found.setting.electorate
    names = district_names() if asked.district_ids else {}
    lacks = []
    if person is not None and not asked.asks_nothing:
        lacks = asked.lacks(facts_of(person), names)
    return render_template(
        "voting/review.html",
        setting=found.setting,
        paper=found.paper,
        kind=found.kind,
        given=sum(points for _code, points in choices),
        sitting=_sitting(found.setting),
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


def _sitting(setting: Setting) -> Sitting | None:
    return sitting_of(setting.consultation, setting.phase.id, current_person())


def draft_of(phase_id: int) -> str:
    """What the kept draft of this vote's ballot is called."""
    return f"ballot-{phase_id}"


def _seed(phase_id: int) -> str:
    """What the order of the options hangs on: the same for a voter as long as they vote."""
    kept = kept_draft(draft_of(phase_id))
    if "seed" in kept:
        return kept["seed"]
    return _seed_of_person(current_person(), phase_id) or _seed_of_visit()


def _seed_of_person(person: Person | None, phase_id: int) -> str | None:
    try:
        # Nothing of the pseudonym: others see the screen, and a draft keeps the seed.
        return keys.derived(phase_id, f"order {person.id}").hex()[:16] if person else None
    except keys.KeyLost:
        return None


def _seed_of_visit() -> str:
    if "ballot_order" not in session:
        session["ballot_order"] = secrets.token_hex(8)
    seed: str = session["ballot_order"]
    return seed
