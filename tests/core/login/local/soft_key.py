"""A security key in software, which can also be made to answer wrongly."""

import hashlib
import json
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftKey:
    """One passkey at `localhost`; `verifies` says whether it makes sure who presses it."""

    def __init__(self, name=b"noegle", *, verifies=True, rp_id="localhost"):
        self.name, self.rp_id = name, rp_id
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.count = 0
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.handle = b""

    @property
    def public(self):
        return cbor.encode(ES256.from_cryptography_key(self.private.public_key()))

    def make(self, options, *, origin=ORIGIN):
        """What a browser sends that was asked to make it."""
        options = json.loads(options)
        self.handle = websafe_decode(options["user"]["id"])
        attested = bytes(16) + struct.pack(">H", len(self.name)) + self.name + self.public
        data = self._data(self.flags | ATTESTED) + attested
        statement = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            {
                "clientDataJSON": _client_data("create", options, origin),
                "attestationObject": cbor.encode(statement),
            }
        )

    def sign(self, options, *, origin=ORIGIN, counts=True):
        """What a browser sends that was asked to prove it."""
        self.count += counts
        client_data = _client_data("get", json.loads(options), origin)
        data = self._data(self.flags)
        signed = data + hashlib.sha256(client_data).digest()
        return self._answer(
            {
                "clientDataJSON": client_data,
                "authenticatorData": data,
                "signature": self.private.sign(signed, ec.ECDSA(hashes.SHA256())),
                "userHandle": self.handle,
            }
        )

    def _data(self, flags):
        place = hashlib.sha256(self.rp_id.encode()).digest()
        return place + bytes([flags]) + struct.pack(">I", self.count)

    def _answer(self, response):
        name = websafe_encode(self.name)
        written = {key: websafe_encode(value) for key, value in response.items() if value}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": written})


def _client_data(kind, options, origin):
    told = {"type": f"webauthn.{kind}", "challenge": options["challenge"], "origin": origin}
    return json.dumps(told).encode()
