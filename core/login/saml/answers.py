"""From a response as it was posted to what the identity provider has said, or why it is refused."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import xmlsec
from lxml import etree
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response as LibraryResponse

from core.login.refusals import Reason, Rejected
from core.login.saml.conditions import Expected, check_conditions
from core.login.saml.identity_providers import SamlIdentityProvider
from core.login.saml.names import (
    ASSERTION,
    ENCRYPTED_ASSERTION,
    NAMESPACES,
    RESPONSE,
    STATUSES,
    SUCCESS,
    TRANSIENT,
)
from core.login.saml.reading import parse, read_post
from core.login.saml.service_provider import (
    ServiceProvider,
    describe_request,
    make_library_settings,
)
from core.login.saml.shape import check_response
from core.login.saml.times import read_time

# SAML names no more letters for an identifier.
LONGEST_NAME = 256
# python3-saml's own reasons, where ours say the same.
_LIBRARY_REASONS = {
    OneLogin_Saml2_ValidationError.NO_SIGNATURE_FOUND: Reason.NO_SIGNATURE,
    OneLogin_Saml2_ValidationError.NO_SIGNED_ASSERTION: Reason.NO_SIGNATURE,
    OneLogin_Saml2_ValidationError.NO_SIGNED_MESSAGE: Reason.NO_SIGNATURE,
    OneLogin_Saml2_ValidationError.INVALID_SIGNATURE: Reason.BAD_SIGNATURE,
    OneLogin_Saml2_ValidationError.NO_ENCRYPTED_ASSERTION: Reason.NOT_ENCRYPTED,
    OneLogin_Saml2_ValidationError.WRONG_ISSUER: Reason.WRONG_ISSUER,
    OneLogin_Saml2_ValidationError.ISSUER_NOT_FOUND_IN_ASSERTION: Reason.WRONG_ISSUER,
    OneLogin_Saml2_ValidationError.WRONG_AUDIENCE: Reason.WRONG_AUDIENCE,
    OneLogin_Saml2_ValidationError.WRONG_DESTINATION: Reason.WRONG_DESTINATION,
    OneLogin_Saml2_ValidationError.EMPTY_DESTINATION: Reason.WRONG_DESTINATION,
    OneLogin_Saml2_ValidationError.WRONG_INRESPONSETO: Reason.NOT_ASKED_FOR,
    OneLogin_Saml2_ValidationError.WRONG_SUBJECTCONFIRMATION: Reason.WRONG_CONFIRMATION,
    OneLogin_Saml2_ValidationError.ASSERTION_TOO_EARLY: Reason.TOO_EARLY,
    OneLogin_Saml2_ValidationError.ASSERTION_EXPIRED: Reason.TOO_LATE,
    OneLogin_Saml2_ValidationError.SESSION_EXPIRED: Reason.TOO_LATE,
    OneLogin_Saml2_ValidationError.MISSING_CONDITIONS: Reason.NO_TIMES,
    OneLogin_Saml2_ValidationError.NO_NAMEID: Reason.NO_SUBJECT,
    OneLogin_Saml2_ValidationError.EMPTY_NAMEID: Reason.NO_SUBJECT,
    OneLogin_Saml2_ValidationError.DUPLICATED_ATTRIBUTE_NAME_FOUND: Reason.DUPLICATE_ATTRIBUTE,
    OneLogin_Saml2_ValidationError.DEPRECATED_SIGNATURE_METHOD: Reason.WEAK_ALGORITHM,
    OneLogin_Saml2_ValidationError.DEPRECATED_DIGEST_METHOD: Reason.WEAK_ALGORITHM,
}
_CANCELLED = frozenset({"AuthnFailed", "RequestDenied"})


@dataclass(frozen=True, kw_only=True)
class SamlAnswer:
    """What an identity provider has said of somebody; every check has been made."""

    issuer: str
    assertion_id: str
    request_id: str | None
    subject: str = field(repr=False)
    # Of a transient name, the next answer has another: it recognises nobody.
    is_subject_stable: bool
    session_index: str = field(repr=False)
    context: str
    authenticated_at: datetime
    attributes: Mapping[str, tuple[str, ...]] = field(repr=False)
    # From then on it is refused for its age, and need not be remembered.
    ends_at: datetime


def find_request_id(text: str) -> str | None:
    """Which question a response says that it answers; nothing in it is believed yet."""
    return parse(read_post(text)).get("InResponseTo")


def read_answer(
    text: str,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    request_id: str | None,
    now: datetime,
    is_encrypted: bool = True,
) -> SamlAnswer:
    """What a posted response says, if it is in order; raises `Rejected` with the reason.

    `request_id` is the question that it must answer; None allows what nobody asked for. Whether
    it was used before, who reads it has to find out.
    """
    xml = read_post(text)
    root = parse(xml)
    if root.tag == RESPONSE:
        _check_status(root)
    check_response(root)
    if provider.valid_until is not None and now >= provider.valid_until:
        raise Rejected(Reason.NOT_SET_UP, "the provider's metadata has ended")
    document = _verify(xml, root, service=service, provider=provider, is_encrypted=is_encrypted)
    # What was encrypted is looked at for the first time.
    check_response(document)
    ends_at = check_conditions(
        document,
        service=service,
        expected=Expected(issuer=provider.entity_id, request_id=request_id, now=now),
    )
    return _read(document, ends_at=ends_at)


def _check_status(root: etree._Element) -> None:
    code = root.find("samlp:Status/samlp:StatusCode", NAMESPACES)
    if code is None:
        raise Rejected(Reason.MISSHAPEN, "no status")
    if code.get("Value") != SUCCESS:
        within = code.find("samlp:StatusCode", NAMESPACES)
        said = str((within if within is not None else code).get("Value")).rpartition(":")[2]
        reason = Reason.CANCELLED if said in _CANCELLED else Reason.NOT_SUCCESSFUL
        # Nothing is signed yet: what else somebody may have written does not land in the log.
        raise Rejected(reason, said if said in STATUSES else "another status")


def _verify(
    xml: bytes,
    root: etree._Element,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    is_encrypted: bool,
) -> etree._Element:
    """The response, decrypted, once python3-saml has found everything right that it checks."""
    encoded = b64encode(xml).decode()
    # One that is not encrypted needs no key, and is tried once.
    keys = service.encryption_keys if root.find(ENCRYPTED_ASSERTION) is not None else (None,)
    response = None
    for key in keys:
        settings = make_library_settings(
            service, provider, encryption_key=key, is_encrypted=is_encrypted
        )
        try:
            response = LibraryResponse(settings, encoded)
        # Whatever goes wrong in decrypting is one reason: which it was would tell of the content.
        except (xmlsec.Error, OneLogin_Saml2_Error, etree.LxmlError, ValueError, TypeError):
            continue
        break
    if response is None:
        raise Rejected(Reason.CANNOT_DECRYPT)
    document: etree._Element = response.get_xml_document()
    if document.find(ASSERTION) is None:
        raise Rejected(Reason.CANNOT_DECRYPT if response.encrypted else Reason.MISSHAPEN)
    # The library must not get to see shapes that it might read in two ways.
    check_response(document)
    try:
        response.is_valid(describe_request(service.answer_address), raise_exceptions=True)
    except (OneLogin_Saml2_ValidationError, OneLogin_Saml2_Error) as error:
        reason = _LIBRARY_REASONS.get(error.code, Reason.MISSHAPEN)
        raise Rejected(reason, f"library {error.code}") from None
    # For a time that is none it raises a bare `Exception`, and others for other nonsense.
    except Exception:  # noqa: BLE001
        raise Rejected(Reason.MISSHAPEN, "library") from None
    return document


def _read(document: etree._Element, *, ends_at: datetime) -> SamlAnswer:
    assertion = document.find(ASSERTION)
    assert assertion is not None  # noqa: S101 - the conditions were read from it
    issuer = assertion.find("saml:Issuer", NAMESPACES)
    name = assertion.find("saml:Subject/saml:NameID", NAMESPACES)
    statement = assertion.find("saml:AuthnStatement", NAMESPACES)
    if issuer is None or statement is None:
        raise Rejected(Reason.MISSHAPEN)
    subject = (name.text or "").strip() if name is not None else ""
    if name is None or not subject:
        raise Rejected(Reason.NO_SUBJECT)
    session_index = str(statement.get("SessionIndex") or "")
    if max(len(subject), len(session_index)) > LONGEST_NAME:
        raise Rejected(Reason.TOO_LARGE, "a name")
    authenticated_at = read_time(statement.get("AuthnInstant"))
    if authenticated_at is None:
        raise Rejected(Reason.NO_TIMES)
    return SamlAnswer(
        issuer=str(issuer.text),
        assertion_id=str(assertion.get("ID")),
        request_id=document.get("InResponseTo"),
        subject=subject,
        is_subject_stable=name.get("Format") != TRANSIENT,
        session_index=session_index,
        context=statement.findtext(
            "saml:AuthnContext/saml:AuthnContextClassRef", "", NAMESPACES
        ).strip(),
        authenticated_at=authenticated_at,
        attributes=_read_attributes(assertion),
        ends_at=ends_at,
    )


def _read_attributes(assertion: etree._Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for attribute in assertion.iterfind("saml:AttributeStatement/saml:Attribute", NAMESPACES):
        name = str(attribute.get("Name"))
        if name in found:
            raise Rejected(Reason.DUPLICATE_ATTRIBUTE)
        values = (
            (value.text or "").strip()
            for value in attribute.iterfind("saml:AttributeValue", NAMESPACES)
        )
        found[name] = tuple(value for value in values if value)
    return found
