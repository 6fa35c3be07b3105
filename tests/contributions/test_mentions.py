"""Mentions: who is found by a name after an @, who hears of it, and how it is shown."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.database import db
from commons.base.events import Event
from commons.contributions import actions
from commons.contributions.mentions.models import Mention
from commons.contributions.mentions.rules import MOST, mention_pattern, possible_names
from commons.contributions.mentions.showing import marked
from commons.contributions.models import Comment
from commons.notices import actions as notices
from commons.people import leaving
from commons.people.held import everything_held
from commons.people.models import AS_RESIDENT, Person
from commons.proposals.coauthors import actions as coauthors
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.factories.contributions import comment_by, resident
from tests.factories.notices import heard
from tests.factories.proposals import proposal_by
from tests.factories.together import known, write_together
from tests.marks import both_databases


def mentioned(comment: Comment) -> dict[int, str]:
    """Who is noted as mentioned, and as what."""
    rows = db.session.execute(
        sa.select(Mention.person_id, Mention.typed).where(Mention.comment_id == comment.id)
    )
    return {row.person_id: row.typed for row in rows}


def talk(*names: str) -> tuple[Proposal, list[Person]]:
    """A proposal, on which people of these names have commented."""
    people = [known(name) for name in names]
    proposal = proposal_by(known("Ola"))
    for person in people:
        comment_by(person, proposal, f"I am {person.display_name}.")
    return proposal, people


@both_databases
def test_who_takes_part_by_name_is_mentioned_and_hears_of_it_once(town: Flask) -> None:
    proposal, (jan,) = talk("Linden 4711")
    comment = comment_by(known("Rita"), proposal, "@Linden 4711 is right, @linden 4711!")
    assert mentioned(comment) == {jan.id: "Linden 4711"}
    notices.deliver()
    assert heard(jan).count(("comment.mentioned", "comments")) == 1
    told = db.session.scalars(sa.select(Event).where(Event.contribution_id == comment.id)).all()
    assert all("Linden" not in str(event.data) for event in told)


@both_databases
def test_who_is_mentioned_does_not_hear_of_the_same_comment_twice(town: Flask) -> None:
    proposal, (jan, rita) = talk("Jan", "Rita")
    notices.deliver()
    before = {person.id: heard(person) for person in (jan, rita)}
    comment_by(known("Guest"), proposal, "Well said, @Jan.")
    notices.deliver()
    assert heard(jan)[len(before[jan.id]) :] == [("comment.mentioned", "comments")]
    assert heard(rita)[len(before[rita.id]) :] == [("comment.posted", "followed")]


def test_the_author_and_named_co_authors_can_be_mentioned(town: Flask) -> None:
    ola, jan, shy = known("Ola"), known("Jan"), known("Shy")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan)
    write_together(ola, proposal, shy, voice=AS_RESIDENT)
    comment = comment_by(known("Rita"), proposal, "@Ola and @Jan and @Shy: why?")
    assert set(mentioned(comment)) == {ola.id, jan.id}


def test_who_is_not_in_the_talk_or_without_a_name_in_it_is_not_found(town: Flask) -> None:
    proposal, (shy,) = talk("Shy")
    elsewhere = known("Elsewhere")
    proposal_by(elsewhere, title="Benches")
    (said,) = db.session.scalars(sa.select(Comment).where(Comment.author_id == shy.id))
    actions.change_voice(shy, said.id, AS_RESIDENT)
    comment = comment_by(known("Rita"), proposal, "@Shy, @Elsewhere, @Nobody, @Rita?")
    assert mentioned(comment) == {}
    kinds = set(db.session.scalars(sa.select(Event.kind)))
    assert "comment.mentioned" not in kinds


def test_whoever_takes_their_name_from_the_talk_is_mentioned_no_more(town: Flask) -> None:
    proposal, (jan, ewa) = talk("Jan", "Ewa")
    comment = comment_by(known("Rita"), proposal, "@Jan and @Ewa")
    (said,) = db.session.scalars(
        sa.select(Comment).where(Comment.author_id == jan.id, Comment.subject_id == proposal.id)
    )
    actions.change_voice(jan, said.id, AS_RESIDENT)
    assert set(mentioned(comment)) == {ewa.id}
    actions.change_all_voices(ewa, AS_RESIDENT)
    assert mentioned(comment) == {}


def test_a_co_author_who_takes_their_name_from_the_talk_is_mentioned_no_more(town: Flask) -> None:
    ola, jan, rita = known("Ola"), known("Jan"), known("Rita")
    proposal = proposal_by(ola)
    write_together(ola, proposal, jan, rita)
    comment = comment_by(known("Zoe"), proposal, "@Jan and @Rita, well done")
    assert mentioned(comment) == {jan.id: "Jan", rita.id: "Rita"}
    coauthors.change_shown(jan, proposal.id, AS_RESIDENT)
    assert mentioned(comment) == {rita.id: "Rita"}
    coauthors.leave(rita, proposal.id)
    assert mentioned(comment) == {}


def test_a_mention_that_is_put_right_is_told_and_an_old_one_not_again(town: Flask) -> None:
    proposal, (jan, ewa) = talk("Jan", "Ewa")
    rita = known("Rita")
    comment = comment_by(rita, proposal, "@Jan, @Eva!")
    actions.edit_comment(rita, comment.id, "@Jan, @Ewa!")
    actions.edit_comment(rita, comment.id, "@Jan, @Ewa: please!")
    notices.deliver()
    for person in (jan, ewa):
        assert heard(person).count(("comment.mentioned", "comments")) == 1
    actions.edit_comment(rita, comment.id, "Never mind.")
    assert mentioned(comment) == {}


def test_one_comment_mentions_ten_people_at_most(town: Flask) -> None:
    names = [f"Neighbour {number}" for number in range(20, 32)]
    proposal, _people = talk(*names)
    comment = comment_by(known("Rita"), proposal, " ".join(f"@{name}" for name in names))
    assert len(mentioned(comment)) == MOST


def test_ones_own_data_holds_mentions_and_deletion_forgets_them(town: Flask) -> None:
    proposal, (jan,) = talk("Jan")
    comment = comment_by(known("Rita"), proposal, "@Jan")
    (group,) = [one for one in everything_held(jan) if one.name == "mentions"]
    assert [fact.value for fact in group.records[0]] == [comment.id, "Jan"]
    leaving.delete_account(jan)
    assert mentioned(comment) == {}


def test_a_mention_stands_out_on_the_page_and_leads_nowhere(town: Flask, browser: Browser) -> None:
    proposal, _people = talk("Anna-Maria O'Neil")
    body = "<b>@Anna-Maria O'Neil</b> & @Nobody: *@anna-maria o'neil*, ask@anna-maria.example"
    comment = comment_by(resident("Rita"), proposal, body)
    db.session.rollback()
    browser.open(f"/proposals/{proposal.id}")
    words = browser.page.select_one(f"#comment-{comment.id} .words")
    assert words is not None
    assert [one.get_text() for one in words.select("strong")] == [
        "@Anna-Maria O'Neil",
        "@anna-maria o'neil",
    ]
    assert not words.select("a, b")
    assert "<b>@Anna-Maria O'Neil</b>" in words.get_text()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "@Linden 4711 is right",
            ["Linden 4711 is right", "Linden 4711 is", "Linden 4711", "Linden"],
        ),
        ("ask me@example.org", []),
        ("https://social.example/@ola", []),
        ("@@ola", []),
        ("@\u202eola", []),
        ("@ ola", []),
        ("(@Öykü)", ["Öykü"]),
        ("@أولا مرحبا", ["أولا مرحبا", "أولا"]),
    ],
)
def test_a_name_may_end_after_any_of_its_words(text: str, first: list[str]) -> None:
    assert (possible_names(text) or [[]])[0] == first


@given(st.text(alphabet=st.sampled_from("@ab <>&*_[](){}!`\n\"'.-\u200d\u0301عب"), max_size=80))
def test_no_text_breaks_out_of_its_mention(text: str) -> None:
    names = [names[0] for names in possible_names(text) if names]
    pattern = mention_pattern(names)
    if pattern is None:
        return
    mentions = [Mention(typed=name) for name in names]
    shown = str(marked(text, mentions))
    plain = str(marked(text))
    assert shown.replace("<strong>", "").replace("</strong>", "") == plain.replace(
        "<strong>", ""
    ).replace("</strong>", "")
    assert shown.count("<strong>") == shown.count("</strong>")


@given(st.integers(1, 40))
def test_hostile_texts_are_read_quickly(times: int) -> None:
    assert len(possible_names("@a " * 1_000 * times)) <= 3 * MOST
    assert all(len(names) <= 6 for names in possible_names("@" + "ab " * 10_000))
