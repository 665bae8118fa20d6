"""What an identity provider says about somebody, right in every field until a test changes one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.identity_provider.encryption import AES256_GCM, RSA_OAEP
from tests.identity_provider.keys import KeyPair
from tests.identity_provider.metadata import write_metadata
from tests.identity_provider.signing import RSA_SHA256, SHA256
from tests.identity_provider.vocabulary import (
    BASIC_NAMES,
    BEARER,
    PASSWORD,
    PERSISTENT,
    SUCCESS,
    Signed,
    new_id,
)

LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that a Response with one Assertion holds; `None` leaves a part out.

    Made by `IdentityProvider.answer`, changed by `dataclasses.replace`, written by
    `responses.write_response`.
    """

    # The Response
    response_id: str | None
    response_issuer: str | None
    destination: str | None
    in_response_to: str | None
    issue_instant: datetime
    status: str = SUCCESS

    # The Assertion and its Subject; without `confirmation_method` no SubjectConfirmation
    assertion_id: str | None
    assertion_issuer: str | None
    name_id: str | None
    name_id_format: str | None = PERSISTENT
    confirmation_method: str | None = BEARER
    recipient: str | None
    confirmation_in_response_to: str | None
    confirmation_not_before: datetime | str | None = None
    confirmation_not_on_or_after: datetime | str | None

    # Conditions; each audience of a tuple stands in the one AudienceRestriction
    has_conditions: bool = True
    not_before: datetime | str | None
    not_on_or_after: datetime | str | None
    audiences: tuple[str, ...] | None

    # AuthnStatement (none without `authn_instant`) and AttributeStatement
    authn_instant: datetime | None
    session_index: str | None
    session_not_on_or_after: datetime | str | None = None
    authn_context: str | None = PASSWORD
    attributes: Mapping[str, tuple[str, ...]] | None
    attribute_name_format: str | None = BASIC_NAMES

    # Signatures and encryption; `encrypt_for` is a certificate in PEM
    signed: Signed = Signed.ASSERTION
    key_pair: KeyPair
    signature_algorithm: str = RSA_SHA256
    digest_algorithm: str = SHA256
    encrypt_for: bytes | None = None
    content_algorithm: str = AES256_GCM
    key_transport: str = RSA_OAEP


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """One identity provider: its name, its current key and where it is asked."""

    entity_id: str
    key_pair: KeyPair
    sso_address: str
    slo_address: str | None = None

    def answer(
        self,
        *,
        now: datetime,
        name_id: str,
        acs_address: str,
        audience: str,
        in_response_to: str | None,
        attributes: Mapping[str, tuple[str, ...]] | None = None,
        **changes: Any,
    ) -> Answer:
        """An honest answer to the request of that ID, good from now for five minutes.

        `None` as `in_response_to` makes it one that nobody asked for. `changes` are further
        fields of `Answer`.
        """
        honest = Answer(
            response_id=new_id(),
            response_issuer=self.entity_id,
            destination=acs_address,
            in_response_to=in_response_to,
            issue_instant=now,
            assertion_id=new_id(),
            assertion_issuer=self.entity_id,
            name_id=name_id,
            recipient=acs_address,
            confirmation_in_response_to=in_response_to,
            confirmation_not_on_or_after=now + LIFETIME,
            not_before=now,
            not_on_or_after=now + LIFETIME,
            audiences=(audience,),
            authn_instant=now,
            session_index=new_id(),
            attributes={"uid": (name_id,)} if attributes is None else attributes,
            key_pair=self.key_pair,
        )
        return replace(honest, **changes)

    def metadata(
        self,
        *,
        key_pairs: tuple[KeyPair, ...] | None = None,
        valid_until: datetime | None = None,
        sign_with: KeyPair | None = None,
    ) -> str:
        """The provider's metadata; `key_pairs` names several during a rotation, () none at all."""
        return write_metadata(
            entity_id=self.entity_id,
            key_pairs=(self.key_pair,) if key_pairs is None else key_pairs,
            sso_address=self.sso_address,
            slo_address=self.slo_address,
            valid_until=valid_until,
            sign_with=sign_with,
        )
