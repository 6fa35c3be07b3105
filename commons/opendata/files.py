"""Files, each whole before its first byte leaves. What may not leave yet is not in them."""

import io
import json
import tempfile
from typing import IO, cast

from commons.base.datasets import Dataset
from commons.base.tables import write_table
from commons.consultations.models import Consultation
from commons.i18n.catalogue import current_language, speaking
from commons.opendata.queries import Offer
from commons.opendata.rules import DICTIONARY_COLUMNS, dictionary_json, dictionary_rows
from commons.voting.anchors.packaging import preflib_file
from commons.voting.export_pb import export_pb
from commons.voting.models import Vote
from commons.voting.pabulib import write_pb


def dataset_file(offer: Offer, consultation_id: int, file_format: str) -> IO[bytes]:
    """A dataset with the columns that its stage allows. Raises TooManyRows for a full sheet."""
    columns = offer.dataset.columns_at(offer.stage)
    return write_table(file_format, columns, offer.dataset.rows(consultation_id))


def dictionary_file(dataset: Dataset, file_format: str) -> IO[bytes]:
    """What each column means, in the reader's language: ``csv`` or ``json``."""
    if file_format == "json":
        content = dictionary_json(dataset, current_language().code)
        return io.BytesIO(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
    return write_table(file_format, DICTIONARY_COLUMNS, dictionary_rows(dataset.columns))


def vote_file(vote: Vote, consultation: Consultation) -> IO[bytes]:
    """A whole vote as a Pabulib file, for ``commons tally`` and everybody else's tools."""
    file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=1_000_000))  # noqa: SIM115
    lines = io.TextIOWrapper(file, encoding="utf-8", newline="")
    with speaking(consultation.primary_language):  # the same file for every reader
        write_pb(export_pb(vote, consultation.primary_language), lines)
    lines.detach()
    file.seek(0)
    return file


def preflib_vote_file(vote: Vote) -> tuple[str, IO[bytes]] | None:
    """The ballots of a vote as a PrefLib file with its name; None where the vote spends money."""
    found = preflib_file(vote)
    if found is None:
        return None
    name, content = found
    return f"vote-{vote.phase_id}.{name.rpartition('.')[2]}", io.BytesIO(content)
