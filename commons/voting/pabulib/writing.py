"""Writing a Pabulib file."""

import csv
from typing import TextIO

from commons.voting.pabulib.contents import PabulibFile, decimal


def write_pb(file: PabulibFile, out: TextIO) -> None:
    """Write the file so that `read_pb` gives the same one back. `out` must not translate newlines.

    The counts in META are set to what the file holds.
    """
    counts = {"num_projects": str(len(file.projects)), "num_votes": str(len(file.votes))}
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"]])
    writer.writerows((key, counts.get(key, value)) for key, value in file.meta.items())
    writer.writerows([["PROJECTS"], file.project_columns])
    for project in file.projects:
        cells = {**project.extra, "project_id": project.id, "cost": decimal(project.cost)}
        writer.writerow([cells[column] for column in file.project_columns])
    writer.writerows([["VOTES"], file.vote_columns])
    for vote in file.votes:
        writer.writerow(
            [
                {
                    **vote.extra,
                    "voter_id": vote.voter_id,
                    "vote": ",".join(choice.option for choice in vote.ballot),
                    "points": ",".join(decimal(choice.points) for choice in vote.ballot),
                }[column]
                for column in file.vote_columns
            ]
        )
