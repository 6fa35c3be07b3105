"""Where a vote lies. The roll says who has voted, the box holds what was voted.

``Vote`` and ``BallotOption`` say what is voted on; from opening on, the database itself refuses to
change them (see ``frozen.py``). ``RollEntry`` and ``BoxEntry`` share no key but the vote's, and
neither has a time or a number that would tell in which order people voted.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column

from commons.base.database import Json, Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

APPROVAL = "approval"
"""Tick what you like, up to a number."""
KNAPSACK = "knapsack"
"""Spend the budget yourself: what is ticked may cost as much as there is."""
KINDS = (APPROVAL, KNAPSACK, "choose-1", "cumulative", "scoring", "ordinal")
"""What kinds of ballots are stored under: for the rest see ``ballots``, and ``Vote.form``."""
TICKS = (APPROVAL, KNAPSACK, "choose-1")
"""Kinds where a ballot gives one point to each thing it chooses; on the others it gives more."""


class Vote(Model):
    """A vote: its rules from the moment it opens, its result from the moment it is counted.

    There is none before the phase opens; until then the officer's wishes are in the phase's
    settings.
    """

    __tablename__ = "vote"
    __table_args__ = (
        sa.CheckConstraint(f"ballot_kind IN {KINDS}", name="ballot_kind"),
        sa.CheckConstraint("budget >= 0", name="budget"),
        sa.CheckConstraint("(sealed_at IS NULL) = (result IS NULL)", name="sealed_with_result"),
    )
    __impersonal__ = impersonal(
        "Rules and result of a vote; published.",
        "phase_id ballot_kind rule rule_options budget min_choices max_choices level config "
        "config_hash opened_at sealed_at swept_at ballots blank result comparison source",
    )

    phase_id: Mapped[int] = mapped_column(
        sa.ForeignKey("phase.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    ballot_kind: Mapped[str] = mapped_column(sa.String(20))
    rule: Mapped[str] = mapped_column(sa.String(40))
    """The name of the way it is counted."""
    rule_options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    budget: Mapped[int] = mapped_column(sa.BigInteger)
    """In whole units of the city's currency."""
    min_choices: Mapped[int] = mapped_column(default=1)
    """Of a ballot that is not blank."""
    max_choices: Mapped[int | None]
    """None: as many as one likes."""
    level: Mapped[int]
    """How strongly it must be shown that a voter lives here; 0 asks for nothing."""
    config: Mapped[dict[str, Any]] = mapped_column(Json)
    """All of the above and the options, as they stood at opening."""
    config_hash: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of ``config`` in canonical JSON."""
    opened_at: Mapped[datetime | None]
    """None only while the options are being written, inside one transaction."""
    sealed_at: Mapped[datetime | None]
    """When it was counted and the box shuffled."""
    swept_at: Mapped[datetime | None]
    """When the key was destroyed and what the database keeps of deleted rows was removed."""
    ballots: Mapped[int | None]
    """How many were in the box when it was sealed."""
    blank: Mapped[int | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The tally, as ``rules.Tally.to_json`` writes it; under ``channels``, what came which way."""
    comparison: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What other rules would have chosen: by rule, the option codes and their cost."""
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of an imported election: what its file says about itself."""

    districts: Mapped[list[Any] | None] = column_property(config["districts"])
    """The districts whose people may vote, as frozen in ``config``; empty for the whole city."""
    min_age: Mapped[int | None] = column_property(config["min_age"])
    """The lowest age, as frozen in ``config``."""
    form: Mapped[str | None] = column_property(config["form"])
    """The name of the ``ballots.BallotKind``, as frozen. ``ballot_kind`` is what the kind is stored
    under: the database checks it against ``KINDS``, and SQLite cannot change that check, so several
    kinds share a name there (yes or no is a ``choose-1``, an allocation a ``cumulative``). None of
    older votes, whose kind is called as it is stored, and of elections held elsewhere.
    """
    terms: Mapped[dict[str, Any] | None] = column_property(config["terms"])
    """What else was set at opening: see ``counted.Terms``. None of older votes."""
    receipts: Mapped[bool | None] = column_property(config["receipts"])
    """Whether voters are given receipt codes, as frozen; None of older votes, where they are."""
    test: Mapped[bool | None] = column_property(config["test"])
    """Whether it only tries things out, as frozen; None of older votes, which are none."""
    interim: Mapped[bool | None] = column_property(config["interim"])
    """Whether everybody may see how it stands while it is open, as frozen."""
    draw: Mapped[dict[str, Any] | None] = column_property(config["draw"])
    """How ties are drawn, as frozen: see ``drawing.rules``. None where nothing is drawn."""

    @property
    def gives_receipts(self) -> bool:
        """Whether voters are given receipt codes."""
        # SQLite gives 0 for a false in JSON.
        return self.receipts is None or bool(self.receipts)

    @property
    def shows_interim(self) -> bool:
        """Whether everybody may see how it stands while it is open."""
        return bool(self.interim)


class BallotOption(Model):
    """One thing that can be chosen on a ballot."""

    __tablename__ = "ballot_option"
    __table_args__ = (
        sa.UniqueConstraint("vote_id", "position"),
        sa.CheckConstraint("cost >= 0", name="cost"),
    )
    __impersonal__ = impersonal(
        "What is voted on; published. Its author stands with the contribution alone.",
        "vote_id code position contribution_id revision title description language titles cost "
        "district_id extras",
    )

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """What ballots and files call it."""
    position: Mapped[int]
    contribution_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int | None]
    """The wording of the contribution that is voted on."""
    title: Mapped[str] = mapped_column(sa.String(400))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(20))
    titles: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The officer's own translations of the title, by language."""
    cost: Mapped[int] = mapped_column(sa.BigInteger)
    district_id: Mapped[int | None] = mapped_column(sa.ForeignKey("district.id"))
    extras: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Further columns of an imported file: category, target, latitude, selected."""


_ONCE = _l("So that everybody votes once.")
_ON_ROLL = _l(
    "Until you delete your account. If you leave before the vote is counted, until it is counted."
)


class RollEntry(Model):
    """That a person has voted. Not what, and nothing finer than the day."""

    __tablename__ = "ballot_roll"
    __table_args__ = {"sqlite_with_rowid": False}

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Vote you took part in"), purpose=_ONCE, kept=_ON_ROLL),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(_l("Who voted"), purpose=_ONCE, kept=_ON_ROLL),
    )
    channel: Mapped[str] = mapped_column(
        sa.String(20), info=personal(_l("Which way"), purpose=_ONCE, kept=_ON_ROLL)
    )
    day: Mapped[date] = mapped_column(
        sa.Date, info=personal(_l("Day"), purpose=_ONCE, kept=_ON_ROLL)
    )
    district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id", ondelete="SET NULL"),
        info=personal(
            _l("District"), purpose=_l("To say how many voted in each district."), kept=_ON_ROLL
        ),
    )
    """As it was shown when they voted; None where it is not known."""


_BALLOT = _l("To let you change your ballot until the vote closes, and to count it.")
_IN_BOX = _l(
    "The link between you and your ballot is destroyed when the vote is counted. "
    "The ballot stays, without a name."
)


class BoxEntry(Model):
    """A ballot. Nothing here says whose: no person, no time, no number in sequence."""

    __tablename__ = "ballot_box"
    __table_args__ = (
        sa.UniqueConstraint("vote_id", "pseudonym"),
        {"sqlite_with_rowid": False},
    )
    __impersonal__ = impersonal("Which vote the ballot belongs to.", "vote_id")

    vote_id: Mapped[int] = mapped_column(
        sa.ForeignKey("vote.phase_id", ondelete="CASCADE"), primary_key=True
    )
    receipt: Mapped[str] = mapped_column(
        sa.String(16),
        primary_key=True,
        info=personal(_l("Receipt code"), purpose=_BALLOT, kept=_IN_BOX),
    )
    """The voter's receipt code, at random, without its hyphens."""
    pseudonym: Mapped[str | None] = mapped_column(
        sa.String(64), info=personal(_l("Scrambled mark"), purpose=_BALLOT, kept=_IN_BOX)
    )
    """While the vote is open: HMAC(key of this vote, person). None in a sealed box."""
    choices: Mapped[list[Any]] = mapped_column(
        info=personal(_l("Ballot"), purpose=_BALLOT, kept=_IN_BOX)
    )
    """Pairs of an option's code and its points; an empty list is a blank ballot."""
    channel: Mapped[str | None] = mapped_column(
        sa.String(20),
        server_default="online",
        info=personal(_l("Which way"), purpose=_BALLOT, kept=_IN_BOX),
    )
    """The way it came, of ballots cast before ``strata`` were kept. None in a sealed box."""
    strata: Mapped[str | None] = mapped_column(
        sa.String(60),
        info=personal(_l("Which way, how verified, district"), purpose=_BALLOT, kept=_IN_BOX),
    )
    """While the vote is open: its stratum, encrypted (``strata.cloak``). None in a sealed box."""
