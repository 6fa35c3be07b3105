"""Proposals and what is said about them: comments, support, translations, reports, decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from commons.contributions import actions as contributions
from commons.demo import content
from commons.demo.phrases import ACCEPTED
from commons.demo.showing import show_picture, show_where
from commons.demo.town import Town
from commons.i18n.catalogue import speaking
from commons.moderation import actions as moderation
from commons.people.models import Person
from commons.people.organisations.queries import speaks_for
from commons.proposals import actions as proposals
from commons.proposals import models as proposal_models
from commons.proposals.amendments import actions as amendments
from commons.proposals.coauthors import actions as coauthors

LIKING_EACH = 200
"""Of those who like a proposal, half say so: a liking of 60 of 100 is 30 of 100 supporters."""


@dataclass(slots=True)
class Posted:
    """Something that will have been posted, and its id from then on."""

    id: int = 0


def _voice(author: Person, voice: str) -> str:
    """As whom somebody speaks, as the action takes it."""
    return f"organisation:{speaks_for(author)[0].id}" if voice == "organisation" else voice


class Talk:
    """Writes into the diary what people say to each other."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def post(
        self,
        text: content.Proposal,
        moment: datetime,
        end: datetime,
        phase: Callable[[], int] | None,
    ) -> Posted:
        """A proposal, and until ``end`` what others make of it."""
        town, kept = self.town, Posted()
        author = town.people[text.by]

        def submit() -> None:
            kept.id = proposals.submit_proposal(
                author,
                title=text.title,
                body=text.body,
                language=text.language,
                phase=None if phase is None else phase(),
                district_id=None if text.district is None else town.districts[text.district],
                theme_id=None if text.theme is None else town.themes[text.theme],
                cost=text.cost,
            ).id

        town.diary.note(moment, submit)
        self._show(kept, text, moment)
        for language, (title, body) in text.translations.items():
            self._translate(kept, language, title, body, town.soon_after(moment, end))
        self._support(kept, text, moment, end)
        self._write_together(kept, text, moment, end)
        for amendment in text.amendments:
            self._amend(kept, text, amendment, town.soon_after(moment, end))
        said_at = moment
        for comment in text.comments:
            said_at = town.soon_after(said_at + timedelta(minutes=20), end)
            self._comment(kept, comment, said_at, end)
        for report in text.reports:
            self._report(kept, report, town.between(moment, end))
        return kept

    def _write_together(
        self, kept: Posted, text: content.Proposal, moment: datetime, end: datetime
    ) -> None:
        """Its co-authors: each gets a link and accepts."""
        author = self.town.people[text.by]
        for name in text.coauthors:
            guest = self.town.people[name]

            def join(guest: Person = guest) -> None:
                token = coauthors.invite_by_link(author, kept.id)
                coauthors.accept(guest, kept.id, voice=guest.shown_as, token=token)

            self.town.diary.note(self.town.soon_after(moment, end), join)

    def _amend(
        self, kept: Posted, text: content.Proposal, amendment: content.Amendment, moment: datetime
    ) -> None:
        """Another wording, and the author's answer to it where there is one."""
        author, amender = self.town.people[text.by], self.town.people[amendment.by]

        def propose() -> None:
            made = amendments.propose_amendment(
                amender,
                kept.id,
                title=text.title,
                body=amendment.body,
                why=amendment.why,
                revision=1,
            )
            if amendment.declined:
                amendments.decline(author, made.id, reason=amendment.declined)

        self.town.diary.note(moment, propose)

    def answer(
        self, text: content.Proposal, kept: Posted, moment: datetime, number: int = 0
    ) -> None:
        """The city's answer; a usual one (by ``number``) where none was written for it."""
        officer, offered = self.town.people["officer"], self.town.content.languages
        written = text.answer or ACCEPTED[number % len(ACCEPTED)]
        texts = {code: written[code] for code in offered}
        decision = text.decision or proposal_models.ACCEPTED
        self.town.diary.note(
            moment,
            lambda: proposals.answer_proposal(officer, kept.id, decision=decision, texts=texts),
        )

    def _show(self, kept: Posted, text: content.Proposal, moment: datetime) -> None:
        """Where it is, and what it looks like."""
        town, author = self.town, self.town.people[text.by]
        soon = moment + timedelta(minutes=1)
        town.diary.note(soon, lambda: show_where(town.content, author, kept.id, text.district))
        for shown in text.shown:

            def show(shown: content.Shown = shown) -> None:
                show_picture(author, kept.id, shown)

            town.diary.note(soon, show)

    def _translate(
        self, kept: Posted, language: str, title: str, body: str, moment: datetime
    ) -> None:
        translator = self.town.content.translators[language]
        self.town.diary.note(
            moment,
            lambda: contributions.add_translation(kept.id, language, title, body, translator),
        )

    def _support(
        self, kept: Posted, text: content.Proposal, start: datetime, end: datetime
    ) -> None:
        town = self.town
        authors = {text.by, *text.coauthors}
        others = (person for name, person in town.people.items() if name not in authors)
        able = [*others, *town.crowd]
        for person in town.chance.sample(able, len(able) * text.liking // LIKING_EACH):

            def support(person: Person = person) -> None:
                contributions.add_support(person, kept.id)

            town.diary.note(town.between(start, end), support)

    def _comment(
        self, subject: Posted, text: content.Comment, moment: datetime, end: datetime
    ) -> None:
        town, kept = self.town, Posted()
        author = town.people[text.by]

        def say() -> None:
            kept.id = contributions.comment(
                author,
                subject.id,
                text.body,
                text.alignment,
                text.language,
                voice=_voice(author, text.voice),
            ).id

        town.diary.note(moment, say)
        for language, body in text.translations.items():
            self._translate(kept, language, "", body, town.soon_after(moment, end))
        for report in text.reports:
            self._report(kept, report, town.between(moment, end))
        if text.hiding is not None:
            self._hide(kept, text, text.hiding, town.soon_after(moment, end), end)

    def _report(self, kept: Posted, text: content.Report, moment: datetime) -> None:
        reporter = None if text.by is None else self.town.people[text.by]
        self.town.diary.note(
            moment,
            lambda: moderation.report(reporter, kept.id, reason=text.reason, note=text.note),
        )

    def _hide(
        self,
        kept: Posted,
        comment: content.Comment,
        text: content.Hiding,
        moment: datetime,
        end: datetime,
    ) -> None:
        town, moderator = self.town, self.town.people["moderator"]
        author = town.people[comment.by]
        decision = Posted()

        def hide() -> None:
            with speaking(moderator.language):
                decision.id = moderation.hide(
                    moderator, kept.id, reason=text.reason, statement=text.statement
                ).id

        town.diary.note(moment, hide)
        if text.appeal:
            town.diary.note(
                town.between(moment, end),
                lambda: moderation.appeal(author, decision.id, text.appeal),
            )
