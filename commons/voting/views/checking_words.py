"""What the page that checks a package says of each finding.

By the finding's code, whether it holds, and where it matters what kind it is of. In braces: what
the page's script fills in, under the names that ``static/js/check/package.js`` gives.
"""

from commons.i18n.catalogue import gettext as _


def checking_words() -> dict[str, str]:
    """All of it, in the reader's language."""
    return {
        "holds": _("Yes."),
        "fails": _("No!"),
        "open": _("Open."),
        "chosen": _("This was chosen"),
        "chosen-open": _("The package says that this was chosen"),
        "own-ballot": _("Your ballot, as it is in the box"),
        **_of_the_file(),
        **_of_the_ballots(),
        **_of_the_result(),
    }


def _of_the_file() -> dict[str, str]:
    return {
        "package-holds": _("The package is whole. Each of its files is as it was signed."),
        "package-fails": _("The package is not as it was signed: {file}"),
        "package-fails-no_package": _(
            "This file is no package of a vote, or it is damaged or was packed anew. Please "
            "download it again and give it as it is."
        ),
        "package-fails-signature": _("The signature is not that of the key it names."),
        "package-fails-contents": _(
            "The package is signed, but what is in it makes no sense: {file}"
        ),
        "signature-holds": _("It is signed with the key {key}"),
        "signature-open": _(
            "Your browser cannot check signatures, so whether the city signed it is open. "
            "Another browser that is up to date, or the command below, can tell."
        ),
        "key-holds": _(
            "This page names the same key. Compare it with the one you know from elsewhere."
        ),
        "key-fails": _("This page names another key than {key}"),
        "test-open": _("This was a test. Nothing was decided by it."),
        "rules-holds": _("The rules are those whose fingerprint was published: {hash}"),
        "rules-fails": _("The rules are not those whose fingerprint was published."),
    }


def _of_the_ballots() -> dict[str, str]:
    return {
        "chain-holds": _(
            "The chain of anchors holds. Anchors: {anchors}. Ballots accepted: {leaves}. "
            "Of these changed later: {replaced}."
        ),
        "chain-fails": _("The chain is broken at anchor {number}."),
        "saved-holds": _("All anchors that you saved are in the chain: {saved}."),
        "saved-fails": _("Of the {saved} anchors that you saved, so many are missing: {missing}."),
        "box-holds": _("The box holds just the ballots of the chain: {ballots}."),
        "box-fails": _(
            "The box is not that of the chain. Slipped in: {added}. Taken out: {taken}."
        ),
        "box-open": _("So few people voted that the ballots are not in the package: {ballots}."),
        "roll-holds": _("As many people are on the roll as ballots are in the box: {people}."),
        "roll-fails": _("People on the roll: {people}. Ballots in the box: {ballots}."),
        "strata-holds": _(
            "The parts told apart make up the whole, and none of them is of fewer than ten ballots."
        ),
        "strata-fails": _(
            "The parts told apart do not make up the whole, or one of them is of fewer than ten "
            "ballots."
        ),
        "own-holds": _("Your ballot is in the box."),
        "own-fails": _(
            "No ballot in the box has the code {code}. Look whether it is mistyped, and whether it "
            "is the code of your last ballot."
        ),
    }


def _of_the_result() -> dict[str, str]:
    return {
        "draw-holds": _("The lot was drawn as promised at the opening, with this value: {value}"),
        "draw-fails": _("The lot was not drawn as promised at the opening."),
        "draw-open": _(
            "Lots should have been drawn, but the seed is lost: lower numbers went first."
        ),
        "result-holds": _("Counted again, the result is the same. Chosen: {selected}."),
        "result-fails": _("Counted again, the result is another one."),
        "result-open": _(
            "The result was not counted again here, because this page does not know this way to "
            "count. The command below may know it."
        ),
        "result-open-no_ballots": _(
            "Without the ballots nobody outside the city can count the result again."
        ),
        "copies-holds": _("The files for other programs say the same as the box: {names}"),
        "copies-fails": _("Files for other programs do not say the same as the box: {names}"),
    }
