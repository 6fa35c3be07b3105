"""Reports, decisions and appeals, as the rules and the database know them."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.events import Event
from commons.cities.context import city
from commons.contributions import actions as contributions
from commons.contributions.models import HIDDEN, VISIBLE, WITHDRAWN, Contribution
from commons.moderation import actions, queries
from commons.moderation.actions import AlreadyDecided
from commons.moderation.models import HIDE, KEEP, RESTORE, Appeal, Decision, Report
from commons.moderation.rules import spot_from
from tests.conftest import CITY
from tests.factories.moderation import (
    STATEMENT,
    a_comment,
    a_moderator,
    a_person,
    a_text,
    hidden,
)
from tests.marks import both_databases

pytestmark = both_databases


def state_of(contribution_id: int) -> str:
    state = db.session.scalar(
        sa.select(Contribution.state).where(Contribution.id == contribution_id)
    )
    assert state is not None
    return state


def kinds_of_events() -> list[str]:
    return list(db.session.scalars(sa.select(Event.kind).order_by(Event.id)))


def test_one_persons_reports_about_one_text_count_once_until_decided(town: Flask) -> None:
    text, reader = a_text(), a_person("Rita")
    assert actions.report(reader, text.id, reason="spam")
    assert not actions.report(reader, text.id, reason="hate")
    actions.keep(a_moderator(), text.id, statement="This is not advertising.")
    assert actions.report(reader, text.id, reason="spam")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Report)) == 2


def test_anybody_can_report_but_not_what_is_hidden_or_does_not_exist(town: Flask) -> None:
    text = a_text()
    assert actions.report(None, text.id, reason="threat", note="Look\u202e here ")
    assert db.session.scalar(sa.select(Report.note)) == "Look here"
    hidden(a_moderator(), text.id)
    with pytest.raises(Refused, match="hidden already"):
        actions.report(None, text.id, reason="threat")
    with pytest.raises(NotFound):
        actions.report(None, 999, reason="threat")
    with pytest.raises(ValueError, match="unknown reason"):
        actions.report(None, text.id, reason="boring")


def test_hiding_settles_the_reports_and_leaves_a_statement(town: Flask) -> None:
    text, moderator = a_text(), a_moderator()
    actions.report(a_person("Rita"), text.id, reason="hate")
    actions.report(None, text.id, reason="spam")
    decision = actions.hide(moderator, text.id, reason="hate", statement=f"  {STATEMENT} ")
    assert state_of(text.id) == HIDDEN
    assert decision.statement == STATEMENT
    assert queries.queue().items == []
    found = queries.decision_on(text.id)
    assert found is not None
    assert found.id == decision.id
    assert queries.history_of(text.id)[0].reports == 2
    assert "contribution.hidden" in kinds_of_events()


def test_a_hidden_comment_is_not_counted_and_counts_again_when_shown(town: Flask) -> None:
    text, moderator = a_text(), a_moderator()
    comment = a_comment(a_person("Rita"), text)
    hidden(moderator, comment.id)
    assert (
        db.session.scalar(sa.select(Contribution.comment_count).where(Contribution.id == text.id))
        == 0
    )
    actions.restore(moderator, comment.id, statement="That was a mistake of ours.")
    assert (
        db.session.scalar(sa.select(Contribution.comment_count).where(Contribution.id == text.id))
        == 1
    )


def test_restoring_what_its_author_had_taken_back_does_not_publish_it(town: Flask) -> None:
    author, moderator = a_person(), a_moderator()
    text = a_text(author)
    contributions.withdraw(author, text.id)
    hidden(moderator, text.id)
    actions.restore(moderator, text.id, statement="That was a mistake of ours.")
    assert state_of(text.id) == WITHDRAWN


@pytest.mark.parametrize("statement", ["", "too short", "  \n short \u200b ", "x" * 2001])
def test_a_decision_needs_a_statement_that_says_something(town: Flask, statement: str) -> None:
    text = a_text()
    with pytest.raises(Refused):
        actions.hide(a_moderator(), text.id, reason="hate", statement=statement)
    assert state_of(text.id) == VISIBLE


def test_a_text_is_not_hidden_for_keeping_to_the_rules(town: Flask) -> None:
    text = a_text()
    with pytest.raises(Refused, match="rule that it breaks"):
        actions.hide(a_moderator(), text.id, reason="within_rules", statement=STATEMENT)


def test_residents_cannot_decide(town: Flask) -> None:
    text, resident = a_text(), a_person("Rita")
    for decide in (actions.hide, actions.restore, actions.keep):
        with pytest.raises(NotAllowed):
            decide(resident, text.id, reason="hate", statement=STATEMENT)
    with pytest.raises(NotAllowed):
        actions.decide(resident, [(text.id, 0)], act=HIDE, reason="hate", statement=STATEMENT)


def test_one_decision_hides_many_and_leaves_what_others_decided_meanwhile(town: Flask) -> None:
    moderator, other = a_moderator(), a_moderator("Ewa")
    author = a_person()
    texts = [a_text(author, title=f"Spam {number}") for number in range(4)]
    for text in texts:
        actions.report(None, text.id, reason="spam")
    page = [(case.contribution.id, case.seen) for case in queries.queue().items]
    actions.keep(other, texts[0].id, statement="Not spam in my eyes.")
    outcome = actions.decide(
        moderator, [*page, (999, 0)], act=HIDE, reason="spam", statement="The same text again."
    )
    assert outcome.decided == [text.id for text in texts[1:]]
    assert "Somebody else has decided" in outcome.refused[texts[0].id]
    assert "no such text" in outcome.refused[999]
    assert [state_of(text.id) for text in texts] == [VISIBLE, HIDDEN, HIDDEN, HIDDEN]
    assert kinds_of_events().count("contribution.hidden") == 3
    assert kinds_of_events().count("report.kept") == 1


def test_the_second_of_two_moderators_is_told_that_it_was_decided(town: Flask) -> None:
    text = a_text()
    hidden(a_moderator(), text.id)
    with pytest.raises(AlreadyDecided, match="already"):
        hidden(a_moderator("Ewa"), text.id)
    with pytest.raises(AlreadyDecided):
        actions.keep(a_moderator("Jan"), text.id, statement="Nothing waits here any more.")


def test_of_two_decisions_at_the_same_moment_one_is_kept(town: Flask) -> None:
    text = a_text()
    actions.report(None, text.id, reason="spam")
    moderators = [a_moderator(name) for name in ("Ada", "Ben", "Cyd", "Dan")]
    outcomes: list[str] = []
    start = threading.Barrier(len(moderators))

    def decide(person: object) -> None:
        with town.app_context(), city(CITY):
            start.wait()
            try:
                hidden(person, text.id)  # type: ignore[arg-type]
                outcomes.append("decided")
            except AlreadyDecided:
                outcomes.append("late")

    threads = [threading.Thread(target=decide, args=[person]) for person in moderators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "late", "late", "late"]
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 1


def test_nobody_judges_their_own_text_where_somebody_else_can(town: Flask) -> None:
    moderator = a_moderator()
    text = a_text(moderator)
    actions.report(None, text.id, reason="spam")
    other = a_moderator("Ewa")
    with pytest.raises(NotAllowed, match="yourself"):
        actions.keep(moderator, text.id, statement="My text is very good.")
    actions.keep(other, text.id, statement="It keeps to the rules.")
    assert queries.queue().items == []


def test_an_author_appeals_once_and_another_moderator_answers(town: Flask) -> None:
    author, first, second = a_person(), a_moderator(), a_moderator("Ewa")
    text = a_text(author)
    decision = hidden(first, text.id)
    actions.appeal(author, decision.id, "I meant something else.")
    with pytest.raises(Refused, match="already"):
        actions.appeal(author, decision.id, "And another thing.")
    case = queries.queue().items[0]
    assert case.appeal is not None
    assert case.appeal.text == "I meant something else."
    assert case.text.body == "Somewhere to rest, please."
    with pytest.raises(NotAllowed, match="own decision"):
        actions.restore(first, text.id, statement="I was right all along.")
    answer = actions.restore(second, text.id, statement="The author is right.")
    assert state_of(text.id) == VISIBLE
    standing = queries.appeal_standing(decision.id)
    assert standing.answer is not None
    assert standing.answer.id == answer.id
    assert not standing.newest
    assert queries.queue().items == []
    assert kinds_of_events()[-2:] == ["contribution.restored", "appeal.answered"]


def test_the_only_moderator_may_answer_an_appeal_themselves(town: Flask) -> None:
    author, only = a_person(), a_moderator()
    text = a_text(author)
    decision = hidden(only, text.id)
    actions.appeal(author, decision.id, "I meant something else.")
    actions.keep(only, text.id, reason="hate", statement="It is still an attack.")
    assert state_of(text.id) == HIDDEN
    with pytest.raises(Refused, match="already"):
        actions.appeal(author, decision.id, "Please, once more.")


def test_a_text_stays_hidden_only_for_a_reason(town: Flask) -> None:
    author, first, second = a_person(), a_moderator(), a_moderator("Ewa")
    text = a_text(author)
    actions.appeal(author, hidden(first, text.id).id, "I meant something else.")
    with pytest.raises(Refused, match="rule that it breaks"):
        actions.keep(second, text.id, statement="It keeps to the rules, but no.")


def test_only_the_author_appeals_and_only_while_the_decision_stands(town: Flask) -> None:
    author, moderator = a_person(), a_moderator()
    text = a_text(author)
    decision = hidden(moderator, text.id)
    with pytest.raises(NotAllowed):
        actions.appeal(a_person("Rita"), decision.id, "I like this text.")
    with pytest.raises(NotFound):
        actions.appeal(author, 999, "I like this text.")
    with pytest.raises(Refused, match="between"):
        actions.appeal(author, decision.id, "why")
    actions.restore(moderator, text.id, statement="That was a mistake of ours.")
    with pytest.raises(Refused, match="no longer in force"):
        actions.appeal(author, decision.id, "I like this text.")
    again = hidden(moderator, text.id)
    actions.appeal(author, again.id, "I still like this text.")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Appeal)) == 1


def test_the_queue_shows_the_longest_wait_first_page_by_page(town: Flask) -> None:
    author, moment = a_person(), clock.now()
    texts = [a_text(author, title=f"Text {number}") for number in range(7)]
    for days, text in enumerate(texts):
        # Some came in at the very same moment: the pages must not skip or repeat any.
        with clock.at(moment - timedelta(days=days // 2)):
            actions.report(None, text.id, reason="spam")
    seen: list[int] = []
    after = None
    for _page in range(4):
        page = queries.queue(spot_from(after), size=2)
        seen += [case.contribution.id for case in page.items]
        after = page.next_after
    assert after is None
    assert seen == [texts[i].id for i in (6, 4, 5, 2, 3, 0, 1)]


def test_the_queue_shows_a_text_in_the_moderators_language_beside_the_original(
    town: Flask,
) -> None:
    text = a_text(title="مقاعد", body="مكان للراحة", language="ar")
    contributions.add_translation(text.id, "en", "Benches", "A place to rest", "Rita")
    actions.report(None, text.id, reason="other")
    case = queries.queue().items[0]
    assert (case.text.title, case.text.body) == ("Benches", "A place to rest")
    assert (case.text.original_body, case.text.original_direction) == ("مكان للراحة", "rtl")
    assert case.text.translator == "Rita"
    assert case.reasons == {"other": 1}


def test_the_trace_names_nobody_and_leaves_out_kept_reports(town: Flask) -> None:
    author, first, second = a_person(), a_moderator(), a_moderator("Ewa")
    hidden_text, kept_text = a_text(author), a_text(author, title="Other")
    actions.report(None, kept_text.id, reason="spam")
    actions.keep(first, kept_text.id, statement="It keeps to the rules.")
    decision = hidden(first, hidden_text.id)
    actions.appeal(author, decision.id, "I meant something else.")
    actions.keep(second, hidden_text.id, reason="hate", statement="It is still an attack.")
    entries = queries.trace().items
    assert [(entry.act, entry.after_appeal) for entry in entries] == [(KEEP, True), (HIDE, False)]
    assert entries[0].statement == "It is still an attack."
    actions.restore(second, hidden_text.id, statement="We thought about it again.")
    page = queries.trace(size=2)
    assert [entry.act for entry in page.items] == [RESTORE, KEEP]
    assert [entry.act for entry in queries.trace(int(page.next_after or 0)).items] == [HIDE]


def test_the_audit_log_tells_who_decided_but_not_who_reported(town: Flask) -> None:
    text, moderator = a_text(), a_moderator()
    actions.report(a_person("Rita"), text.id, reason="hate", note="Call me: 600 100 100")
    hidden(moderator, text.id)
    entries = db.session.scalars(
        sa.select(AuditEntry)
        .where(AuditEntry.subject == f"contribution {text.id}")
        .order_by(AuditEntry.id)
    ).all()
    assert [(entry.act, entry.actor_id) for entry in entries] == [
        ("report", None),
        ("hide", moderator.id),
    ]
    assert "600" not in str([entry.data for entry in entries])
    assert STATEMENT not in str([entry.data for entry in entries])
