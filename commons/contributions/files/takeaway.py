"""All files of one person in one archive, to take with them."""

import tempfile
import zipfile
from typing import IO

from commons.base import storage
from commons.contributions.files.models import Attachment

_IN_MEMORY = 2**20


def archive_of(files: list[Attachment]) -> IO[bytes]:
    """A ZIP archive of the files as they are kept; it goes away when it is closed."""
    to: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (handed on)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:  # they are compressed already
        for file in files:
            path = storage.path_of(file.whole_name)
            if path.is_file():
                archive.write(path, f"{file.id}-{file.file_name}")
    to.seek(0)
    return to
