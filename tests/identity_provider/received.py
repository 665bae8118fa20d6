"""What the portal sends, read as the provider that receives it: requests and logout answers."""

import base64
from dataclasses import dataclass

from lxml import etree

from tests.identity_provider.redirects import inflate, is_query_signed, split_query
from tests.identity_provider.signing import find_intact
from tests.identity_provider.vocabulary import SAML, find, parse


@dataclass(frozen=True, kw_only=True)
class Received:
    """One message: an AuthnRequest, a LogoutRequest or a LogoutResponse.

    `signed` says whether the certificate given vouches for it, and is False without one.
    """

    xml: bytes
    root: etree._Element
    parameter: str
    relay_state: str | None
    signed: bool
    signature_algorithm: str | None

    @property
    def kind(self) -> str:
        """The message's element: `AuthnRequest`, `LogoutRequest` or `LogoutResponse`."""
        return etree.QName(self.root).localname

    @property
    def id(self) -> str | None:
        """The message's ID, which the answer names as its InResponseTo."""
        return self.root.get("ID")

    @property
    def in_response_to(self) -> str | None:
        """The ID of the provider's own request that this answers."""
        return self.root.get("InResponseTo")

    @property
    def destination(self) -> str | None:
        """Where the message says that it goes."""
        return self.root.get("Destination")

    @property
    def acs_address(self) -> str | None:
        """Where an AuthnRequest wants its answer."""
        return self.root.get("AssertionConsumerServiceURL")

    @property
    def issuer(self) -> str | None:
        """The sender's entity ID."""
        return self.root.findtext(f"{{{SAML}}}Issuer")

    @property
    def name_id(self) -> str | None:
        """Whom a LogoutRequest is about."""
        return self.root.findtext(f"{{{SAML}}}NameID")

    @property
    def session_indexes(self) -> tuple[str, ...]:
        """Which sessions a LogoutRequest is about."""
        return tuple(index.text or "" for index in find(self.root, "samlp:SessionIndex"))


def read_redirect(address: str, certificate_pem: bytes | None = None) -> Received:
    """The message in an address; one that inflates to more than 256 KB raises `ValueError`."""
    values = split_query(address)
    parameter = "SAMLRequest" if "SAMLRequest" in values else "SAMLResponse"
    xml = inflate(base64.b64decode(values[parameter][1], validate=True))
    return Received(
        xml=xml,
        root=parse(xml),
        parameter=parameter,
        relay_state=values["RelayState"][1] if "RelayState" in values else None,
        signed=certificate_pem is not None and is_query_signed(address, parameter, certificate_pem),
        signature_algorithm=values["SigAlg"][1] if "SigAlg" in values else None,
    )


def read_post(form: dict[str, str], certificate_pem: bytes | None = None) -> Received:
    """The message in a form's fields, its signature inside the XML."""
    parameter = "SAMLRequest" if "SAMLRequest" in form else "SAMLResponse"
    xml = base64.b64decode(form[parameter], validate=True)
    root = parse(xml)
    methods = find(root, "ds:Signature/ds:SignedInfo/ds:SignatureMethod")
    return Received(
        xml=xml,
        root=root,
        parameter=parameter,
        relay_state=form.get("RelayState"),
        signed=certificate_pem is not None and _is_root_signed(xml, root, certificate_pem),
        signature_algorithm=methods[0].get("Algorithm") if methods else None,
    )


def _is_root_signed(xml: bytes, root: etree._Element, certificate_pem: bytes) -> bool:
    return any(
        piece.tag == root.tag and piece.get("ID") == root.get("ID")
        for piece in find_intact(xml, certificate_pem)
    )
