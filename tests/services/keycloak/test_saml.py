"""The broker speaks SAML: signed requests in, signed and encrypted assertions out."""

import base64

import pytest
from lxml import etree

from tests.services.keycloak.clients import PortalAtBroker
from tests.services.keycloak.levels import CLASSES
from tests.services.keycloak.server import Keycloak
from tests.services.keycloak.sign_in import fill_in_code, fill_in_password, read_query
from tests.services.listener import listening
from tests.services.saml_service import SamlService
from tests.services.web import Visitor, fetch

pytestmark = pytest.mark.services

# Nobody listens there: what comes for it is read from the page that would send it.
PORTAL = "http://localhost:8999"
SLUG = "lindesoe"


@pytest.fixture
def service(keycloak: Keycloak) -> SamlService:
    return introduce(keycloak, PORTAL)


def introduce(keycloak: Keycloak, portal: str) -> SamlService:
    """A portal that the broker knows by its certificates."""
    service = SamlService(
        entity_id=f"{portal}/log-ind/saml/{SLUG}/metadata.xml",
        answer_at=f"{portal}/log-ind/saml/{SLUG}/svar",
        logout_at=f"{portal}/log-ind/saml/{SLUG}/log-ud",
        metadata=fetch(keycloak.saml_descriptor).text,
    )
    keycloak.connect(
        PortalAtBroker(
            address=portal,
            saml_slugs=(SLUG,),
            signing_certificate=service.keys.certificate,
            encryption_certificate=service.keys.certificate,
        )
    )
    return service


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(stops_at=PORTAL)


def test_descriptor_names_the_broker_and_its_key(keycloak: Keycloak) -> None:
    descriptor = etree.fromstring(fetch(keycloak.saml_descriptor).body)
    certificates = descriptor.xpath("//*[local-name() = 'X509Certificate']/text()")

    assert descriptor.get("entityID") == keycloak.issuer
    assert keycloak.administration.find_signing_key()["certificate"] in certificates


def test_assertion_is_encrypted_signed_and_tells_as_unilogin_does(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    page = visitor.get(service.write_request())
    (form,) = fill_in_password(visitor, page, keycloak, "anna0001").forms
    auth = service.read_answer(form)

    assert form.fields["RelayState"] == "where it began"
    assert auth.get_nameid_format().endswith(":persistent")
    assert auth.get_attributes() == {
        "dk:unilogin:uniid": ["anna0001"],
        "dk:unilogin:loa": ["EnFaktor"],
        "dk:unilogin:aktoergruppe": ["Medarbejder"],
    }
    assert list_algorithms(auth.get_last_response_xml(), "SignatureMethod") == {
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    }
    assert list_algorithms(base64.b64decode(form.fields["SAMLResponse"]), "EncryptionMethod") == {
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    }


def list_algorithms(response: bytes | str, used_in: str) -> set[str]:
    """The algorithms that a response names in elements of this name."""
    return set(etree.fromstring(response).xpath(f"//*[local-name() = '{used_in}']/@Algorithm"))


def test_assertion_cannot_be_read_by_another_key(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    page = visitor.get(service.write_request())
    (form,) = fill_in_password(visitor, page, keycloak, "anna0001").forms
    stranger = SamlService(
        entity_id=service.entity_id,
        answer_at=service.answer_at,
        logout_at=service.logout_at,
        metadata=service.metadata,
        asked=service.asked,
    )

    with pytest.raises(Exception, match="decrypt"):
        stranger.read_answer(form)
    assert service.read_answer(form).get_nameid()


def test_unsigned_request_is_refused(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    assert visitor.get(service.write_request(signed=False)).status == 400
    assert visitor.get(service.write_request()).status == 200


def test_request_can_ask_for_the_second_step(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    page = visitor.get(service.write_request())
    (form,) = fill_in_password(visitor, page, keycloak, "ida00001").forms
    assert service.read_answer(form).get_last_authn_contexts() == [CLASSES["EnFaktor"]]

    page = visitor.get(service.write_request(level=CLASSES["ToFaktor"]))
    (form,) = fill_in_code(visitor, page, keycloak).forms
    assert service.read_answer(form).get_last_authn_contexts() == [CLASSES["ToFaktor"]]


def test_assertion_of_a_new_key_needs_the_new_descriptor(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    keycloak.administration.rotate_signing_key()
    page = visitor.get(service.write_request())
    (form,) = fill_in_password(visitor, page, keycloak, "anna0001").forms

    with pytest.raises(ValueError, match=r"(?i)signature"):
        service.read_answer(form)
    service.metadata = fetch(keycloak.saml_descriptor).text
    assert service.read_answer(form).get_nameid()


def test_logout_ends_the_session_and_comes_back_signed(
    keycloak: Keycloak, service: SamlService, visitor: Visitor
) -> None:
    page = visitor.get(service.write_request())
    (form,) = fill_in_password(visitor, page, keycloak, "sofie001").forms
    auth = service.read_answer(form)
    assert keycloak.administration.list_sessions("sofie001")

    done = visitor.get(service.write_logout(auth))

    back = done.forms[0].fields if done.status == 200 else read_query(done.goes_to)
    assert "SAMLResponse" in back
    assert keycloak.administration.list_sessions("sofie001") == []


def test_ended_session_is_told_without_a_browser(keycloak: Keycloak) -> None:
    with listening() as portal:
        service = introduce(keycloak, portal.address)
        keycloak.administration.set_client(service.entity_id, frontchannelLogout=False)
        visitor = Visitor(stops_at=portal.address)
        page = visitor.get(service.write_request())
        (form,) = fill_in_password(visitor, page, keycloak, "rasmus01").forms
        assert service.read_answer(form).get_nameid()

        keycloak.administration.end_sessions("rasmus01")
        path, sent = portal.posts.get(timeout=10)

    assert f"{portal.address}{path}" == service.logout_at
    told = etree.fromstring(base64.b64decode(sent["SAMLRequest"]))
    assert told.tag.endswith("}LogoutRequest")
    assert told.xpath("*[local-name() = 'Signature']")
