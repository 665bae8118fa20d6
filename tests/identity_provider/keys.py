"""RSA keys with self-signed certificates; keys are made once per process, since that is slow."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

BITS = 2048


@dataclass(frozen=True, kw_only=True)
class KeyPair:
    """A private key and the certificate that others check its signatures with."""

    private_key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @cached_property
    def private_pem(self) -> bytes:
        """The private key in PKCS #8, unencrypted."""
        return self.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @cached_property
    def certificate_pem(self) -> bytes:
        """The certificate as a PEM file holds it."""
        return self.certificate.public_bytes(Encoding.PEM)

    @cached_property
    def certificate_text(self) -> str:
        """The certificate as metadata and KeyInfo hold it: base64 without header or line breaks."""
        return base64.b64encode(self.certificate.public_bytes(Encoding.DER)).decode()


def make_key_pair(
    name: str, *, days_ago: int = 1, days_left: int = 365, today: datetime | None = None
) -> KeyPair:
    """The key of that name, with a certificate valid from `days_ago` until in `days_left` days.

    Equal names share a key for as long as the process lives: ask again with other days for a
    renewed certificate of the same key, and by another name for a rotated key.
    """
    midnight = (today or datetime.now(UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    return _certify(name, midnight - timedelta(days=days_ago), midnight + timedelta(days=days_left))


def make_expired_key_pair(name: str) -> KeyPair:
    """The key of that name, with a certificate that ran out ten days ago."""
    return make_key_pair(name, days_ago=375, days_left=-10)


def make_expiring_key_pair(name: str) -> KeyPair:
    """The key of that name, with a certificate that runs out in 20 days."""
    return make_key_pair(name, days_ago=345, days_left=20)


def clone_certificate(key_pair: KeyPair) -> KeyPair:
    """An attacker's own key, with a certificate that reads like the one of that key pair."""
    seen = key_pair.certificate
    key = _make_key("attacker")
    return _sign_certificate(
        key,
        name=seen.subject,
        serial_number=seen.serial_number,
        start=seen.not_valid_before_utc,
        end=seen.not_valid_after_utc,
    )


@cache
def _make_key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


@cache
def _certify(name: str, start: datetime, end: datetime) -> KeyPair:
    return _sign_certificate(
        _make_key(name),
        name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
        serial_number=x509.random_serial_number(),
        start=start,
        end=end,
    )


def _sign_certificate(
    key: rsa.RSAPrivateKey, *, name: x509.Name, serial_number: int, start: datetime, end: datetime
) -> KeyPair:
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial_number)
        .not_valid_before(start)
        .not_valid_after(end)
        .sign(key, hashes.SHA256())
    )
    return KeyPair(private_key=key, certificate=certificate)
