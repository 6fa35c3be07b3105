"""Pabulib files (`.pb`): reading and writing a vote in the field's own open format.

A file has three sections, META, PROJECTS and VOTES, each a line with its name, a line of column
names and then rows of semicolon-separated cells (pabulib.org/format; Faliszewski et al.,
"Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023).

The reader is strict: it says what is wrong, in which line and field, and accepts nothing it would
have to guess at. It is lenient where the cities' files ask for it: the order of columns is free,
`min_length` and its kin may be missing, and for ranked ballots `points` may be missing too.
"""

from commons.voting.pabulib.contents import (
    VOTE_TYPES,
    PabulibError,
    PabulibFile,
    Project,
    Vote,
    to_election,
)
from commons.voting.pabulib.reading import LONGEST_LINE, read_and_group, read_pb
from commons.voting.pabulib.writing import write_pb

__all__ = [
    "LONGEST_LINE",
    "VOTE_TYPES",
    "PabulibError",
    "PabulibFile",
    "Project",
    "Vote",
    "read_and_group",
    "read_pb",
    "to_election",
    "write_pb",
]
