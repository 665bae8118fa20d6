"""Single logout by redirect, in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from urllib.parse import parse_qsl

from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth as LibraryAuth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request as LibraryLogoutRequest
from onelogin.saml2.logout_response import OneLogin_Saml2_Logout_Response as LibraryLogoutResponse

from core.login.refusals import Reason, Rejected
from core.login.saml.conditions import SKEW
from core.login.saml.identity_providers import SamlIdentityProvider
from core.login.saml.names import (
    LOGOUT_REQUEST,
    LOGOUT_RESPONSE,
    NAMESPACES,
    SIGNATURE_METHODS,
    SUCCESS,
)
from core.login.saml.reading import MOST_BYTES, parse, read_redirect
from core.login.saml.service_provider import (
    ServiceProvider,
    describe_request,
    make_library_settings,
)
from core.login.saml.times import read_time

# How long a message about signing out counts, where it does not say so itself.
COUNTS_FOR = timedelta(minutes=10)
_PARAMETERS = frozenset({"SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature"})


@dataclass(frozen=True, kw_only=True)
class LogoutRequest:
    """Whom an identity provider has signed out, in which of its sessions: none named is all."""

    message_id: str
    subject: str = field(repr=False)
    session_indexes: tuple[str, ...] = field(repr=False)
    relay_state: str
    # From then on it is refused for its age, and need not be remembered.
    ends_at: datetime


def make_logout_address(
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    request_id: str,
    subject: str,
    session_index: str,
) -> str:
    """The address to send a browser to so that the provider ends its own session, too."""
    settings = make_library_settings(service, provider)

    class Question(LibraryLogoutRequest):
        """The library's request, under our own number."""

        def _generate_request_id(self) -> str:
            return request_id

    question = Question(
        settings,
        name_id=subject,
        session_index=_escape(session_index),
        name_id_format=Constants.NAMEID_PERSISTENT,
    )
    auth = LibraryAuth(describe_request(service.logout_address), old_settings=settings)
    parameters = {"SAMLRequest": question.get_request()}
    auth.add_request_signature(parameters, Constants.RSA_SHA256)
    address: str = auth.redirect_to(provider.logout_address, parameters)
    return address


def make_logout_answer_address(
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    request: LogoutRequest,
) -> str:
    """The address by which the provider hears that its logout request has been carried out."""
    settings = make_library_settings(service, provider)
    answer = LibraryLogoutResponse(settings)
    answer.build(_escape(request.message_id))
    auth = LibraryAuth(describe_request(service.logout_address), old_settings=settings)
    parameters = {"SAMLResponse": answer.get_response()}
    if request.relay_state:
        parameters["RelayState"] = request.relay_state
    auth.add_response_signature(parameters, Constants.RSA_SHA256)
    where = provider.logout_answer_address or provider.logout_address
    address: str = auth.redirect_to(where, parameters)
    return address


def read_logout_request(
    query_string: str,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    now: datetime,
) -> LogoutRequest:
    """What a signed request to sign somebody out says; raises `Rejected` with the reason."""
    query = _read_query(query_string)
    root = _read_signed(query, query_string, "SAMLRequest", service=service, provider=provider)
    if root.tag != LOGOUT_REQUEST:
        raise Rejected(Reason.MISSHAPEN, "not a logout request")
    ends_at = _check_message(root, service=service, provider=provider, now=now)
    names = root.findall("saml:NameID", NAMESPACES)
    if len(names) != 1 or len(names[0]) or not (names[0].text or "").strip():
        raise Rejected(Reason.NO_SUBJECT)
    indexes = (node.text or "" for node in root.iterfind("samlp:SessionIndex", NAMESPACES))
    return LogoutRequest(
        message_id=str(root.get("ID")),
        subject=(names[0].text or "").strip(),
        session_indexes=tuple(index.strip() for index in indexes if index.strip()),
        relay_state=query.get("RelayState", ""),
        ends_at=ends_at,
    )


def read_logout_answer(
    query_string: str,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    now: datetime,
) -> str:
    """Which of our logout requests a signed answer belongs to; raises `Rejected` otherwise."""
    query = _read_query(query_string)
    root = _read_signed(query, query_string, "SAMLResponse", service=service, provider=provider)
    if root.tag != LOGOUT_RESPONSE:
        raise Rejected(Reason.MISSHAPEN, "not a logout answer")
    _check_message(root, service=service, provider=provider, now=now)
    code = root.find("samlp:Status/samlp:StatusCode", NAMESPACES)
    if code is None or code.get("Value") != SUCCESS:
        raise Rejected(Reason.NOT_SUCCESSFUL)
    return str(root.get("InResponseTo") or "")


def _read_query(query_string: str) -> dict[str, str]:
    """The parameters, each of them once and by its plain name.

    With two of a name, or one in other signs, one might be checked and the other read.
    """
    if len(query_string) > MOST_BYTES:
        raise Rejected(Reason.TOO_LARGE)
    query = dict(parse_qsl(query_string, keep_blank_values=True))
    names = sorted(part.partition("=")[0] for part in query_string.split("&"))
    if names != sorted(query) or not set(names) <= _PARAMETERS:
        raise Rejected(Reason.MISSHAPEN, "the parameters")
    if "SAMLRequest" in query and "SAMLResponse" in query:
        raise Rejected(Reason.MISSHAPEN, "two messages")
    return query


def _read_signed(
    query: Mapping[str, str],
    query_string: str,
    message: str,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
) -> etree._Element:
    """The root of a message whose signature, over the address as it came, is the provider's."""
    root = parse(read_redirect(query.get(message, "")))
    if not query.get("Signature"):
        raise Rejected(Reason.NO_SIGNATURE)
    if query.get("SigAlg") not in SIGNATURE_METHODS:
        raise Rejected(Reason.WEAK_ALGORITHM)
    settings = make_library_settings(service, provider)
    described = describe_request(service.logout_address, dict(query))
    described |= {"validate_signature_from_qs": True, "query_string": query_string}
    auth = LibraryAuth(described, old_settings=settings)
    check = (
        auth.validate_request_signature
        if message == "SAMLRequest"
        else auth.validate_response_signature
    )
    if not check(dict(query)):
        raise Rejected(Reason.BAD_SIGNATURE)
    return root


def _check_message(
    root: etree._Element,
    *,
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    now: datetime,
) -> datetime:
    """Checks from whom, for whom and for when a message is; returns when it counts no more."""
    issuers = root.findall("saml:Issuer", NAMESPACES)
    if len(issuers) != 1 or issuers[0].text != provider.entity_id:
        raise Rejected(Reason.WRONG_ISSUER)
    if root.get("Destination") != service.logout_address:
        raise Rejected(Reason.WRONG_DESTINATION)
    if not root.get("ID"):
        raise Rejected(Reason.MISSHAPEN, "no ID")
    issued = read_time(root.get("IssueInstant"))
    if issued is None:
        raise Rejected(Reason.NO_TIMES)
    if now < issued - SKEW:
        raise Rejected(Reason.TOO_EARLY)
    ends = issued + COUNTS_FOR
    if "NotOnOrAfter" in root.attrib:
        said = read_time(root.get("NotOnOrAfter"))
        if said is None:
            raise Rejected(Reason.NO_TIMES)
        ends = min(ends, said)
    if now >= ends + SKEW:
        raise Rejected(Reason.TOO_LATE)
    return ends + SKEW


def _escape(text: str) -> str:
    """For the library, which puts it into XML as it is."""
    return escape(text)
