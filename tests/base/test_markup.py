"""What people mark in their texts comes out; nothing else does."""

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from commons.base.markup import to_html, to_plain

ALLOWED = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}


def test_emphasis_lists_quotations_and_line_breaks_come_out() -> None:
    html = to_html("We *need*\n**benches**\n\n- here\n- there\n\n> my neighbour")
    assert "<em>need</em><br>\n<strong>benches</strong>" in html
    assert "<ul>\n<li>here</li>\n<li>there</li>\n</ul>" in html
    assert "<blockquote>\n<p>my neighbour</p>\n</blockquote>" in html


def test_a_link_gives_nothing_away_and_is_not_recommended() -> None:
    link = BeautifulSoup(to_html("See https://example.org/a?b=1&c=2."), "html.parser").a
    assert link is not None
    assert link["href"] == "https://example.org/a?b=1&c=2"
    assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow", "ugc"}


def test_a_link_with_other_words_says_where_it_leads() -> None:
    assert to_plain("[my bank](https://elsewhere.example/x)") == "my bank (elsewhere.example)"
    assert "</a> (elsewhere.example)" in to_html("[my bank](https://elsewhere.example/x)")


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "[x](//elsewhere.example)",
        "[x](/own/path)",
        "<javascript:alert(1)>",
        "[x](&#106;avascript:alert(1))",
        "[x](https:///)",
    ],
)
def test_an_address_that_is_none_of_the_web_is_no_link(typed: str) -> None:
    assert "<a" not in to_html(typed)


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "<b onclick=x>y</b>", "![p](https://x.example/p.png)", "# Loud"],
)
def test_html_pictures_and_headings_stay_words(typed: str) -> None:
    tags = {tag.name for tag in BeautifulSoup(to_html(typed), "html.parser").find_all()}
    assert tags <= {"p", "a"}


def test_arabic_numbered_lists_and_marks_come_out() -> None:
    assert to_html("نريد **مقاعد**\n1. هنا\n2. هناك").count("<li>") == 2


def test_an_excerpt_has_the_words_without_the_marks() -> None:
    assert to_plain("We *need* **more**:\n- benches\n- trees") == "We need more:\nbenches\ntrees"


@given(st.text(alphabet=st.sampled_from("ab <>&\"'*_[]()!#-+>\\`\n:/.js1|~="), max_size=300))
def test_whatever_is_typed_only_the_allowed_tags_come_out(typed: str) -> None:
    page = BeautifulSoup(to_html(typed), "html.parser")
    for tag in page.find_all():
        assert tag.name in ALLOWED
        assert set(tag.attrs) <= {"href", "rel", "start"}
        if tag.name == "a":
            assert str(tag["href"]).lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    "piece", ["[", "*a", "> ", "- ", "[x](", "_*", "\\", "<", "https://", "a\n"]
)
def test_a_hostile_text_is_read_quickly(piece: str) -> None:
    began = time.process_time()
    to_html((piece * 5_000)[:5_000])
    assert time.process_time() - began < 2
