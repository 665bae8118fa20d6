"""Messages of SAML in the query of an address: signed when sent, checked when read."""

import binascii
import zlib
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote_plus, urlencode, urlsplit

from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from xmlsec import constants

from sandbox.servers.exchange import Question
from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.saml_names import NAMESPACES, BadXml, Element, find_text, parse
from sandbox.servers.unilogin.saml_requesters import Requester, Requesters, UnknownRequester

MOST_BYTES = 100_000
SKEW_SECONDS = 300
_ALGORITHMS = (Names.RSA_SHA256, Names.RSA_SHA384, Names.RSA_SHA512)
_SIGNED = ("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg")


class BadMessage(Exception):
    """A message that nothing may be done about; the words are for the makers of its sender."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message whose signature is its sender's."""

    root: Element
    requester: Requester
    relay_state: str

    @property
    def name(self) -> str:
        """What the message is, such as `AuthnRequest`."""
        return str(self.root.tag).rpartition("}")[2]

    @property
    def id(self) -> str:
        return self.root.get("ID", "")


def read_message(question: Question, requesters: Requesters, *, destination: str) -> Message:
    """The message of a question; raises `BadMessage`."""
    raw = _split_query(question.raw_query)
    kind = "SAMLRequest" if "SAMLRequest" in raw else "SAMLResponse"
    try:
        root = parse(inflate(unquote_plus(raw.get(kind, ""))))
        issuer = find_text(root, "saml:Issuer")
        requester = requesters.find(issuer)
    except (BadXml, UnknownRequester) as error:
        raise BadMessage(str(error)) from error
    if not _is_signed_by(requester, raw):
        # The requester may have a new key.
        requesters.forget(issuer)
        raise BadMessage("the message is not signed by its issuer")
    if root.tag.rpartition("}")[0] != f"{{{NAMESPACES['samlp']}" or not root.get("ID"):
        raise BadMessage("this is no message of SAML 2.0")
    if root.get("Destination") not in {None, destination}:
        raise BadMessage("the message is for another address")
    _check_age(root.get("IssueInstant", ""))
    return Message(
        root=root, requester=requester, relay_state=unquote_plus(raw.get("RelayState", ""))
    )


def make_address(
    address: str, kind: str, message: bytes, *, key: SigningKey, relay_state: str = ""
) -> str:
    """An address that carries a message, signed; `kind` is `SAMLRequest` or `SAMLResponse`."""
    packed = OneLogin_Saml2_Utils.deflate_and_base64_encode(message)
    state = {"RelayState": relay_state} if relay_state else {}
    query = urlencode({kind: packed, **state, "SigAlg": Names.RSA_SHA256})
    signature = OneLogin_Saml2_Utils.sign_binary(
        query, key.private, algorithm=constants.TransformRsaSha256
    )
    mark = "&" if urlsplit(address).query else "?"
    encoded = urlencode({"Signature": OneLogin_Saml2_Utils.b64encode(signature)})
    return f"{address}{mark}{query}&{encoded}"


def inflate(packed: str) -> bytes:
    """What is packed into a query, up to a size; raises `BadMessage`."""
    try:
        unpacking = zlib.decompressobj(-15)
        content = unpacking.decompress(b64decode(packed, validate=True), MOST_BYTES)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BadMessage("the message is not packed as it should be") from error
    if not content or unpacking.unconsumed_tail:
        raise BadMessage("there is no message, or too much of one")
    return content


def _split_query(raw: str) -> dict[str, str]:
    """The parts of a query as they were written; raises `BadMessage` where one comes twice."""
    parts: dict[str, str] = {}
    for pair in raw.split("&"):
        name, _, value = pair.partition("=")
        if name in parts:
            raise BadMessage(f"{name} comes twice")
        parts[name] = value
    return parts


def _is_signed_by(requester: Requester, raw: dict[str, str]) -> bool:
    algorithm = unquote_plus(raw.get("SigAlg", ""))
    if algorithm not in _ALGORITHMS:
        return False
    try:
        signature = b64decode(unquote_plus(raw.get("Signature", "")), validate=True)
    except binascii.Error:
        return False
    signed = "&".join(f"{name}={raw[name]}" for name in _SIGNED if name in raw)
    return any(
        OneLogin_Saml2_Utils.validate_binary_sign(signed, signature, certificate, algorithm)
        for certificate in requester.signing
    )


def _check_age(instant: str) -> None:
    try:
        said = datetime.fromisoformat(instant)
    except ValueError:
        raise BadMessage("IssueInstant is no moment") from None
    if said.tzinfo is None or abs((datetime.now(UTC) - said).total_seconds()) > SKEW_SECONDS:
        raise BadMessage("the message is too old, or of the future")
