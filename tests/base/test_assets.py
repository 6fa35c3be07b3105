"""Static files: named by content, compressed, kept for ever, and sent with the safety headers."""

import gzip
import hashlib
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import Client

from commons.app import wrap
from commons.base.web.assets import build_assets


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "site.css").write_text("body { color: red }")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden").write_text("not for the web")
    return folder


def test_a_name_changes_with_the_content_and_only_with_it(source: Path, tmp_path: Path) -> None:
    first = build_assets(source, tmp_path)
    assert build_assets(source, tmp_path).names == first.names
    (source / "css" / "site.css").write_text("body { color: blue }")
    second = build_assets(source, tmp_path)
    assert second.url("css/site.css") != first.url("css/site.css")
    assert second.url("picture.png") == first.url("picture.png")
    assert second.url("css/site.css").startswith("/static/css/site.")


def test_what_shrinks_is_kept_compressed_too(source: Path, tmp_path: Path) -> None:
    assets = build_assets(source, tmp_path)
    built = assets.folder / assets.names["css/site.css"]
    content = built.read_bytes()
    assert brotli.decompress(Path(f"{built}.br").read_bytes()) == content
    assert gzip.decompress(Path(f"{built}.gz").read_bytes()) == content
    assert not Path(f"{assets.folder / assets.names['picture.png']}.br").exists()


def test_hidden_files_stay_where_they_are(source: Path, tmp_path: Path) -> None:
    assets = build_assets(source, tmp_path)
    assert set(assets.names) == {"css/site.css", "picture.png"}
    assert not [path for path in assets.folder.rglob("*") if path.name.startswith(".")]


def test_a_file_that_is_not_there_is_a_programmers_mistake(source: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        build_assets(source, tmp_path).url("css/gone.css")


def test_static_files_are_kept_for_ever_and_never_guessed_at(app: Flask) -> None:
    client = Client(wrap(app, app.extensions["commons.settings"]))
    for name in ("css/commons.css", "js/commons.js", "img/icons.svg", "vendor/htmx.min.js"):
        answer = client.get(app.extensions["commons.assets"].url(name))
        assert answer.status_code == 200, name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "immutable" in answer.headers["Cache-Control"]
        answer.close()


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/css/",
        "/static/../secret.key",
        "/static/%2e%2e/secret.key",
        "/static/css/commons.css",
        "/static/..%2f..%2fetc/passwd",
        "/static//etc/passwd",
    ],
)
def test_nothing_else_is_served_from_there(app: Flask, path: str) -> None:
    client = Client(wrap(app, app.extensions["commons.settings"]))
    assert client.get(path).status_code == 404


def test_what_others_made_is_what_they_published() -> None:
    vendor = Path(__file__).resolve().parents[2] / "static" / "vendor"
    lines = (vendor / "SHA256SUMS").read_text().splitlines()
    sums = dict(reversed(line.split()) for line in lines if not line.startswith("#"))
    files = {path.name for path in vendor.iterdir() if path.suffix in {".js", ".css"}}
    assert set(sums) == files
    for name, digest in sums.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name
