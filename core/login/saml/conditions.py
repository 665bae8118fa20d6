"""For whom, for what and until when an answer counts: all that python3-saml leaves open.

The library takes what is missing for granted, compares addresses by their beginnings, and allows
five minutes of difference between clocks. Here everything has to be there, and to be exact.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from core.login.refusals import Reason, Rejected
from core.login.saml.names import ASSERTION, BEARER, NAMESPACES, SAML
from core.login.saml.service_provider import ServiceProvider
from core.login.saml.times import read_time

SKEW = timedelta(seconds=60)
# Some providers let everything last for an hour, and begin five minutes early. Our own questions
# are answered within ten minutes anyway.
LONGEST = timedelta(minutes=75)
LONGEST_UNASKED = timedelta(minutes=10)
_KNOWN_CONDITIONS = frozenset(
    f"{{{SAML}}}{name}" for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")
)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What an answer must fit: whom it comes from, and the question that it answers.

    Without a `request_id` nobody asked, and it must not say that somebody did.
    """

    issuer: str
    request_id: str | None
    now: datetime


def check_conditions(
    response: etree._Element, *, service: ServiceProvider, expected: Expected
) -> datetime:
    """Raises `Rejected` unless the answer is for us, for this question and for now.

    Returns the moment from which on it can no longer be used, not even a second time.
    """
    assertion = response.find(f"{ASSERTION}")
    if assertion is None:
        raise Rejected(Reason.MISSHAPEN, "no assertion")
    _check_issuers(response, assertion, expected.issuer)
    if response.get("Destination") != service.answer_address:
        raise Rejected(Reason.WRONG_DESTINATION)
    if response.get("InResponseTo") != expected.request_id:
        raise Rejected(Reason.NOT_ASKED_FOR)
    for element in (response, assertion):
        _check_not_ahead(element.get("IssueInstant"), now=expected.now)
    ends = _check_period(assertion, now=expected.now)
    _check_audience(assertion, service.entity_id)
    _check_confirmation(assertion, service=service, expected=expected)
    _check_session(assertion, now=expected.now)
    return ends + SKEW


def _check_issuers(response: etree._Element, assertion: etree._Element, issuer: str) -> None:
    for element in (response, assertion):
        found = element.findall("saml:Issuer", NAMESPACES)
        if len(found) != 1 or found[0].text != issuer:
            raise Rejected(Reason.WRONG_ISSUER)


def _check_period(assertion: etree._Element, *, now: datetime) -> datetime:
    found = assertion.findall("saml:Conditions", NAMESPACES)
    if len(found) != 1:
        raise Rejected(Reason.NO_TIMES, "conditions")
    if not {child.tag for child in found[0]} <= _KNOWN_CONDITIONS:
        raise Rejected(Reason.MISSHAPEN, "an unknown condition")
    begins = read_time(found[0].get("NotBefore"))
    ends = read_time(found[0].get("NotOnOrAfter"))
    if begins is None or ends is None:
        raise Rejected(Reason.NO_TIMES, "conditions")
    if now < begins - SKEW:
        raise Rejected(Reason.TOO_EARLY)
    if now >= ends + SKEW:
        raise Rejected(Reason.TOO_LATE)
    if ends - begins > LONGEST:
        raise Rejected(Reason.TOO_LONG)
    return ends


def _check_audience(assertion: etree._Element, entity_id: str) -> None:
    """What is also for another service could be handed on by that service: it is for us alone."""
    found = assertion.findall("saml:Conditions/saml:AudienceRestriction/saml:Audience", NAMESPACES)
    if [element.text for element in found] != [entity_id]:
        raise Rejected(Reason.WRONG_AUDIENCE)


def _check_confirmation(
    assertion: etree._Element, *, service: ServiceProvider, expected: Expected
) -> None:
    found = assertion.findall("saml:Subject/saml:SubjectConfirmation", NAMESPACES)
    if len(found) != 1 or found[0].get("Method") != BEARER:
        raise Rejected(Reason.WRONG_CONFIRMATION)
    data = found[0].findall("saml:SubjectConfirmationData", NAMESPACES)
    if len(data) != 1:
        raise Rejected(Reason.WRONG_CONFIRMATION)
    if data[0].get("Recipient") != service.answer_address:
        raise Rejected(Reason.WRONG_RECIPIENT)
    if data[0].get("InResponseTo") != expected.request_id:
        raise Rejected(Reason.NOT_ASKED_FOR, "confirmation")
    ends = read_time(data[0].get("NotOnOrAfter"))
    if ends is None:
        raise Rejected(Reason.NO_TIMES, "confirmation")
    if expected.now >= ends + SKEW:
        raise Rejected(Reason.TOO_LATE, "confirmation")
    longest = LONGEST if expected.request_id is not None else LONGEST_UNASKED
    if ends > expected.now + longest + SKEW:
        raise Rejected(Reason.TOO_LONG, "confirmation")
    begins = data[0].get("NotBefore")
    if begins is not None:
        _check_not_ahead(begins, now=expected.now)


def _check_session(assertion: etree._Element, *, now: datetime) -> None:
    found = assertion.findall("saml:AuthnStatement", NAMESPACES)
    if len(found) != 1:
        raise Rejected(Reason.MISSHAPEN, "no statement of how somebody was authenticated")
    _check_not_ahead(found[0].get("AuthnInstant"), now=now)
    if "SessionNotOnOrAfter" in found[0].attrib:
        ends = read_time(found[0].get("SessionNotOnOrAfter"))
        if ends is None or now >= ends + SKEW:
            raise Rejected(Reason.TOO_LATE, "session")


def _check_not_ahead(text: str | None, *, now: datetime) -> None:
    moment = read_time(text)
    if moment is None:
        raise Rejected(Reason.NO_TIMES)
    if now < moment - SKEW:
        raise Rejected(Reason.TOO_EARLY)
