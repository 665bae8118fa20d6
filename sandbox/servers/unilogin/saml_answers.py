"""What the provider says by SAML: an assertion that is signed and then encrypted, or why not."""

from collections.abc import Iterable
from dataclasses import dataclass

import xmlsec
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from xmlsec import constants

from sandbox.servers.unilogin.clock import Clock
from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.levels import ASSURANCE, NSIS
from sandbox.servers.unilogin.saml_names import (
    PERSISTENT,
    SAML,
    SAMLP,
    SUCCESS,
    Element,
    make_id,
    make_status,
    parse,
    write,
)
from sandbox.servers.unilogin.saml_requesters import Requester
from sandbox.servers.unilogin.sessions import Session

_ASSERTION_SECONDS = 300
_SESSION_SECONDS = 8 * 3600
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Where an answer comes from, where it goes, what it answers, and when."""

    issuer: str
    destination: str
    in_response_to: str
    now: float

    def make_facts(self, clock: Clock) -> dict[str, str]:
        """The attributes that every message has."""
        return {
            "ID": make_id(),
            "Version": "2.0",
            "IssueInstant": clock.write(self.now),
            "Destination": self.destination,
            "InResponseTo": self.in_response_to,
        }


class Answers:
    """Writes answers by the provider's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def write_success(
        self,
        envelope: Envelope,
        session: Session,
        requester: Requester,
        *,
        key: SigningKey,
        also: Iterable[str] = (),
    ) -> bytes:
        """A response with its assertion; `also` are ids that have no business in it."""
        assertion = self._make_assertion(envelope, session, requester, also=also)
        signed = OneLogin_Saml2_Utils.add_sign(write(assertion), key.private, key.certificate)
        response = SAMLP.Response(
            SAML.Issuer(envelope.issuer),
            make_status(SUCCESS),
            SAML.EncryptedAssertion(encrypt(parse(signed), requester.encryption)),
            **envelope.make_facts(self._clock),
        )
        return write(response)

    def write_failure(self, envelope: Envelope, *codes: str, key: SigningKey) -> bytes:
        """A response without an assertion, itself signed."""
        response = SAMLP.Response(
            SAML.Issuer(envelope.issuer), make_status(*codes), **envelope.make_facts(self._clock)
        )
        return OneLogin_Saml2_Utils.add_sign(write(response), key.private, key.certificate)

    def write_logout_response(self, envelope: Envelope) -> bytes:
        return write(
            SAMLP.LogoutResponse(
                SAML.Issuer(envelope.issuer),
                make_status(SUCCESS),
                **envelope.make_facts(self._clock),
            )
        )

    def write_logout_request(self, envelope: Envelope, session: Session, entity_id: str) -> bytes:
        facts = envelope.make_facts(self._clock)
        del facts["InResponseTo"]
        return write(
            SAMLP.LogoutRequest(
                SAML.Issuer(envelope.issuer),
                _make_name_id(session, envelope.issuer, entity_id),
                SAMLP.SessionIndex(session.sid),
                **facts,
            )
        )

    def _make_assertion(
        self, envelope: Envelope, session: Session, requester: Requester, *, also: Iterable[str]
    ) -> Element:
        now, ends = self._write_span(envelope.now, _ASSERTION_SECONDS)
        _, session_ends = self._write_span(envelope.now, _SESSION_SECONDS)
        confirmation = SAML.SubjectConfirmationData(
            InResponseTo=envelope.in_response_to,
            Recipient=envelope.destination,
            NotOnOrAfter=ends,
        )
        return SAML.Assertion(
            SAML.Issuer(envelope.issuer),
            SAML.Subject(
                _make_name_id(session, envelope.issuer, requester.entity_id),
                SAML.SubjectConfirmation(confirmation, Method=_BEARER),
            ),
            SAML.Conditions(
                SAML.AudienceRestriction(SAML.Audience(requester.entity_id)),
                NotBefore=now,
                NotOnOrAfter=ends,
            ),
            SAML.AuthnStatement(
                SAML.AuthnContext(SAML.AuthnContextClassRef(session.level.reference)),
                AuthnInstant=self._clock.write(session.signed_in_at),
                SessionIndex=session.sid,
                SessionNotOnOrAfter=session_ends,
            ),
            SAML.AttributeStatement(*_make_attributes(session, also)),
            ID=make_id(),
            Version="2.0",
            IssueInstant=now,
        )

    def _write_span(self, now: float, seconds: int) -> tuple[str, str]:
        return self._clock.write(now), self._clock.write(now, later=seconds)


def encrypt(assertion: Element, certificate: str) -> Element:
    """An assertion for nobody but who has the key of the certificate."""
    # On its own, so that it keeps its namespaces wherever it is opened.
    holder = etree.Element("holder")
    holder.append(assertion)
    sealed = xmlsec.template.encrypted_data_create(
        holder, constants.TransformAes256Gcm, type=constants.TypeEncElement, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(sealed)
    key_info = xmlsec.template.encrypted_data_ensure_key_info(sealed, ns="ds")
    encrypted_key = xmlsec.template.add_encrypted_key(key_info, constants.TransformRsaOaep)
    xmlsec.template.encrypted_data_ensure_cipher_value(encrypted_key)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, constants.KeyDataFormatCertPem, None))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(constants.KeyDataAes, 256, constants.KeyDataTypeSession)
    return context.encrypt_xml(sealed, assertion)


def list_attributes(session: Session) -> dict[str, list[str]]:
    """What is told about somebody, by the names of the real broker."""
    account, level = session.account, session.level
    nsis = {NSIS: [level.nsis]} if account.is_adult else {}
    return {
        "dk:unilogin:uniid": [account.unilogin],
        "dk:unilogin:aktoergruppe": [account.actor.value],
        "dk:unilogin:loa": [level.value],
        ASSURANCE: [level.number],
        **nsis,
        "dk:unilogin:institution_ids": list(account.institutions),
    }


def _make_attributes(session: Session, also: Iterable[str]) -> list[Element]:
    facts = list_attributes(session)
    facts["dk:unilogin:uniid"] += also
    return [
        SAML.Attribute(
            *(SAML.AttributeValue(value) for value in values), Name=name, NameFormat=_URI
        )
        for name, values in facts.items()
        if values
    ]


def _make_name_id(session: Session, issuer: str, entity_id: str) -> Element:
    return SAML.NameID(
        session.account.subject,
        Format=PERSISTENT,
        NameQualifier=issuer,
        SPNameQualifier=entity_id,
    )
