"""What states and reasons of paper ballots are called, in the reader's language."""

from commons.i18n.catalogue import gettext as _
from commons.people.helping.rules import ASSISTED, ONLINE
from commons.voting.channels import EARLY, PAPER, POSTAL
from commons.voting.sheets import models
from commons.voting.sheets.actions import counting


def state_words(state: str) -> str:
    """How far a batch is."""
    return {
        models.ENTERING: _("Being entered"),
        models.COMPARING: _("Being compared"),
        models.COUNTED: _("Counted"),
        models.WITHDRAWN: _("Taken away"),
        models.LATE: _("Not counted in time"),
    }[state]


STATE_LOOKS = {
    models.ENTERING: "info",
    models.COMPARING: "warn",
    models.COUNTED: "good",
    models.WITHDRAWN: "neutral",
    models.LATE: "bad",
}


def reason_words(code: str) -> str:
    """Why a sheet was not counted."""
    return {
        counting.SPOILED: _("The sheet could not be read, or does not keep to the rules."),
        counting.NO_CARD: _("There is no card with this number."),
        counting.ENDED_CARD: _("The card was ended: it was lost, or its account was deleted."),
        counting.OLD_CARD: _("The card is out of date: it was not used in time."),
        counting.VOTED_ONLINE: _("The holder of the card had voted online already."),
        counting.VOTED_WITH_HELP: _("The holder of the card had voted with a mediator already."),
        counting.VOTED_ON_PAPER: _("Another sheet of the same person was counted already."),
        counting.NOT_SHOWN: _(
            "For this vote the holder of the card has to show more clearly that they live here."
        ),
    }[code]


def channel_words(channel: str) -> str:
    """Which way somebody voted."""
    return {
        ONLINE: _("Online"),
        ASSISTED: _("With a mediator's help"),
        PAPER: _("On paper"),
        POSTAL: _("By post"),
        EARLY: _("On paper, before the vote opened"),
    }.get(channel, channel)
