"""Everything that is open, into a folder: for the command line and for scheduled copies."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from commons.base.tables import FORMATS
from commons.i18n.catalogue import speaking
from commons.opendata import files, queries
from commons.opendata.rules import VOTE


def export_all(folder: Path, slug: str | None = None, *, file_format: str = "csv") -> list[Path]:
    """Write every dataset of a published consultation, or of all, with their dictionaries.

    Each consultation gets a folder of its slug, holding what ``/data/<slug>/`` offers under the
    same names; meanings are in English. Gives the files it wrote. Raises NotFound for an unknown
    or unpublished consultation, ValueError for an unknown format, TooManyRows, OSError.
    """
    if file_format not in FORMATS:
        raise ValueError(f"format must be one of {', '.join(FORMATS)}, not {file_format!r}")
    slugs: Sequence[str] = queries.published_slugs() if slug is None else [slug]
    written: list[Path] = []
    with speaking("en"):
        for each in slugs:
            for name, file in _files_of(each, file_format):
                written.append(_keep(file, folder / each / name))
    return written


def _files_of(slug: str, file_format: str) -> Iterator[tuple[str, IO[bytes]]]:
    consultation = queries.published(slug)
    for offer in queries.offers(consultation.id):
        name = offer.dataset.name
        yield f"{name}.{file_format}", files.dataset_file(offer, consultation.id, file_format)
        yield f"{name}.dictionary.csv", files.dictionary_file(offer.dataset, "csv")
    votes = queries.vote_files(consultation.id)
    for vote in votes:
        yield f"vote-{vote.phase_id}.pb", files.vote_file(vote, consultation)
        if found := files.preflib_vote_file(vote):
            yield found
    if votes:
        yield "vote.dictionary.csv", files.dictionary_file(VOTE, "csv")


def _keep(file: IO[bytes], path: Path) -> Path:
    """Put a file in its place in one move, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with file, fresh.open("wb") as target:
            shutil.copyfileobj(file, target)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path
