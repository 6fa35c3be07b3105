"""Pictures of every page: 360 and 1280 pixels, English and Arabic, light and dark.

``make shots`` writes them to ``build/shots/``;
``python tools/shots.py ballot`` only the pages whose
names hold a word, ``--languages pl,ps`` in other languages.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402  (the tests' helpers lie beside this folder)

from commons.base import clock  # noqa: E402
from commons.demo.catalogue import CITIES  # noqa: E402
from commons.demo.making import make  # noqa: E402
from tests.browser.chromium import chromium, visit  # noqa: E402
from tests.browser.pages import pages  # noqa: E402
from tests.browser.site import serve  # noqa: E402


def build(app: Flask) -> None:
    """Fill the city."""
    with app.app_context():
        make(CITIES[0], clock.now())


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only pages whose names hold one of these")
    parser.add_argument("--languages", default="en,ar")
    parser.add_argument("--narrow", action="store_true", help="only 360 pixels")
    parser.add_argument("--light", action="store_true", help="only light")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    taken = 0
    with tempfile.TemporaryDirectory() as home, serve(Path(home), build) as site:
        to_see = [
            page
            for page in pages(site)
            if not chosen.words or any(word in page.name for word in chosen.words)
        ]
        with chromium() as browser:
            for language in chosen.languages.split(","):
                for wide in (False,) if chosen.narrow else (False, True):
                    for dark in (False,) if chosen.light else (False, True):
                        for role in sorted({page.role for page in to_see}):
                            context = visit(
                                browser, site, role=role, language=language, wide=wide, dark=dark
                            )
                            tab = context.new_page()
                            for page in (page for page in to_see if page.role == role):
                                tab.goto(site.address(page.path), wait_until="load")
                                name = "-".join(
                                    (
                                        page.name,
                                        language,
                                        "1280" if wide else "360",
                                        "dark" if dark else "light",
                                    )
                                )
                                tab.screenshot(path=chosen.out / f"{name}.png", full_page=True)
                                taken += 1
                            context.close()
    print(f"{taken} pictures of {len(to_see)} pages in {chosen.out}")


if __name__ == "__main__":
    main()
