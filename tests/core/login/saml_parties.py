"""One provider, the portal as it knows it, and answers between them, for tests of the readers."""

from datetime import datetime

from core.login.saml.service_provider import Key, ServiceProvider
from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.keys import KeyPair, make_key_pair
from tests.identity_provider.responses import write_response
from tests.identity_provider.vocabulary import Signed

NOW = datetime.fromisoformat("2026-11-23T07:00:00+01:00")
BASE = "https://portal.example.dk/log-ind/saml/unilogin"
REQUEST = "_4711"


def make_parties() -> tuple[IdentityProvider, ServiceProvider, KeyPair]:
    """The provider, the portal, and the portal's key for everything."""
    provider = IdentityProvider(
        entity_id="https://login.example/saml",
        key_pair=make_key_pair("provider"),
        sso_address="https://login.example/sso",
    )
    own = make_key_pair("portal")
    key = Key(private=own.private_pem.decode(), certificate=own.certificate_pem.decode())
    service = ServiceProvider(
        entity_id=f"{BASE}/metadata.xml",
        answer_address=f"{BASE}/svar",
        logout_address=f"{BASE}/log-ud",
        signing_keys=(key,),
        encryption_keys=(key,),
    )
    return provider, service, own


def make_answers(provider: IdentityProvider) -> tuple[bytes, bytes, bytes]:
    """A right answer signed once, one signed twice, and what an attacker would rather have."""
    honest = {
        "now": NOW,
        "name_id": "name-of-dorte",
        "acs_address": f"{BASE}/svar",
        "audience": f"{BASE}/metadata.xml",
        "in_response_to": REQUEST,
        "attributes": {"uniid": ("dorte",), "loa": ("EnFaktor",)},
    }
    once = provider.answer(**honest)
    twice = provider.answer(**honest, signed=Signed.BOTH)
    evil = provider.answer(
        **(honest | {"name_id": "name-of-henrik", "attributes": {"uniid": ("henrik",)}}),
        signed=Signed.NEITHER,
    )
    return write_response(once), write_response(twice), write_response(evil)
