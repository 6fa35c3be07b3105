"""HTTP of the voting package."""

import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from commons.base import clock
from commons.base.errors import NotFound
from commons.base.web.limits import DOWNLOAD_LIMIT, WRITING_LIMIT, limiter
from commons.consultations import queries as consultations
from commons.consultations.models import Consultation, ConsultationText, Phase
from commons.consultations.rules import PhaseState, phase_state
from commons.contributions.drafts import drop_draft, keep_draft, kept_draft
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.models import Person
from commons.people.permissions import requires
from commons.people.queries import verification_level
from commons.voting import explain, keys, pages, queries
from commons.voting.actions import cast_ballot
from commons.voting.actions.casting import BallotRefused, NotShownToLiveHere
from commons.voting.export_pb import export_pb
from commons.voting.models import KNAPSACK, Vote
from commons.voting.pabulib import write_pb
from commons.voting.paper import Paper, mistakes, receipt_shown, receipt_typed, shuffled
from commons.voting.queries import ReadableOption

blueprint = Blueprint("voting", __name__, template_folder="templates")

Answer = str | AnyResponse | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page of a vote shows around it."""

    consultation: Consultation
    text: ConsultationText
    phase: Phase
    state: PhaseState
    vote: Vote | None

    @property
    def rule_title(self) -> str:
        """What its way to count is called."""
        return explain.rule_title(self.vote.rule) if self.vote else ""

    @property
    def rule_explanation(self) -> str:
        """How its way to count works."""
        return explain.rule_explanation(self.vote.rule) if self.vote else ""

    @property
    def spends(self) -> bool:
        """Whether voters spend the budget themselves."""
        return self.vote is not None and self.vote.ballot_kind == KNAPSACK


def _setting(phase_id: int, *, with_result: bool = False) -> Setting:
    """The vote of a phase with its surroundings: two statements. Raises NotFound."""
    consultation = consultations.consultation_of_phase(phase_id)
    phase = consultations.phase_of(consultation, phase_id)
    if phase.kind != "vote":
        raise NotFound(_("There is no such vote."))
    return Setting(
        consultation=consultation,
        text=consultations.text_of(consultation, current_language().code),
        phase=phase,
        state=phase_state(phase, clock.now()),
        vote=queries.vote_of(phase_id, with_result=with_result),
    )


@blueprint.get("/votes/<int:phase_id>")
@requires("read")
def show(phase_id: int) -> str:
    """What is voted on, until when, and by which rules."""
    setting = _setting(phase_id)
    vote = setting.vote
    turnout = None
    if vote is not None and vote.sealed_at is None:
        turnout = queries.turnout(phase_id, current_person())
    return render_template(
        "voting/show.html",
        setting=setting,
        turnout=turnout,
        options=queries.readable_options(phase_id, current_language().code) if vote else [],
        title_of=pages.shown_title,
    )


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
    setting = _setting(phase_id)
    vote = setting.vote
    if vote is None or setting.state != "open" or vote.sealed_at is not None:
        return None
    options = queries.readable_options(phase_id, current_language().code)
    paper = queries.paper_of(vote, {option.code: option.cost for option in options})
    return OpenBallot(setting, options, paper)


def _to_vote(phase_id: int) -> AnyResponse:
    return redirect(url_for("voting.show", phase_id=phase_id), code=303)


@blueprint.get("/votes/<int:phase_id>/ballot")
@requires("read")
def ballot(phase_id: int) -> Answer:
    """The ballot paper: one may fill it in before one signs in."""
    found = _open_ballot(phase_id)
    if found is None:
        return _to_vote(phase_id)
    person = current_person()
    kept = kept_draft(_draft(phase_id))
    own = queries.own_ballot(person, phase_id) if person and not kept else None
    choices = _codes(kept.get("choices", "")) if kept else own.choices if own else []
    return _paper_page(found, choices, changing=own is not None)


@blueprint.post("/votes/<int:phase_id>/ballot")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def check(phase_id: int) -> Answer:
    """Check a filled-in ballot: show what is wrong with it, or go on to look at it once more."""
    found = _open_ballot(phase_id)
    if found is None:
        return _to_vote(phase_id)
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
        return _to_vote(phase_id)
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
            return _to_vote(phase_id)
        message = _("Your ballot is blank. Tick the box that says you want it so, or go back.")
        return _review_page(found, choices, messages=[message]), 422
    try:
        cast_ballot(
            signed_in_person(), phase_id, choices, declared=request.form.get("declared") == "yes"
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
        return _review_page(found, choices, messages=[str(refusal)]), 422
    drop_draft(_draft(phase_id))
    return redirect(url_for("voting.receipt", phase_id=phase_id), code=303)


@blueprint.get("/votes/<int:phase_id>/ballot/receipt")
@requires("vote")
def receipt(phase_id: int) -> Answer:
    """One's own receipt and ballot, as long as the vote is open: later nobody can find it."""
    found = _open_ballot(phase_id)
    own = queries.own_ballot(signed_in_person(), phase_id) if found else None
    if found is None or own is None:
        return _to_vote(phase_id)
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
    person, vote = current_person(), found.setting.vote
    needs_word = False
    if person is not None and vote is not None and vote.level > 0:
        needs_word = verification_level(person.id) < vote.level
    return render_template(
        "voting/review.html",
        setting=found.setting,
        paper=found.paper,
        chosen=found.named(choices),
        total=found.paper.total(choices),
        needs_word=needs_word,
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


@blueprint.get("/votes/<int:phase_id>/result")
@requires("read")
def result(phase_id: int) -> Answer:
    """What was chosen and why, once the outcome is published."""
    setting = _setting(phase_id, with_result=True)
    vote = setting.vote
    if setting.state != "closed" or vote is None:
        return _to_vote(phase_id)
    if vote.sealed_at is None or setting.phase.outcome_published_at is None:
        return render_template("voting/counting.html", setting=setting)
    options = queries.readable_options(phase_id, current_language().code)
    return render_template(
        "voting/result.html",
        setting=setting,
        vote=vote,
        page=pages.result_page(vote, options),
        listed=queries.may_be_listed(vote),
        recount=" ".join(
            ["commons tally", _file_name(setting), f"--rule {vote.rule}"]
            + [f"--{name} {value}" for name, value in vote.rule_options.items()]
        ),
    )


def _file_name(setting: Setting) -> str:
    return f"{setting.consultation.slug}-{setting.phase.id}.pb"


@blueprint.get("/votes/<int:phase_id>/box")
@requires("read")
def box(phase_id: int) -> Answer:
    """The sealed box: every ballot by its receipt code, and one's own by the code."""
    setting = _setting(phase_id)
    vote = setting.vote
    if vote is None or vote.sealed_at is None:
        return _to_vote(phase_id)
    typed = request.args.get("receipt", "").strip()
    code = receipt_typed(typed)
    options = queries.readable_options(phase_id, current_language().code)
    return render_template(
        "voting/box.html",
        setting=setting,
        vote=vote,
        typed=typed[:60],
        found=queries.find_receipt(vote, code) if code else None,
        page=queries.box_page(vote, receipt_typed(request.args.get("after", "")))
        if not typed
        else None,
        titles={option.code: pages.shown_title(option) for option in options},
        listed=queries.may_be_listed(vote),
        smallest=queries.SMALLEST_OPEN_BOX,
        shown=receipt_shown,
    )


@blueprint.get("/votes/<int:phase_id>/ballots.pb")
@requires("download")
@limiter.limit(DOWNLOAD_LIMIT)
def download(phase_id: int) -> Response:
    """Ballots and result as a Pabulib file, for anyone to count again."""
    setting = _setting(phase_id, with_result=True)
    vote = setting.vote
    if vote is None or setting.phase.outcome_published_at is None:
        raise NotFound(_("There is no such file yet. It comes with the result."))
    if not queries.may_be_listed(vote):
        raise NotFound(_("So few people voted that the ballots are not shown one by one."))
    text = io.StringIO(newline="")
    write_pb(export_pb(vote, setting.consultation.primary_language), text)
    name = _file_name(setting)
    return Response(
        text.getvalue(),
        mimetype="text/plain",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
