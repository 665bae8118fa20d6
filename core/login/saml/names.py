"""The names of SAML that several modules use."""

from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants

SAMLP, SAML, DS, XENC = (
    Constants.NS_SAMLP,
    Constants.NS_SAML,
    Constants.NS_DS,
    Constants.NS_XENC,
)
NAMESPACES = {"samlp": SAMLP, "saml": SAML, "ds": DS, "xenc": XENC, "md": Constants.NS_MD}

RESPONSE, ASSERTION = f"{{{SAMLP}}}Response", f"{{{SAML}}}Assertion"
ENCRYPTED_ASSERTION = f"{{{SAML}}}EncryptedAssertion"
SIGNATURE = f"{{{DS}}}Signature"
LOGOUT_REQUEST, LOGOUT_RESPONSE = f"{{{SAMLP}}}LogoutRequest", f"{{{SAMLP}}}LogoutResponse"

# fmt: off
SIGNATURE_METHODS = frozenset({
    Constants.RSA_SHA256, Constants.RSA_SHA384, Constants.RSA_SHA512,
    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
})
# fmt: on
DIGEST_METHODS = frozenset({Constants.SHA256, Constants.SHA384, Constants.SHA512})
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
TRANSFORMS = frozenset({"http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE})
# Those that also show whether what is encrypted was changed: of others, errors tell the content.
CONTENT_METHODS = frozenset(
    {
        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
        "http://www.w3.org/2009/xmlenc11#aes192-gcm",
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    }
)
KEY_METHODS = frozenset(
    {
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        "http://www.w3.org/2009/xmlenc11#rsa-oaep",
    }
)
BEARER = Constants.CM_BEARER
SUCCESS = Constants.STATUS_SUCCESS
TRANSIENT = Constants.NAMEID_TRANSIENT
# What SAML 2.0 names, by the last part, when somebody is not authenticated.
STATUSES = frozenset(
    {
        *("Requester", "Responder", "VersionMismatch", "AuthnFailed", "InvalidNameIDPolicy"),
        *("NoAuthnContext", "NoPassive", "RequestDenied", "RequestUnsupported"),
        *("UnknownPrincipal", "UnsupportedBinding", "InvalidAttrNameOrValue"),
        *("NoAvailableIDP", "NoSupportedIDP", "PartialLogout", "ProxyCountExceeded"),
    }
)
