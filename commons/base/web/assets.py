"""Static files under names that change with their content, each compressed once.

``build_assets`` copies ``static/`` into the data folder as ``commons.3f2a9c1d.css`` with ``.br``
and ``.gz`` beside it; WhiteNoise serves that folder, and browsers may keep a file for ever.
"""

import gzip
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import has_request_context, request

_COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}


@dataclass(frozen=True, slots=True)
class Assets:
    """The built static files: their folder, and the built name of each source name."""

    folder: Path
    names: dict[str, str]

    def url(self, name: str) -> str:
        """The address of a static file. Raises KeyError for one that does not exist."""
        # Static files belong to no city, but lie behind the prefix of a proxy if there is one.
        root = request.environ.get("commons.root", "") if has_request_context() else ""
        return f"{root}/static/{self.names[name]}"


def build_assets(source: Path, home: Path) -> Assets:
    """Build what is not built yet. Safe for several processes at once."""
    folder = home / "static"
    names: dict[str, str] = {}
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        content = path.read_bytes()
        name = path.relative_to(source)
        digest = hashlib.sha256(content).hexdigest()[:8]
        built = name.with_name(f"{name.stem}.{digest}{name.suffix}")
        names[name.as_posix()] = built.as_posix()
        target = folder / built
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix in _COMPRESSED:
                _put(target.with_name(target.name + ".br"), brotli.compress(content, quality=11))
                _put(target.with_name(target.name + ".gz"), gzip.compress(content, 9, mtime=0))
            _put(target, content)
    return Assets(folder, names)


def _put(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
