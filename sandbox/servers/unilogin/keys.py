"""The keys that answers are signed with: made on first use, and once for the whole process."""

import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from joserfc.jwk import KeySet, RSAKey

ALGORITHM = "RS256"
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Indgang proeve-unilogin")])
_CERTIFICATE = "-----BEGIN CERTIFICATE-----"
_DAYS = 3650


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A private key and its certificate, both as PEM."""

    private: str
    certificate: str

    @cached_property
    def jwk(self) -> RSAKey:
        key = RSAKey.import_key(self.private, {"use": "sig", "alg": ALGORITHM})
        key.ensure_kid()
        return key

    @property
    def bare_certificate(self) -> str:
        """The certificate without the lines around it, as metadata have it."""
        return "".join(self.certificate.splitlines()[1:-1])


class KeyRing:
    """The keys of one provider, oldest first; the newest signs, all are announced."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._keys: list[SigningKey] = []

    def keep_in(self, folder: Path) -> None:
        """Reads the keys of an earlier run from a folder, and keeps new ones there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock:
            self._folder = folder
            self._keys = [_read_key(path) for path in sorted(folder.glob("unilogin-*.pem"))]

    def list_keys(self) -> list[SigningKey]:
        with self._lock:
            if not self._keys:
                self._add()
            return list(self._keys)

    @property
    def current(self) -> SigningKey:
        return self.list_keys()[-1]

    def make_next(self) -> None:
        """A new key signs from now on; the earlier ones stay announced."""
        self.list_keys()
        with self._lock:
            self._add()

    def make_key_set(self) -> KeySet:
        return KeySet([key.jwk for key in self.list_keys()])

    def _add(self) -> None:
        key = _find_made(len(self._keys))
        if self._folder is not None:
            _write_key(self._folder / f"unilogin-{len(self._keys):03}.pem", key)
        self._keys.append(key)


# Making a key takes a moment, and tests start many providers.
_made: list[SigningKey] = []
_making = threading.Lock()


def _find_made(number: int) -> SigningKey:
    with _making:
        while len(_made) <= number:
            _made.append(make_key())
        return _made[number]


def make_key() -> SigningKey:
    """A new key, with a certificate that it signed itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return SigningKey(private=private.decode(), certificate=public.decode())


def _write_key(path: Path, key: SigningKey) -> None:
    written = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(written, "w", encoding="ascii") as file:
        file.write(key.private + key.certificate)


def _read_key(path: Path) -> SigningKey:
    private, mark, certificate = path.read_text("ascii").partition(_CERTIFICATE)
    return SigningKey(private=private, certificate=mark + certificate)
