"""XML Encryption of an element for whoever holds the key of a certificate."""

import xmlsec
from lxml import etree

from tests.identity_provider.vocabulary import find, parse, saml, write

AES128_GCM = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
AES256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
AES256_CBC = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
RSA_OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
RSA_1_5 = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"

CONTENT_TRANSFORMS = {
    AES128_GCM: (xmlsec.Transform.AES128_GCM, 128),
    AES256_GCM: (xmlsec.Transform.AES256_GCM, 256),
    AES256_CBC: (xmlsec.Transform.AES256, 256),
}
TRANSPORT_TRANSFORMS = {
    RSA_OAEP: xmlsec.Transform.RSA_OAEP,
    RSA_1_5: xmlsec.Transform.RSA_PKCS1,
}


def encrypt(
    element: etree._Element,
    certificate_pem: bytes,
    *,
    content_algorithm: str = AES256_GCM,
    key_transport: str = RSA_OAEP,
) -> etree._Element:
    """The xenc:EncryptedData that holds the element and, in its KeyInfo, the encrypted key."""
    content, bits = CONTENT_TRANSFORMS[content_algorithm]
    plain = parse(write(element))
    template = xmlsec.template.encrypted_data_create(
        plain, content, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    key_info = xmlsec.template.encrypted_data_ensure_key_info(template, ns="ds")
    encrypted_key = xmlsec.template.add_encrypted_key(key_info, TRANSPORT_TRANSFORMS[key_transport])
    xmlsec.template.encrypted_data_ensure_cipher_value(encrypted_key)
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_memory(certificate_pem, xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(keys)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, bits, xmlsec.KeyDataType.SESSION)
    return parse(write(context.encrypt_xml(template, plain)))


def encrypt_assertions(xml: bytes, certificate_pem: bytes) -> bytes:
    """The Response with each Assertion of its own encrypted: an attack may come inside, too."""
    root = parse(xml)
    for assertion in find(root, "/samlp:Response/saml:Assertion"):
        root.replace(assertion, saml.EncryptedAssertion(encrypt(assertion, certificate_pem)))
    return write(root)
