"""Who may ask by SAML: whoever has metadata below the portal's path on this machine."""

from dataclasses import dataclass

from onelogin.saml2.utils import OneLogin_Saml2_Utils

from sandbox.servers.unilogin.fetching import (
    KEPT_SECONDS,
    NotFetched,
    fetch,
    find_origin,
    split_local,
)
from sandbox.servers.unilogin.saml_names import (
    NAMESPACES,
    POST,
    REDIRECT,
    BadXml,
    Element,
    parse,
)
from sandbox.servers.unilogin.shelves import Shelf

METADATA_PATH = "/log-ind/saml/"


class UnknownRequester(Exception):
    """Nobody known asks; the words say why, to the makers of whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Requester:
    """What metadata say: certificates as PEM, and addresses, the default one first."""

    entity_id: str
    signing: tuple[str, ...]
    encryption: str
    consumers: tuple[str, ...]
    logout: str = ""
    logout_answers: str = ""


class Requesters:
    """The requesters, each read anew after a minute."""

    def __init__(self) -> None:
        self._kept: Shelf[Requester] = Shelf(seconds=KEPT_SECONDS)

    def find(self, entity_id: str) -> Requester:
        """Raises `UnknownRequester`."""
        kept = self._kept.find(entity_id)
        if kept is not None:
            return kept
        parts = split_local(entity_id)
        if parts is None or not parts.path.startswith(METADATA_PATH):
            raise UnknownRequester("the issuer is not the address of metadata on this machine")
        try:
            requester = read_requester(parse(fetch(entity_id)), entity_id)
        except (NotFetched, BadXml) as error:
            raise UnknownRequester(f"no metadata: {error}") from error
        self._kept.keep(requester, key=entity_id)
        return requester

    def forget(self, entity_id: str) -> None:
        """Reads the metadata anew when they are needed next."""
        self._kept.take(entity_id)


def read_requester(root: Element, entity_id: str) -> Requester:
    """The requester of metadata; raises `UnknownRequester` where something is missing."""
    part = root.find("md:SPSSODescriptor", NAMESPACES)
    if part is None or root.get("entityID") != entity_id:
        raise UnknownRequester("the metadata are not of this requester")
    signing, encryption = (
        _list_certificates(part, "signing"),
        _list_certificates(part, "encryption"),
    )
    consumers = _list_consumers(part, entity_id)
    if not (signing and encryption and consumers):
        raise UnknownRequester("the metadata lack a certificate or an address for answers")
    logout, answers = _find_logout(part, entity_id)
    return Requester(
        entity_id=entity_id,
        signing=signing,
        encryption=encryption[0],
        consumers=consumers,
        logout=logout,
        logout_answers=answers or logout,
    )


def _list_certificates(part: Element, use: str) -> tuple[str, ...]:
    """The certificates for a use; a key without a use is for both."""
    return tuple(
        OneLogin_Saml2_Utils.format_cert("".join((found.text or "").split()))
        for key in part.iterfind("md:KeyDescriptor", NAMESPACES)
        if key.get("use", use) == use
        for found in key.iterfind(".//ds:X509Certificate", NAMESPACES)
    )


def _list_consumers(part: Element, entity_id: str) -> tuple[str, ...]:
    rows = [
        row
        for row in part.iterfind("md:AssertionConsumerService", NAMESPACES)
        if row.get("Binding") == POST
    ]
    rows.sort(key=lambda row: row.get("isDefault") != "true")
    return tuple(row.get("Location") for row in rows if _is_at(row.get("Location"), entity_id))


def _find_logout(part: Element, entity_id: str) -> tuple[str, str]:
    for row in part.iterfind("md:SingleLogoutService", NAMESPACES):
        if row.get("Binding") == REDIRECT and _is_at(row.get("Location"), entity_id):
            answers = row.get("ResponseLocation") or ""
            return row.get("Location"), answers if _is_at(answers, entity_id) else ""
    return "", ""


def _is_at(address: str | None, entity_id: str) -> bool:
    """Whether an address is where the metadata are."""
    if not address or split_local(address) is None:
        return False
    return find_origin(address) == find_origin(entity_id)
