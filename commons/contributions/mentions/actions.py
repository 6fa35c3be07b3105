"""Noting whom a comment mentions, and forgetting it."""

import sqlalchemy as sa

from commons.base import events
from commons.base.database import db
from commons.base.jobs import hurry
from commons.contributions.authors import named_authors
from commons.contributions.mentions.models import LONGEST_TYPED, Mention
from commons.contributions.mentions.rules import MOST, possible_names
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.people.confusables import skeleton
from commons.people.models import BY_NAME, Person

_TEXT, _SAID = Contribution.__table__, Comment.metadata.tables["comment"]


def note_mentions(comment: Comment) -> None:
    """Note whom a comment, as it is worded now, mentions; who is new among them is told."""
    before = {
        row.person_id: row
        for row in db.session.scalars(sa.select(Mention).where(Mention.comment_id == comment.id))
    }
    now = _mentioned(comment)
    for person_id, row in before.items():
        if person_id not in now:
            db.session.delete(row)
        else:
            row.typed = now[person_id]
    new = [person_id for person_id in now if person_id not in before]
    for person_id in new:
        db.session.add(
            Mention(
                comment_id=comment.id,
                person_id=person_id,
                typed=now[person_id],
                revision=comment.revision,
            )
        )
    if new:
        events.record(
            "comment.mentioned",
            actor_id=comment.author_id,
            contribution_id=comment.id,
            subject_id=comment.subject_id,
            revision=comment.revision,
        )
        hurry("notices.deliver")


def _mentioned(comment: Comment) -> dict[int, str]:
    """Who is mentioned, and as what: one statement, none where no sign stands in the text."""
    mentions = possible_names(comment.body)
    alike = {name: skeleton(name) for names in mentions for name in names}
    if not alike:
        return {}
    people = {
        found: number
        for number, found in db.session.execute(
            sa.select(Person.id, Person.name_skeleton).where(
                Person.name_skeleton.in_(set(alike.values())),
                Person.left_at.is_(None),
                _takes_part_by_name(comment.subject_id),
            )
        )
    }
    found: dict[int, str] = {}
    for names in mentions:
        name = next((name for name in names if alike[name] in people), None)
        if name is None or len(name) > LONGEST_TYPED:
            continue
        person_id = people[alike[name]]
        if person_id != comment.author_id and len(found) < MOST:
            found.setdefault(person_id, name)
    return found


def _takes_part_by_name(subject_id: int) -> "sa.ColumnElement[bool]":
    """That a person's name stands in a talk already: nobody is found out by being mentioned."""
    in_talk = sa.or_(
        _TEXT.c.id == subject_id,
        _TEXT.c.id.in_(sa.select(_SAID.c.id).where(_SAID.c.subject_id == subject_id)),
    )
    wrote = sa.exists().where(
        _TEXT.c.author_id == Person.id,
        _TEXT.c.state == VISIBLE,
        _TEXT.c.shown_as == BY_NAME,
        _TEXT.c.organisation_id.is_(None),
        _TEXT.c.official.is_(False),
        in_talk,
    )
    others = [
        query.where(query.selected_columns[0] == Person.id).exists()
        for query in named_authors(subject_id)
    ]
    return sa.or_(wrote, *others)


def forget_mentions(person_id: int, subject_id: int | None = None) -> None:
    """Forget who mentioned somebody, in one talk or everywhere: they take their name from it."""
    query = sa.delete(Mention).where(Mention.person_id == person_id)
    if subject_id is not None:
        said = sa.select(_SAID.c.id).where(_SAID.c.subject_id == subject_id)
        query = query.where(Mention.comment_id.in_(said))
    db.session.execute(query.execution_options(synchronize_session=False))
