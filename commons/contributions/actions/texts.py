"""Texts themselves: keep, revise, withdraw, show or hide, translate."""

from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.text import clean_line, clean_text
from commons.contributions.actions.counts import count_city_answers, count_comments
from commons.contributions.mentions.actions import forget_mentions
from commons.contributions.models import (
    STATES,
    VISIBLE,
    WITHDRAWN,
    Comment,
    Contribution,
    Revision,
    Translation,
)
from commons.contributions.rules import SAME_WITHIN_SECONDS
from commons.contributions.search.indexing import index_text, index_translation
from commons.contributions.voices import show_elsewhere, spoken
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.current import current_channel, record_help
from commons.people.models import AS_RESIDENT, BY_NAME, SHOWN_AS, Person
from commons.people.organisations.queries import speaks_for
from commons.people.permissions import demand


@transaction
def add_contribution(contribution: Contribution) -> Contribution:
    """Keep a new text with its first wording. For the packages that bring kinds of texts.

    Gives the one that is there already when its author sent the same words a moment ago.
    """
    now = clock.now()
    contribution.shown_as = contribution.shown_as or BY_NAME
    contribution.official = contribution.official or False
    if contribution.author_id is not None:
        # Two taps at the same moment wait for each other here (SQLite has one writer anyway).
        db.session.execute(
            sa.select(Person.id)
            .where(Person.id == contribution.author_id)
            .with_for_update(key_share=True)
        )
        twin = _sent_a_moment_ago(contribution)
        if twin is not None:
            return twin
    contribution.created_at = contribution.updated_at = now
    contribution.revision = 1
    contribution.channel = current_channel()
    db.session.add(contribution)
    db.session.flush()
    record_help("enter_for_somebody", f"{contribution.kind} {contribution.id}")
    _keep_wording(contribution)
    index_text(contribution)
    return contribution


def _sent_a_moment_ago(contribution: Contribution) -> Contribution | None:
    """The same words of the same author in the same place, sent within the last minute."""
    kind = type(contribution)
    query = sa.select(kind).where(
        kind.author_id == contribution.author_id,
        kind.created_at > clock.now() - timedelta(seconds=SAME_WITHIN_SECONDS),
        kind.title == (contribution.title or ""),
        kind.body == contribution.body,
        kind.state == VISIBLE,
        # Who corrects as whom they speak does not mean the same text.
        kind.shown_as == contribution.shown_as,
        kind.organisation_id.is_not_distinct_from(contribution.organisation_id),
        kind.official == contribution.official,
    )
    for name in kind.same_place:
        query = query.where(getattr(kind, name).is_not_distinct_from(getattr(contribution, name)))
    return db.session.scalar(query.limit(1))


def _keep_wording(contribution: Contribution) -> None:
    db.session.add(
        Revision(
            contribution_id=contribution.id,
            number=contribution.revision,
            title=contribution.title or "",
            body=contribution.body,
            written_at=contribution.updated_at,
        )
    )


def own_text(person: Person, contribution_id: int) -> Contribution:
    """A visible text of the person's own, locked. Raises NotFound, NotAllowed or Refused."""
    found = db.session.scalar(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .with_for_update(of=Contribution, key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such text."))
    if found.author_id != person.id:
        raise NotAllowed(_("Only who wrote this can change it."))
    if found.state != VISIBLE:
        raise Refused(_("This text is no longer shown, so it cannot be changed."))
    demand_own_voice(person, found)
    return found


def demand_own_voice(person: Person, text: Contribution) -> None:
    """Refuse whoever may no longer speak for whom a text was said. Raises Refused, NotAllowed."""
    if text.organisation_id is not None:
        demand_voice(person, text.organisation_id)
    if text.official:
        demand(person, "answer officially")


def demand_voice(person: Person, organisation_id: int) -> None:
    """Refuse whoever no longer speaks for an organisation to change its words. Raises Refused."""
    if all(one.id != organisation_id for one in speaks_for(person)):
        raise Refused(_("You no longer speak for this organisation, so you cannot change this."))


@transaction
def revise(person: Person, contribution_id: int, *, title: str, body: str) -> None:
    """Give one's own text another wording; the earlier ones stay readable.

    Whether it may still be changed is for the caller to say. Raises NotFound, NotAllowed or
    Refused.
    """
    reword(own_text(person, contribution_id), title=title, body=body)


def reword(found: Contribution, *, title: str, body: str) -> bool:
    """Give a text, which is locked, another wording. Gives whether that changed anything.

    Who may do so is for the caller to know.
    """
    title, body = clean_line(title), clean_text(body)
    if (found.title, found.body) == (title, body):
        return False
    found.title, found.body = title, body
    found.revision += 1
    found.updated_at = clock.now()
    _keep_wording(found)
    index_text(found)
    record_help("change_for_somebody", f"{found.kind} {found.id}")
    return True


@transaction
def change_voice(person: Person, contribution_id: int, voice: str) -> None:
    """Show one's own text with or without one's name from now on, whatever its state.

    It stays as good as new: no wording changes, and nothing tells that this was changed. Raises
    NotFound, NotAllowed, or Refused for what was said as an organisation or for the city.
    """
    demand(person, "manage own account")
    found = db.session.scalar(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .with_for_update(of=Contribution)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such text."))
    if found.author_id != person.id:
        raise NotAllowed(_("Only who wrote this can change it."))
    if found.organisation_id is not None:
        raise Refused(_("This was said as an organisation, and stays so."))
    if found.official:
        raise Refused(_("This was said for the city, and stays so."))
    if voice not in SHOWN_AS:
        raise Refused(_("Please choose one of the answers."))
    if voice != found.shown_as:
        said = spoken(person, voice)
        found.shown_as, found.shown_district_id = said["shown_as"], said["shown_district_id"]
        if voice == AS_RESIDENT:
            talk = found.subject_id if isinstance(found, Comment) else found.id
            forget_mentions(person.id, talk)


@transaction
def change_all_voices(person: Person, voice: str) -> int:
    """Show all of one's own texts so, but for those said for others. Gives how many changed.

    Raises Refused for a voice that is not one's own.
    """
    demand(person, "manage own account")
    said = spoken(person, voice)
    if voice not in SHOWN_AS:
        raise Refused(_("Please choose one of the answers."))
    changed = db.session.scalars(
        sa.update(Contribution)
        .where(
            Contribution.author_id == person.id,
            Contribution.organisation_id.is_(None),
            Contribution.official.is_(False),
            Contribution.shown_as != said["shown_as"],
        )
        .values(shown_as=said["shown_as"], shown_district_id=said["shown_district_id"])
        .returning(Contribution.id)
        .execution_options(synchronize_session=False)
    )
    if voice == AS_RESIDENT:
        forget_mentions(person.id)
    return len(changed.all()) + show_elsewhere(person, said)


@transaction
def withdraw(person: Person, contribution_id: int) -> None:
    """Take one's own text back: its words are no longer shown, that it was there is.

    Raises NotFound, NotAllowed (also where a mediator would do it) or Refused.
    """
    if person.helped_by is not None:
        raise NotAllowed(_("Only the person themselves can withdraw what they wrote."))
    own_text(person, contribution_id)
    change_state(contribution_id, WITHDRAWN)


@transaction
def change_state(contribution_id: int, state: str) -> None:
    """Show, hide or withdraw a text, and count its subject's comments anew.

    Who may do so, and the reason, are for the caller to know (moderation, or ``withdraw``).
    Raises NotFound where there is no such text, ValueError for an unknown state.
    """
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}")
    found = db.session.scalar(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .with_for_update(of=Contribution, key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such text."))
    if found.state == state:
        return
    found.state = state
    found.state_changed_at = clock.now()
    db.session.flush()
    if isinstance(found, Comment):
        count_comments(found.subject_id)
        if found.official and found.thread_id is not None:
            count_city_answers(found.thread_id)


@transaction
def add_translation(
    contribution_id: int, language: str, title: str, body: str, translator: str
) -> None:
    """Keep the newest wording in another language, and who or what translated it.

    Takes the place of an earlier translation into that language. Raises NotFound for an unknown
    text, Refused for an unknown language or for the text's own.
    """
    found = db.session.execute(
        sa.select(Contribution.language, Contribution.revision, Contribution.kind)
        .where(Contribution.id == contribution_id)
        .with_for_update()
    ).first()
    if found is None:
        raise NotFound(_("There is no such text."))
    if language not in LANGUAGES or language == found.language:
        raise Refused(_("Please choose another language than that of the original."))
    held = db.session.get(Translation, (contribution_id, language))
    if held is None:
        held = Translation(contribution_id=contribution_id, language=language)
        db.session.add(held)
    held.revision = found.revision
    held.title, held.body = clean_line(title)[:160], clean_text(body)
    held.translator = clean_line(translator)[:100]
    held.translated_at = clock.now()
    index_translation(found.kind, held)
