"""An identity provider as its metadata describes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as MetadataParser
from onelogin.saml2.utils import OneLogin_Saml2_Utils as LibraryUtils

from core.login.refusals import Reason, Rejected
from core.login.saml.names import DS, NAMESPACES
from core.login.saml.reading import parse
from core.login.saml.shape import check_signed_root
from core.login.saml.times import read_time

# A certificate that ends sooner is worth telling its owner of.
ENDS_SOON = timedelta(days=30)
MD = NAMESPACES["md"]
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True, kw_only=True)
class SamlIdentityProvider:
    """Whom answers must come from, where questions go, and the certificates that count.

    `certificates` are those for signatures, in PEM without their frame.
    """

    entity_id: str
    sign_on_address: str
    logout_address: str
    logout_answer_address: str
    certificates: tuple[str, ...]
    valid_until: datetime | None

    def list_ends(self) -> tuple[datetime, ...]:
        """When each certificate ends."""
        return tuple(_load(text).not_valid_after_utc for text in self.certificates)

    def ends_soon(self, *, now: datetime) -> bool:
        """Whether no certificate is left in 30 days."""
        return max(self.list_ends()) < now + ENDS_SOON


@lru_cache(maxsize=64)
def read_identity_provider(
    metadata: str, *, certificate: str = "", may_be_local: bool = False
) -> SamlIdentityProvider:
    """The identity provider of a metadata document with exactly one.

    With a `certificate` in PEM the document must be signed by it. Raises `Rejected` with the
    reason `NOT_SET_UP` for what cannot be relied on: then nobody is signed in by it.
    """
    try:
        root = parse(metadata.encode(), drops_comments=True)
    except Rejected as error:
        raise Rejected(Reason.NOT_SET_UP, f"metadata: {error}") from None
    if certificate:
        _check_signed(root, certificate)
    entities = root.iter(f"{{{MD}}}EntityDescriptor")
    found = [one for one in entities if one.find(f"{{{MD}}}IDPSSODescriptor") is not None]
    if len(found) != 1:
        raise Rejected(Reason.NOT_SET_UP, "metadata: not exactly one identity provider")
    # The library falls over one that is empty.
    if not all((one.text or "").strip() for one in root.iter(f"{{{DS}}}X509Certificate")):
        raise Rejected(Reason.NOT_SET_UP, "metadata: an empty certificate")
    read = MetadataParser.parse(root).get("idp", {})
    several = read.get("x509certMulti", {}).get("signing", [])
    certificates = tuple(dict.fromkeys(several or filter(None, [read.get("x509cert", "")])))
    if not certificates:
        # Never "anybody may sign": without a certificate nobody can.
        raise Rejected(Reason.NOT_SET_UP, "metadata: no certificate")
    for text in certificates:
        _load(text)
    provider = SamlIdentityProvider(
        entity_id=read.get("entityId") or "",
        sign_on_address=_find_address(found[0], "SingleSignOnService", may_be_local=may_be_local),
        logout_address=_find_address(found[0], "SingleLogoutService", may_be_local=may_be_local),
        logout_answer_address=_find_address(
            found[0], "SingleLogoutService", "ResponseLocation", may_be_local=may_be_local
        ),
        certificates=certificates,
        valid_until=_find_end(root, found[0]),
    )
    if not provider.entity_id or not provider.sign_on_address:
        raise Rejected(Reason.NOT_SET_UP, "metadata: no address to sign in at by redirect")
    return provider


def _check_signed(root: etree._Element, certificate: str) -> None:
    """The library looks whether some signature is right, and not what it is a signature of."""
    try:
        check_signed_root(root)
    except Rejected as error:
        raise Rejected(Reason.NOT_SET_UP, f"metadata: {error}") from None
    if not LibraryUtils.validate_metadata_sign(root, cert=certificate):
        raise Rejected(Reason.NOT_SET_UP, "metadata: not signed by the certificate")


def _find_end(*elements: etree._Element) -> datetime | None:
    """The earliest moment at which one ends; raises `Rejected` for an end that says nothing."""
    ends = []
    for element in elements:
        text = element.get("validUntil")
        if text is not None:
            end = read_time(text)
            if end is None:
                raise Rejected(Reason.NOT_SET_UP, "metadata: an end that cannot be read")
            ends.append(end)
    return min(ends, default=None)


def _find_address(
    entity: etree._Element, service: str, attribute: str = "Location", *, may_be_local: bool
) -> str:
    """The address of a service by redirect; "" where there is none that may be used."""
    path = f"md:IDPSSODescriptor/md:{service}[@Binding='{Constants.BINDING_HTTP_REDIRECT}']"
    for node in entity.findall(path, NAMESPACES):
        address = str(node.get(attribute) or "")
        parts = urlsplit(address)
        is_local = may_be_local and parts.hostname in _LOCAL_HOSTS
        if parts.scheme == "https" or (is_local and parts.scheme == "http"):
            return address
    return ""


def _load(text: str) -> x509.Certificate:
    try:
        framed = LibraryUtils.format_cert(text)
        return x509.load_pem_x509_certificate(framed.encode())
    except ValueError:
        raise Rejected(Reason.NOT_SET_UP, "metadata: a certificate that cannot be read") from None
