import tests.browser.pages as P, tests.browser.test_every_page as T, pytest
from tests.browser.conftest import *
@pytest.mark.parametrize("language", ["ar"])
def test_mine(site, chrome, monkeypatch, language):
    real = P.pages
    mine = lambda s: [p for p in real(s) if p.name.startswith(("draft", "theme", "proposal"))]
    monkeypatch.setattr(T, "pages", mine)
    T.test_every_page_is_accessible_fits_a_small_phone_and_keeps_its_security_policy.__wrapped__ if False else None
    T.test_every_page_is_accessible_fits_a_small_phone_and_keeps_its_security_policy(site, chrome, language, False, True, slice(None))
