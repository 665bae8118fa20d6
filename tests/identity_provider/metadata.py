"""The metadata with which an identity provider makes itself known."""

from datetime import datetime

from tests.identity_provider.keys import KeyPair
from tests.identity_provider.signing import sign
from tests.identity_provider.vocabulary import (
    PERSISTENT,
    POST,
    REDIRECT,
    SAMLP,
    ds,
    md,
    new_id,
    write,
    write_time,
)


def write_metadata(
    *,
    entity_id: str,
    key_pairs: tuple[KeyPair, ...],
    sso_address: str,
    slo_address: str | None,
    valid_until: datetime | None,
    sign_with: KeyPair | None,
) -> str:
    """The EntityDescriptor with a certificate for each key pair, signed when a key is given."""
    descriptors = [
        md.KeyDescriptor(
            ds.KeyInfo(ds.X509Data(ds.X509Certificate(key_pair.certificate_text))), use="signing"
        )
        for key_pair in key_pairs
    ]
    logouts = [
        md.SingleLogoutService(Binding=binding, Location=slo_address)
        for binding in (REDIRECT, POST)
        if slo_address is not None
    ]
    logins = [
        md.SingleSignOnService(Binding=binding, Location=sso_address)
        for binding in (REDIRECT, POST)
    ]
    role = md.IDPSSODescriptor(
        *descriptors,
        *logouts,
        md.NameIDFormat(PERSISTENT),
        *logins,
        protocolSupportEnumeration=SAMLP,
        WantAuthnRequestsSigned="true",
    )
    until = {} if valid_until is None else {"validUntil": write_time(valid_until)}
    entity = md.EntityDescriptor(role, entityID=entity_id, ID=new_id(), **until)
    return write(entity if sign_with is None else sign(entity, sign_with)).decode()
