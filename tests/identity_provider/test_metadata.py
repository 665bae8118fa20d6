"""The metadata says where the provider is and which keys it signs with."""

from datetime import UTC, datetime

from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.vocabulary import find, parse


def test_it_names_provider_addresses_and_key(provider: IdentityProvider) -> None:
    read = OneLogin_Saml2_IdPMetadataParser.parse(provider.metadata())["idp"]

    assert read["entityId"] == provider.entity_id
    assert read["singleSignOnService"]["url"] == provider.sso_address
    assert read["singleLogoutService"]["url"] == provider.slo_address
    assert read["x509cert"] == provider.key_pair.certificate_text


def test_it_holds_two_keys_during_a_rotation(provider: IdentityProvider) -> None:
    following = make_key_pair("next provider")

    xml = provider.metadata(key_pairs=(provider.key_pair, following))

    read = OneLogin_Saml2_IdPMetadataParser.parse(xml)["idp"]["x509certMulti"]["signing"]
    assert read == [provider.key_pair.certificate_text, following.certificate_text]


def test_it_may_hold_no_key(provider: IdentityProvider) -> None:
    root = parse(provider.metadata(key_pairs=()).encode())

    assert not find(root, "//md:KeyDescriptor")


def test_it_ends_when_told(provider: IdentityProvider) -> None:
    root = parse(provider.metadata(valid_until=datetime(2030, 1, 2, 3, 4, tzinfo=UTC)).encode())

    assert root.get("validUntil") == "2030-01-02T03:04:00Z"
    assert parse(provider.metadata().encode()).get("validUntil") is None


def test_it_may_be_signed(provider: IdentityProvider) -> None:
    xml = provider.metadata(sign_with=provider.key_pair)

    def is_signed(certificate: bytes) -> bool:
        return OneLogin_Saml2_Utils.validate_metadata_sign(xml, certificate.decode())

    assert is_signed(provider.key_pair.certificate_pem)
    assert not is_signed(make_key_pair("next provider").certificate_pem)
