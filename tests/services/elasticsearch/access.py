"""TLS and the one user of a cluster that lets nobody else in."""

import base64
import hashlib
import secrets
import ssl
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services.certificates import KeyPair, make_key_pair

ADDRESS = "127.0.0.1"
ROUNDS = 10_000
FILES = {"key": "key.pem", "certificate": "certificate.pem"}


@dataclass(frozen=True, kw_only=True)
class Access:
    """What a client is told: whom it signs in as, and the certificate that it trusts.

    The user may do everything. Every node has the same certificate, which names 127.0.0.1 and
    stands at `certificate_file` as PEM.
    """

    certificate_file: Path
    user: str = "indgang"
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    keys: KeyPair = field(
        default_factory=lambda: make_key_pair("elasticsearch", addresses=[ADDRESS]), repr=False
    )

    def give_header(self) -> dict[str, str]:
        """The header that signs the user in."""
        told = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {told}"}

    def give_handler(self) -> urllib.request.BaseHandler:
        """Lets urllib speak with those nodes only that show the certificate."""
        context = ssl.create_default_context(cafile=self.certificate_file)
        return urllib.request.HTTPSHandler(context=context)

    def write(self, configuration: Path) -> None:
        """Puts the key, the certificate, the user and its role where a node reads them."""
        (configuration / FILES["key"]).write_text(self.keys.private_key)
        (configuration / FILES["certificate"]).write_text(self.keys.certificate)
        (configuration / "users").write_text(f"{self.user}:{_hash(self.password)}\n")
        (configuration / "users_roles").write_text(f"superuser:{self.user}\n")

    def describe(self) -> dict[str, Any]:
        """The settings of a node, which speaks TLS with clients and with other nodes."""
        settings: dict[str, Any] = {"xpack.security.enabled": True}
        for layer in ("http", "transport"):
            tls = f"xpack.security.{layer}.ssl"
            settings[f"{tls}.enabled"] = True
            settings |= {f"{tls}.{name}": file for name, file in FILES.items()}
        trusted = "xpack.security.transport.ssl.certificate_authorities"
        return settings | {trusted: [FILES["certificate"]]}


def _hash(password: str) -> str:
    """A password as a node keeps it in its file of users."""
    salt = secrets.token_bytes(32)
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, dklen=32)
    told = [base64.b64encode(part).decode() for part in (salt, made)]
    return f"{{PBKDF2}}{ROUNDS}${told[0]}${told[1]}"
