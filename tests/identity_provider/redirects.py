"""The HTTP-Redirect binding: messages in addresses, deflated, with a signature over the query."""

import base64
import zlib
from urllib.parse import quote, unquote_plus, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_pem_x509_certificate

from tests.identity_provider.keys import KeyPair
from tests.identity_provider.signing import RSA_SHA1, RSA_SHA256, RSA_SHA384, RSA_SHA512

LIMIT = 256 * 1024
RAW_DEFLATE = -15
HASHES: dict[str, hashes.HashAlgorithm] = {
    RSA_SHA1: hashes.SHA1(),  # noqa: S303 - providers with old software are played too
    RSA_SHA256: hashes.SHA256(),
    RSA_SHA384: hashes.SHA384(),
    RSA_SHA512: hashes.SHA512(),
}


def write_redirect(
    address: str,
    xml: bytes,
    *,
    parameter: str = "SAMLRequest",
    relay_state: str | None = None,
    sign_with: KeyPair | None = None,
    signature_algorithm: str = RSA_SHA256,
) -> str:
    """The address that carries the message, its parameters in the order that is signed."""
    pairs = [(parameter, base64.b64encode(deflate(xml)).decode())]
    if relay_state is not None:
        pairs.append(("RelayState", relay_state))
    if sign_with is not None:
        pairs.append(("SigAlg", signature_algorithm))
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    if sign_with is not None:
        signature = sign_with.private_key.sign(
            query.encode(), padding.PKCS1v15(), HASHES[signature_algorithm]
        )
        query += f"&Signature={quote(base64.b64encode(signature), safe='')}"
    return f"{address}{'&' if urlsplit(address).query else '?'}{query}"


def deflate(xml: bytes) -> bytes:
    """The bytes in raw DEFLATE (RFC 1951), as the binding wants them."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, RAW_DEFLATE)
    return compressor.compress(xml) + compressor.flush()


def inflate(compressed: bytes, *, limit: int = LIMIT) -> bytes:
    """The bytes that were deflated; more than `limit` of them raise `ValueError`."""
    decompressor = zlib.decompressobj(RAW_DEFLATE)
    plain = decompressor.decompress(compressed, limit)
    if decompressor.unconsumed_tail or not decompressor.eof:
        raise ValueError(f"more than {limit} bytes, or cut off")
    return plain


def inflate_to(size: int, xml: bytes) -> bytes:
    """The message with spaces after it up to that size: small when deflated, large after."""
    return xml.ljust(size)


def split_query(address: str) -> dict[str, tuple[str, str]]:
    """Each parameter's value, as it was sent and decoded; one that comes twice is refused."""
    values: dict[str, tuple[str, str]] = {}
    for part in urlsplit(address).query.split("&"):
        name, _, value = part.partition("=")
        if name in values:
            raise ValueError(f"{name} comes twice")
        values[name] = (value, unquote_plus(value))
    return values


def is_query_signed(address: str, parameter: str, certificate_pem: bytes) -> bool:
    """Whether the query has a signature of the certificate's key over what was sent."""
    values = split_query(address)
    if "Signature" not in values or values.get("SigAlg", ("", ""))[1] not in HASHES:
        return False
    names = [name for name in (parameter, "RelayState", "SigAlg") if name in values]
    signed = "&".join(f"{name}={values[name][0]}" for name in names)
    key = load_pem_x509_certificate(certificate_pem).public_key()
    if not isinstance(key, RSAPublicKey):
        raise TypeError("no RSA certificate")
    try:
        key.verify(
            base64.b64decode(values["Signature"][1]),
            signed.encode(),
            padding.PKCS1v15(),
            HASHES[values["SigAlg"][1]],
        )
    except InvalidSignature:
        return False
    return True
