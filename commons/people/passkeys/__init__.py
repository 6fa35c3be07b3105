"""Passkeys: signing in with the lock of one's own phone or computer (WebAuthn, W3C 2021)."""
