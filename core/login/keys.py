"""The portal's own keys: made, announced, used and retired, with time for others to notice."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction

from core.connectors.vault import decrypt, encrypt
from core.login.models import KeyPair, KeyPurpose
from core.login.refusals import Reason, Rejected
from core.login.saml.service_provider import Key

BITS = 3072
CERTIFIED_FOR = timedelta(days=3 * 365)
VALID_BEFORE = timedelta(days=1)


def list_keys(purpose: KeyPurpose) -> tuple[Key, ...]:
    """The keys of a purpose, the one in use first; raises `Rejected` without one in use.

    Of signing keys those follow that are announced or still may be met, of encryption keys those
    for which somebody may still encrypt.
    """
    rows = KeyPair.objects.filter(purpose=purpose, retired_at=None).order_by("made_at", "pk")
    used = [row for row in rows if row.used_from is not None]
    if not used:
        # `manage.py login_keys new` makes some.
        raise Rejected(Reason.NOT_SET_UP, "no keys")
    current = max(used, key=lambda row: (row.used_from, row.pk))
    others = [row for row in rows if row != current]
    return tuple(
        Key(private=decrypt(row.private), certificate=row.certificate) for row in [current, *others]
    )


def make_keys(*, now: datetime, purposes: tuple[KeyPurpose, ...] = tuple(KeyPurpose)) -> None:
    """Makes new keys, which are announced from now on, and used at once where there are none."""
    for purpose in purposes:
        private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        add_key(
            purpose,
            private=private.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ).decode(),
            certificate=_certify(private, now=now),
            now=now,
        )


def add_key(purpose: KeyPurpose, *, private: str, certificate: str, now: datetime) -> KeyPair:
    """Keeps a key with its certificate, both in PEM; the first of its purpose is used at once.

    Raises `ValueError` for what cannot be read, is no RSA key, or does not belong together.
    """
    loaded = serialization.load_pem_private_key(private.encode(), password=None)
    certified = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    if not isinstance(loaded, rsa.RSAPrivateKey) or loaded.public_key() != certified:
        raise ValueError("the certificate is not that of this RSA key")
    with transaction.atomic():
        is_first = not KeyPair.objects.filter(
            purpose=purpose, retired_at=None, used_from__isnull=False
        ).exists()
        return KeyPair.objects.create(
            purpose=purpose,
            private=encrypt(private),
            certificate=certificate,
            made_at=now,
            used_from=now if is_first else None,
        )


def use_newest_keys(*, now: datetime) -> None:
    """Takes the newest key of each purpose into use; the former ones stay announced."""
    for purpose in KeyPurpose:
        newest = (
            KeyPair.objects.filter(purpose=purpose, retired_at=None)
            .order_by("-made_at", "-pk")
            .first()
        )
        if newest is not None and newest.used_from is None:
            newest.used_from = now
            newest.save(update_fields=["used_from"])


def retire_former_keys(*, now: datetime) -> int:
    """Retires every key that was in use before the one that is; returns how many."""
    count = 0
    for purpose in KeyPurpose:
        used = KeyPair.objects.filter(purpose=purpose, retired_at=None, used_from__isnull=False)
        former = list(used.order_by("-used_from", "-pk").values_list("pk", flat=True))[1:]
        count += KeyPair.objects.filter(pk__in=former).update(retired_at=now)
    return count


def _certify(private: rsa.RSAPrivateKey, *, now: datetime) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Indgang")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - VALID_BEFORE)
        .not_valid_after(now + CERTIFIED_FOR)
        .sign(private, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
