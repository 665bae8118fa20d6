"""Single logout: requests and answers, to be sent by redirect or by POST."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from tests.identity_provider.keys import KeyPair
from tests.identity_provider.redirects import write_redirect
from tests.identity_provider.responses import encode_post
from tests.identity_provider.signing import RSA_SHA256, SHA256, sign
from tests.identity_provider.vocabulary import (
    PERSISTENT,
    SUCCESS,
    new_id,
    parse,
    saml,
    samlp,
    write,
    write_time,
)

LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class LogoutRequest:
    """All that a LogoutRequest holds; `None` leaves a part out."""

    id: str | None
    issuer: str | None
    destination: str | None
    issue_instant: datetime
    not_on_or_after: datetime | None
    name_id: str | None
    name_id_format: str | None = PERSISTENT
    session_indexes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LogoutResponse:
    """All that a LogoutResponse holds; `None` leaves a part out."""

    id: str | None
    issuer: str | None
    destination: str | None
    issue_instant: datetime
    in_response_to: str | None
    status: str = SUCCESS


def make_logout_request(
    *,
    now: datetime,
    issuer: str,
    destination: str,
    name_id: str,
    session_indexes: tuple[str, ...] = (),
) -> LogoutRequest:
    """An honest request, good for five minutes."""
    return LogoutRequest(
        id=new_id(),
        issuer=issuer,
        destination=destination,
        issue_instant=now,
        not_on_or_after=now + LIFETIME,
        name_id=name_id,
        session_indexes=session_indexes,
    )


def make_logout_response(
    *, now: datetime, issuer: str, destination: str, in_response_to: str
) -> LogoutResponse:
    """An honest answer to the request of that ID."""
    return LogoutResponse(
        id=new_id(),
        issuer=issuer,
        destination=destination,
        issue_instant=now,
        in_response_to=in_response_to,
    )


def write_logout(message: LogoutRequest | LogoutResponse) -> bytes:
    """The message as XML, unsigned."""
    issuer = [] if message.issuer is None else [saml.Issuer(message.issuer)]
    attributes = {
        "ID": message.id,
        "Version": "2.0",
        "IssueInstant": write_time(message.issue_instant),
        "Destination": message.destination,
    }
    if isinstance(message, LogoutResponse):
        status = samlp.Status(samlp.StatusCode(Value=message.status))
        attributes["InResponseTo"] = message.in_response_to
        return write(samlp.LogoutResponse(_present(attributes), *issuer, status))
    until = message.not_on_or_after
    attributes["NotOnOrAfter"] = None if until is None else write_time(until)
    parts = issuer + _build_name_id(message) + [*map(samlp.SessionIndex, message.session_indexes)]
    return write(samlp.LogoutRequest(_present(attributes), *parts))


def send_by_redirect(
    message: LogoutRequest | LogoutResponse,
    address: str,
    *,
    relay_state: str | None = None,
    sign_with: KeyPair | None = None,
    signature_algorithm: str = RSA_SHA256,
) -> str:
    """The address that a browser is sent to, with the message in its query."""
    return write_redirect(
        address,
        write_logout(message),
        parameter=_name_parameter(message),
        relay_state=relay_state,
        sign_with=sign_with,
        signature_algorithm=signature_algorithm,
    )


def send_by_post(
    message: LogoutRequest | LogoutResponse,
    *,
    relay_state: str | None = None,
    sign_with: KeyPair | None = None,
    signature_algorithm: str = RSA_SHA256,
    digest_algorithm: str = SHA256,
) -> dict[str, str]:
    """The fields of the form that a browser posts, with the signature inside the message."""
    xml = write_logout(message)
    if sign_with is not None:
        xml = write(
            sign(
                parse(xml),
                sign_with,
                signature_algorithm=signature_algorithm,
                digest_algorithm=digest_algorithm,
            )
        )
    state = {} if relay_state is None else {"RelayState": relay_state}
    return {_name_parameter(message): encode_post(xml), **state}


def _name_parameter(message: LogoutRequest | LogoutResponse) -> str:
    return "SAMLRequest" if isinstance(message, LogoutRequest) else "SAMLResponse"


def _build_name_id(message: LogoutRequest) -> list[etree._Element]:
    if message.name_id is None:
        return []
    return [saml.NameID(message.name_id, _present({"Format": message.name_id_format}))]


def _present(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value is not None}
