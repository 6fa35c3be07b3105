"""HTTP of the feeds: the same for everybody, in the language that the address names."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Blueprint, Response, render_template, request

from commons.base import clock
from commons.base.errors import NotFound
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.consultations.queries import consultation_by_slug, text_of
from commons.contributions.queries import readable
from commons.feeds import news, queries
from commons.feeds.atom import Entry, Feed, write_atom
from commons.feeds.calendar import Moment, write_calendar
from commons.feeds.links import CITY_FEEDS, feed_links
from commons.i18n.catalogue import current_language, speaking
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.permissions import requires
from commons.proposals.finding.forms import filter_form
from commons.proposals.finding.rules import Filter
from commons.proposals.queries import proposal_phases

blueprint = Blueprint("feeds", __name__, template_folder="templates")

ATOM_TYPE = "application/atom+xml; charset=utf-8"
CALENDAR_TYPE = "text/calendar; charset=utf-8"


@blueprint.get("/follow")
@requires("read")
def follow() -> str:
    """How to hear of what happens without an account."""
    return render_template(
        "feeds/follow.html",
        feeds=feed_links(),
        calendar_url=city_address("feeds.calendar", code=current_language().code),
        others=[
            LANGUAGES[code] for code in current_city().languages if code != current_language().code
        ],
    )


@blueprint.get(f"/feeds/<code>/<any({', '.join(CITY_FEEDS)}):name>.atom")
@requires("read")
def of_city(code: str, name: str) -> Response:
    """What is new in the whole city: proposals, consultations, official answers.

    That of proposals takes the filters of their list, in the address as there.
    """
    with _in_language(code):
        page, title = CITY_FEEDS[name]
        if name == "proposals" and request.args:
            return _of_some_proposals(code, title())
        entries = _CITY_ENTRIES[name](code)
        feed = _feed(title(), city_address(page), entries, "feeds.of_city", code=code, name=name)
        gone = None if name == "consultations" else queries.last_taken_away()
        return _atom(feed, gone)


def _of_some_proposals(code: str, title: str) -> Response:
    form = filter_form(proposal_phases(code))
    kept = form.kept(with_sort=False)
    named = ", ".join(words for _name, words in form.said())
    feed = _feed(
        f"{title}: {named}" if named else title,
        city_address("proposals.index", **kept),
        _proposals(code, form.wanted()),
        "feeds.of_city",
        code=code,
        name="proposals",
        **kept,
    )
    return _atom(feed, queries.last_taken_away())


def _proposals(code: str, wanted: Filter | None = None) -> list[Entry]:
    proposals = queries.newest_proposals(wanted=wanted)
    return news.newest(news.of_proposals(proposals, readable(proposals, code), code))


def _consultations(code: str) -> list[Entry]:
    return news.newest(news.of_consultations(queries.newest_consultations(), code))


def _answers(code: str) -> list[Entry]:
    answered = queries.newest_answers(code)
    texts = readable([each.proposal for each in answered], code)
    return news.newest(
        news.of_answers(answered, texts, code),
        news.of_council_answers(queries.council_answers(), code),
    )


_CITY_ENTRIES: dict[str, Callable[[str], list[Entry]]] = {
    "proposals": _proposals,
    "consultations": _consultations,
    "answers": _answers,
}


@blueprint.get("/feeds/<code>/consultations/<slug>.atom")
@requires("read")
def of_consultation(code: str, slug: str) -> Response:
    """What is new in one consultation: its phases, proposals, answers."""
    with _in_language(code):
        consultation = consultation_by_slug(slug)
        phase_ids = [phase.id for phase in consultation.phases]
        proposals = queries.newest_proposals(phase_ids)
        answered = queries.newest_answers(code, phase_ids)
        texts = readable([*proposals, *(each.proposal for each in answered)], code)
        entries = news.newest(
            news.of_consultations([consultation], code),
            news.of_phases(consultation, clock.now(), code),
            news.of_proposals(proposals, texts, code),
            news.of_answers(answered, texts, code),
            news.of_council_answers([consultation] if consultation.answered_at else [], code),
        )
        feed = _feed(
            text_of(consultation, code).title,
            news.address_of(consultation),
            entries,
            "feeds.of_consultation",
            code=code,
            slug=slug,
        )
        return _if_changed(_answer(write_atom(feed), ATOM_TYPE))


@blueprint.get("/feeds/<code>/proposals/<int:proposal_id>.atom")
@requires("read")
def of_proposal(code: str, proposal_id: int) -> Response:
    """The comments on one proposal."""
    with _in_language(code):
        proposal = queries.proposal_in_sight(proposal_id)
        comments = queries.newest_comments(proposal.id)
        texts = readable([proposal, *comments], code)
        title = texts[proposal.id].title
        feed = _feed(
            _("Comments on: %(title)s", title=title),
            city_address("proposals.show", proposal_id=proposal.id),
            news.newest(news.of_comments(comments, texts, code)),
            "feeds.of_proposal",
            code=code,
            proposal_id=proposal_id,
        )
        return _atom(feed, queries.last_taken_away())


@blueprint.get("/feeds/<code>/calendar.ics")
@requires("read")
def calendar(code: str) -> Response:
    """When phases open and close, in the whole city."""
    with _in_language(code):
        phases = queries.phases_in_calendar(clock.now())
        name = _("%(city)s: consultations and votes", city=current_city().name)
        return _calendar(name, code, news.moments_of(phases, code))


@blueprint.get("/feeds/<code>/consultations/<slug>.ics")
@requires("read")
def calendar_of_consultation(code: str, slug: str) -> Response:
    """When the phases of one consultation open and close."""
    with _in_language(code):
        consultation = consultation_by_slug(slug)
        moments = news.moments_of(consultation.phases, code)
        return _calendar(text_of(consultation, code).title, code, moments)


@contextmanager
def _in_language(code: str) -> Iterator[None]:
    """Speak the language of the address. Raises NotFound for one the city does not offer."""
    if code not in current_city().languages:
        raise NotFound(_("The city has no news in this language."))
    with speaking(code):
        yield


def _feed(title: str, url: str, entries: list[Entry], endpoint: str, **values: str | int) -> Feed:
    city = current_city()
    return Feed(
        id=news.name_of(endpoint, *values.values()),
        title=f"{city.name}: {title}",
        language=str(values["code"]),
        url=url,
        own_url=city_address(endpoint, anchor=None, **values),
        city=city.name,
        since=city.created_at,
        entries=entries,
    )


def _atom(feed: Feed, taken_away: datetime | None) -> Response:
    response = _answer(write_atom(feed), ATOM_TYPE)
    # A text that was hidden makes the feed new, or it would be read on from caches.
    response.last_modified = max(feed.updated, taken_away or feed.updated)
    return _if_changed(response)


def _calendar(name: str, code: str, moments: list[Moment]) -> Response:
    # Nothing tells when an officer moved a date, so a calendar is compared by its content alone.
    return _if_changed(
        _answer(write_calendar(name, code, current_city().time_zone, moments), CALENDAR_TYPE)
    )


def _answer(content: bytes, content_type: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return response


def _if_changed(response: Response) -> Response:
    response.make_conditional(request)
    return response
