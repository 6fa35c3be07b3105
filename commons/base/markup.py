"""The little that people may mark in what they write: emphasis, lists, quotations and links.

Markdown (CommonMark) without headings, pictures, code and raw HTML: a heading inside a proposal
would break the page's own outline, a picture would call another host.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

_RULES = ["list", "blockquote", "emphasis", "link", "autolink", "linkify", "newline", "escape"]
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
_ADDRESS = re.compile(r"(?:https?://[^/\s]|mailto:)", re.IGNORECASE)
# ugc and nofollow: no search engine is to reward a link that somebody left here.
_REL = "noopener noreferrer nofollow ugc"


def to_html(text: str, stressed: re.Pattern[str] | None = None) -> Markup:
    """What a person wrote, as safe HTML. A line break stays one; nothing in it is trusted.

    What ``stressed`` finds in its plain words is emphasised, such as a mention of somebody.
    """
    rendered: str = _reader.render(text, {"stressed": stressed})
    return Markup(  # noqa: S704  (nh3 keeps only the tags above)
        nh3.clean(
            rendered,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel=_REL,
        ).strip()
    )


def to_plain(text: str) -> str:
    """The same words without marks, for excerpts, feeds and mails."""
    lines = []
    for token in _reader.parse(text):
        if token.type == "inline":
            pieces = (
                "\n" if child.type in {"softbreak", "hardbreak"} else child.content
                for child in token.children or ()
            )
            lines.append("".join(pieces))
    return "\n".join(lines)


def _say_where_links_lead(state: StateCore) -> None:
    """Put the host behind a link whose words hide it: [my bank](https://elsewhere.example)."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_hosts(token.children))


def _with_hosts(children: list[Token]) -> list[Token]:
    pieces: list[Token] = []
    hidden = ""
    for child in children:
        pieces.append(child)
        if child.type == "link_open":
            hidden = "" if child.info == "auto" else _where(str(child.attrGet("href") or ""))
        elif child.type == "link_close" and hidden:
            pieces.append(Token("text", "", 0, content=f" ({hidden})"))
    return pieces


def _stress(state: StateCore) -> None:
    """Emphasise what was asked for, in words that are no link."""
    pattern = state.env.get("stressed")
    if pattern is None:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_stress(token.children, pattern))


def _with_stress(children: list[Token], pattern: re.Pattern[str]) -> Iterator[Token]:
    in_links = 0
    for child in children:
        in_links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type != "text" or in_links:
            yield child
            continue
        end = 0
        for found in pattern.finditer(child.content):
            yield Token("text", "", 0, content=child.content[end : found.start()])
            yield Token("strong_open", "strong", 1)
            yield Token("text", "", 0, content=found.group())
            yield Token("strong_close", "strong", -1)
            end = found.end()
        yield Token("text", "", 0, content=child.content[end:])


def _where(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts.hostname or parts.path


def _leads_to_the_web(url: str) -> bool:
    return _ADDRESS.match(url) is not None


def _new_reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"linkify": True, "breaks": True}).enable(_RULES)
    # A word such as "more.please" is no address; with a scheme it is one.
    if reader.linkify is None:
        raise RuntimeError("linkify-it-py is missing")
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    reader.validateLink = _leads_to_the_web  # type: ignore[method-assign]
    reader.core.ruler.push("where_links_lead", _say_where_links_lead)
    reader.core.ruler.push("stress", _stress)
    return reader


_reader = _new_reader()
