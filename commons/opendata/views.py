"""HTTP of the open data: what there is, and the files."""

import hashlib
import os
from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response, render_template, request

from commons.base.database import current_database
from commons.base.datasets import datasets
from commons.base.errors import NotFound, Refused
from commons.base.tables import FORMATS, TooManyRows
from commons.base.web.limits import DOWNLOAD_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.consultations.queries import text_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.opendata import files, queries
from commons.opendata.rules import VOTE, file_name, missing_columns, stage_sentence
from commons.people.permissions import requires
from commons.voting import preflib

blueprint = Blueprint("opendata", __name__, template_folder="templates")

_DICTIONARY_TYPES = {"csv": FORMATS["csv"], "json": "application/json"}
_TEXT = "text/plain; charset=utf-8"
_downloads = limiter.shared_limit(DOWNLOAD_LIMIT, scope="downloads")


@blueprint.get("/data/")
@requires("download")
def index() -> str:
    """What is open, and the consultations whose data can be taken away."""
    page = queries.published_consultations(number_after(request.args.get("after")))
    language = current_language().code
    return render_template(
        "opendata/index.html",
        rows=[(each, text_of(each, language)) for each in page.items],
        next_after=page.next_after,
        kinds=[*datasets, VOTE],
    )


@blueprint.get("/data/<slug>/")
@requires("download")
def show(slug: str) -> str:
    """The files of one consultation, with what they hold and what they don't hold yet."""
    consultation, votes = queries.published_with_votes(slug)
    return render_template(
        "opendata/show.html",
        consultation=consultation,
        text=text_of(consultation, current_language().code),
        offers=queries.offers(consultation.id),
        votes=votes,
        in_preflib={vote.phase_id for vote in votes if preflib.fits(vote.terms)},
        vote_dictionary=VOTE,
        formats=list(FORMATS),
        missing_columns=missing_columns,
        stage_sentence=stage_sentence,
    )


@blueprint.get("/data/<slug>/<name>.<any(csv,jsonl,xlsx):file_format>")
@_downloads
@requires("download")
def table(slug: str, name: str, file_format: str) -> Response:
    """A dataset as a file."""
    consultation = queries.published(slug)
    offer = queries.offer(consultation.id, name)
    try:
        file = files.dataset_file(offer, consultation.id, file_format)
    except TooManyRows as error:
        raise Refused(
            _("This table has more rows than a spreadsheet can hold. Please take CSV instead.")
        ) from error
    return _download(file, FORMATS[file_format], slug, f"{name}.{file_format}")


@blueprint.get("/data/<slug>/<name>.dictionary.<any(csv,json):file_format>")
@_downloads
@requires("download")
def dictionary(slug: str, name: str, file_format: str) -> Response:
    """What the columns of a dataset mean."""
    queries.published(slug)
    if name != VOTE.name and name not in datasets:
        raise NotFound(_("There is no such file. The page of the open data lists those there are."))
    dataset = VOTE if name == VOTE.name else datasets.get(name)
    file = files.dictionary_file(dataset, file_format)
    rest = f"{name}.dictionary.{file_format}"
    response = _download(file, _DICTIONARY_TYPES[file_format], slug, rest)
    response.content_language.add(current_language().code)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get("/data/<slug>/vote-<int:phase_id>.pb")
@_downloads
@requires("download")
def vote(slug: str, phase_id: int) -> Response:
    """A whole vote, for anyone to count again."""
    consultation = queries.published(slug)
    for each in queries.vote_files(consultation.id):
        if each.phase_id == phase_id:
            file = files.vote_file(each, consultation)
            return _download(file, _TEXT, slug, f"vote-{phase_id}.pb")
    raise NotFound(_("There is no such file. The page of the open data lists those there are."))


@blueprint.get("/data/<slug>/vote-<int:phase_id>.preflib")
@_downloads
@requires("download")
def vote_in_preflib(slug: str, phase_id: int) -> Response:
    """The ballots of a vote that spends no money, in the format for all elections."""
    consultation = queries.published(slug)
    for each in queries.vote_files(consultation.id):
        if each.phase_id == phase_id and (found := files.preflib_vote_file(each)):
            return _download(found[1], _TEXT, slug, found[0])
    raise NotFound(_("There is no such file. The page of the open data lists those there are."))


def _download(file: IO[bytes], content_type: str, slug: str, rest: str) -> Response:
    """Send a finished file: its length is known, so that a cut-off download shows as one."""
    length = file.seek(0, os.SEEK_END)
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    response = Response(_sent(file), content_type=content_type, direct_passthrough=True)
    response.call_on_close(file.close)
    response.content_length = length
    name = file_name(current_database(), slug, rest)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # What a moderator hides is gone from the next download: caches ask before they answer.
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(digest.hexdigest()[:32])
    response.make_conditional(request)
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(65_536):
        yield chunk


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from _chunks(file)
