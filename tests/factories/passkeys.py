"""A passkey in software, which answers as WebAuthn says that a device does."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """Holds one passkey. What it says can be bent, as somebody who cheats would."""

    origin: str = "http://localhost"
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    used: int = 0
    handle: str = ""
    host: str = ""
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: str) -> str:
        """Answer the question for a new passkey."""
        asked = json.loads(options)
        self.handle, self.host = asked["user"]["id"], asked["rp"]["id"]
        about = self._about(self.flags | WITH_KEY) + bytes(16)
        about += len(self.credential).to_bytes(2, "big") + self.credential + self._public()
        client = self._client("webauthn.create", asked["challenge"])
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about})
        return self._answer(
            clientDataJSON=bytes_to_base64url(client),
            attestationObject=bytes_to_base64url(attested),
        )

    def show(self, options: str) -> str:
        """Answer the question who is there."""
        asked = json.loads(options)
        about = self._about(self.flags)
        client = self._client("webauthn.get", asked["challenge"])
        signed = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=bytes_to_base64url(client),
            authenticatorData=bytes_to_base64url(about),
            signature=bytes_to_base64url(signed),
            userHandle=self.handle,
        )

    def _about(self, flags: int) -> bytes:
        self.used += self.counts
        return (
            hashlib.sha256(self.host.encode()).digest()
            + bytes([flags])
            + self.used.to_bytes(4, "big")
        )

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _client(self, kind: str, challenge: str) -> bytes:
        assert base64url_to_bytes(challenge)
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _answer(self, **response: str) -> str:
        name = bytes_to_base64url(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
