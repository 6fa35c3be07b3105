"""The package of a closed vote: all that a stranger needs to count it again, signed.

A ZIP file without compression, of files in one fixed order and with one fixed date, so that the
same content is the same bytes everywhere. Reading it writes it anew and compares: not one byte can
be changed unseen, not even where ZIP would not care.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from commons.voting import preflib
from commons.voting.checking.chain import canonical

FORMAT = "commons-vote-1"
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
CONFIG = "config.json"
ANCHORS = "anchors.json"
ROLL = "roll.json"
BOX = "box.jsonl"
STRATA = "strata.json"
DRAW = "draw.json"
RESULT = "result.json"
PABULIB = "election.pb"
COPIES = (PABULIB, *preflib.NAMES)
"""Rules, box and result once more, for the field's own tools. One PrefLib file at most."""
NEEDED = (CONFIG, ANCHORS, ROLL, RESULT)
READ = (*NEEDED, STRATA, DRAW)
"""The files that are one JSON text each."""
ORDER = (MANIFEST, SIGNATURE, CONFIG, ANCHORS, ROLL, BOX, RESULT, STRATA, DRAW, *COPIES)
_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP knows: when a package was written is nobody's business."""
_MODE = 0o644 << 16


class BrokenPackage(ValueError):
    """What was given is no whole package. ``kind``: ``no_package``, ``changed``, ``signature``."""

    def __init__(self, kind: str, name: str = "") -> None:
        super().__init__(f"{kind} {name}".strip())
        self.kind = kind
        self.name = name
        """Of the file that is not as it was, where it is one."""


def write_package(
    files: Mapping[str, bytes], facts: Mapping[str, Any], key: Ed25519PrivateKey
) -> bytes:
    """Sign and pack the files, which are named as above. ``facts`` go into the manifest."""
    manifest = canonical(
        {
            **facts,
            "format": FORMAT,
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        }
    )
    signature = canonical(
        {
            "algorithm": "Ed25519",
            "public_key": public_key_of(key),
            "signature": key.sign(manifest).hex(),
        }
    )
    return _packed({**files, MANIFEST: manifest, SIGNATURE: signature})


def public_key_of(key: Ed25519PrivateKey) -> str:
    """The public half of a key, as 64 hex digits: what there is to compare."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _packed(files: Mapping[str, bytes]) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as packed:
        for name in ORDER:
            if name in files:
                head = zipfile.ZipInfo(name, _DATE)
                head.create_system, head.external_attr = 3, _MODE
                packed.writestr(head, files[name])
    return to.getvalue()


def read_package(content: bytes) -> dict[str, bytes]:
    """The files of a package, each as its signed manifest says. Raises BrokenPackage."""
    files = _unpacked(content)
    _check_signature(files)
    hashes = _read(files, MANIFEST).get("files")
    if not isinstance(hashes, dict) or not set(NEEDED) <= set(hashes):
        raise BrokenPackage("no_package", MANIFEST)
    if set(hashes) != set(files) - {MANIFEST, SIGNATURE}:
        raise BrokenPackage("changed", MANIFEST)
    for name, said in hashes.items():
        if hashlib.sha256(files[name]).hexdigest() != said:
            raise BrokenPackage("changed", name)
    return files


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            # Looked at before anything is read: stored files are no larger than what holds them.
            files = (
                {entry.filename: packed.read(entry) for entry in entries}
                if all(_is_ours(entry) for entry in entries)
                else {}
            )
    except Exception:  # noqa: BLE001  (a hostile ZIP file raises all kinds of errors)
        raise BrokenPackage("no_package") from None
    if MANIFEST not in files or SIGNATURE not in files:
        raise BrokenPackage("no_package")
    if _packed(files) != content:
        raise BrokenPackage("changed")
    return files


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    return entry.filename in ORDER and entry.compress_type == zipfile.ZIP_STORED


def _check_signature(files: Mapping[str, bytes]) -> None:
    said = _read(files, SIGNATURE)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"]))
        key.verify(bytes.fromhex(said["signature"]), files[MANIFEST])
    except (KeyError, TypeError, ValueError, InvalidSignature):
        raise BrokenPackage("signature") from None
    # One spelling only, so that no byte of this file is free.
    if said.get("algorithm") != "Ed25519" or canonical(said) != files[SIGNATURE]:
        raise BrokenPackage("changed", SIGNATURE)
    if said["public_key"] != said["public_key"].lower() or (
        said["signature"] != said["signature"].lower()
    ):
        raise BrokenPackage("changed", SIGNATURE)


def _read(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        found = json.loads(files[name])
    except (ValueError, RecursionError):  # the second where it is nested too deeply
        raise BrokenPackage("changed", name) from None
    if not isinstance(found, dict):
        raise BrokenPackage("changed", name)
    return found
