"""Answers written as Response documents, signed and encrypted as the answer says."""

import base64
from collections.abc import Callable
from datetime import datetime

from lxml import etree

from tests.identity_provider.answers import Answer
from tests.identity_provider.encryption import encrypt
from tests.identity_provider.signing import sign
from tests.identity_provider.vocabulary import XSI, Signed, saml, samlp, write, write_time

Edit = Callable[[etree._Element], object]


def write_response(answer: Answer, *, edit: Edit | None = None) -> bytes:
    """The Response as XML; `edit` changes the Assertion before anything is signed."""
    assertion = build_assertion(answer)
    if edit is not None:
        edit(assertion)
    if answer.signed in {Signed.ASSERTION, Signed.BOTH}:
        assertion = _sign(assertion, answer)
    response = _build_response(answer)
    response.append(assertion if answer.encrypt_for is None else _encrypt(assertion, answer))
    if answer.signed in {Signed.RESPONSE, Signed.BOTH}:
        response = _sign(response, answer)
    return write(response)


def encode_post(xml: bytes) -> str:
    """The document as a form's `SAMLResponse` or `SAMLRequest` carries it."""
    return base64.b64encode(xml).decode()


def build_assertion(answer: Answer) -> etree._Element:
    """The Assertion alone, unsigned."""
    parts = [
        _build_subject(answer),
        _build_conditions(answer),
        _build_authn_statement(answer),
        _build_attribute_statement(answer),
    ]
    return saml.Assertion(
        _present(
            ID=answer.assertion_id, Version="2.0", IssueInstant=write_time(answer.issue_instant)
        ),
        *_element_if(answer.assertion_issuer, "Issuer"),
        *(part for part in parts if part is not None),
    )


def _build_response(answer: Answer) -> etree._Element:
    attributes = _present(
        ID=answer.response_id,
        Version="2.0",
        IssueInstant=write_time(answer.issue_instant),
        Destination=answer.destination,
        InResponseTo=answer.in_response_to,
    )
    status = samlp.Status(samlp.StatusCode(Value=answer.status))
    return samlp.Response(attributes, *_element_if(answer.response_issuer, "Issuer"), status)


def _build_subject(answer: Answer) -> etree._Element | None:
    parts = _element_if(answer.name_id, "NameID", Format=answer.name_id_format)
    if answer.confirmation_method is not None:
        data = saml.SubjectConfirmationData(
            _present(
                NotBefore=_time_if(answer.confirmation_not_before),
                NotOnOrAfter=_time_if(answer.confirmation_not_on_or_after),
                Recipient=answer.recipient,
                InResponseTo=answer.confirmation_in_response_to,
            )
        )
        parts.append(saml.SubjectConfirmation(data, Method=answer.confirmation_method))
    return saml.Subject(*parts) if parts else None


def _build_conditions(answer: Answer) -> etree._Element | None:
    if not answer.has_conditions:
        return None
    conditions = saml.Conditions(
        _present(
            NotBefore=_time_if(answer.not_before), NotOnOrAfter=_time_if(answer.not_on_or_after)
        )
    )
    if answer.audiences is not None:
        conditions.append(saml.AudienceRestriction(*map(saml.Audience, answer.audiences)))
    return conditions


def _build_authn_statement(answer: Answer) -> etree._Element | None:
    if answer.authn_instant is None:
        return None
    attributes = _present(
        AuthnInstant=write_time(answer.authn_instant),
        SessionIndex=answer.session_index,
        SessionNotOnOrAfter=_time_if(answer.session_not_on_or_after),
    )
    context = saml.AuthnContext(*_element_if(answer.authn_context, "AuthnContextClassRef"))
    return saml.AuthnStatement(attributes, context)


def _build_attribute_statement(answer: Answer) -> etree._Element | None:
    if answer.attributes is None:
        return None
    return saml.AttributeStatement(
        *(
            saml.Attribute(
                _present(Name=name, NameFormat=answer.attribute_name_format),
                *(saml.AttributeValue(value, {f"{{{XSI}}}type": "xs:string"}) for value in values),
            )
            for name, values in answer.attributes.items()
        )
    )


def _sign(element: etree._Element, answer: Answer) -> etree._Element:
    return sign(
        element,
        answer.key_pair,
        signature_algorithm=answer.signature_algorithm,
        digest_algorithm=answer.digest_algorithm,
    )


def _encrypt(assertion: etree._Element, answer: Answer) -> etree._Element:
    if answer.encrypt_for is None:
        raise ValueError("nobody to encrypt for")
    encrypted = encrypt(
        assertion,
        answer.encrypt_for,
        content_algorithm=answer.content_algorithm,
        key_transport=answer.key_transport,
    )
    return saml.EncryptedAssertion(encrypted)


def _element_if(text: str | None, name: str, **attributes: str | None) -> list[etree._Element]:
    return [] if text is None else [saml(name, text, _present(**attributes))]


def _present(**attributes: str | None) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value is not None}


def _time_if(moment: datetime | str | None) -> str | None:
    # A text is what a provider writes that knows no times.
    return write_time(moment) if isinstance(moment, datetime) else moment
