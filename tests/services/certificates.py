"""Keys and certificates made for one run of the tests."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, kw_only=True)
class KeyPair:
    """A private key and the certificate that it signed itself, both as PEM."""

    private_key: str
    certificate: str

    @property
    def body(self) -> str:
        """The certificate as one line of base64, without its header."""
        return strip_pem(self.certificate)


def make_key_pair(name: str, *, addresses: Sequence[str] = ()) -> KeyPair:
    """An RSA key of 2048 bits whose certificate is valid for two days, at these IP addresses."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    if addresses:
        names = [x509.IPAddress(ip_address(address)) for address in addresses]
        unsigned = unsigned.add_extension(x509.SubjectAlternativeName(names), critical=False)
    certificate = unsigned.sign(key, hashes.SHA256())
    private_key = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return KeyPair(
        private_key=private_key.decode(),
        certificate=certificate.public_bytes(serialization.Encoding.PEM).decode(),
    )


def strip_pem(text: str) -> str:
    """What stands between the lines of a PEM text, on one line."""
    lines = [line for line in text.splitlines() if not line.startswith("-----")]
    body = "".join("".join(lines).split())
    base64.b64decode(body, validate=True)
    return body
