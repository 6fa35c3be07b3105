"""``commons recount``: count a vote again from its package alone, and say what holds."""

from pathlib import Path

import click

from commons.voting.checking.recount import Finding, recount
from commons.voting.commands import printable

_HOLDS = {
    "package": "The package is whole: no byte of it was changed after it was signed.",
    "key": "It is signed with the key you gave.",
    "rules": "The rules are those whose fingerprint it names: {hash}",
    "chain": "The chain holds: {leaves} accepted ballots under {anchors} anchors, "
    "{replaced} of them replaced later.",
    "saved": "All {saved} anchors that you saved are in the chain.",
    "box": "The box holds just the {ballots} ballots of the chain.",
    "roll": "As many people are on the roll as ballots are in the box: {people}.",
    "strata": "The parts told apart make up the whole, and none of them is small.",
    "draw": "The lot was drawn with the seed promised at the opening and this value: {value}",
    "result": "Counted again by the rule {rule}: {selected} chosen, the same result.",
    "copies": "The files for other programs say the same: {names}",
}
_FAILS = {
    "package": "The package is not as it was signed ({kind} {name}).",
    "key": "It is signed with another key than the one you gave: {key}",
    "rules": "The rules are not those whose fingerprint it names.",
    "chain": "The chain is broken at anchor {number} ({kind}).",
    "saved": "{missing} of the {saved} anchors that you saved are not in the chain.",
    "box": "The box is not that of the chain: {added} ballots slipped in, {taken} taken out.",
    "roll": "{people} people are on the roll, but {ballots} ballots are in the box.",
    "strata": "The parts told apart do not make up the whole, or one of them is small.",
    "draw": "The lot was not drawn as promised at the opening.",
    "result": "Counted again by the rule {rule}, the result is another one.",
    "copies": "Files for other programs do not say the same as the box: {names}",
}
_OPEN = {
    "key": "Signed with the key {key}. Compare it with the one that the city publishes "
    "(--key KEY does it for you).",
    "saved": "You gave no anchor that you saved during the vote (--saved DIGEST).",
    "box": "So few people voted ({ballots}) that the ballots are not in the package.",
    "test": "THIS IS A TEST. Nothing was decided by it.",
    "draw": "Lots should have been drawn, but the seed is lost: lower numbers went first.",
    "result": "Without the ballots the result cannot be counted again.",
}

_LEFT_OPEN = {
    "key": "But whose key it is was not checked: anybody could have signed this package.",
    "result": "But the result was not counted again.",
}
"""What the sum must not hide."""


@click.command("recount")
@click.argument("package", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--key", help="The city's public key, as you know it from elsewhere.")
@click.option("--saved", multiple=True, help="An anchor that you saved during the vote.")
def recount_command(package: Path, key: str | None, saved: tuple[str, ...]) -> None:
    """Check the PACKAGE of a vote and count it again. Nothing else is needed.

    Ends with 0 where everything holds, and with 1 where something does not.
    """
    try:
        content = package.read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"{package} cannot be read: {error.strerror or error}"
        ) from error
    report = recount(content, key=key, saved=saved)
    for finding in report.findings:
        click.echo(_line(finding))
    if not report.holds:
        raise click.ClickException("This package does not hold. Do not trust its result.")
    click.echo("Everything that could be checked holds.")
    for finding in report.findings:
        if finding.holds is None and finding.code in _LEFT_OPEN:
            click.echo(_LEFT_OPEN[finding.code])


def _line(finding: Finding) -> str:
    mark, words = {True: ("yes", _HOLDS), False: ("NO ", _FAILS), None: ("?  ", _OPEN)}[
        finding.holds
    ]
    # Whoever made the package wrote the texts in it: they must not rewrite the lines above.
    return printable(f"{mark}  {words[finding.code].format(**finding.numbers)}")
