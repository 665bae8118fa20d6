"""What the doctor says of signing in."""

from typing import Any

import pytest

from core.login import doctoring
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import OidcProvider, SamlProvider
from tests.core.people.conftest import NOW

pytestmark = pytest.mark.django_db


class Played:
    """A provider that is described as this."""

    key = "played"

    def __init__(self, described):
        self.described = described

    def describe(self):
        return self.described


SUBSTANTIAL = {
    "saml": SamlProvider(contexts={Level.NSIS_SUBSTANTIAL: ("x",)}),
    "oidc": OidcProvider(
        issuer="https://login.example",
        client_id="x",
        parameters={Level.NSIS_SUBSTANTIAL: {"acr_values": "x"}},
    ),
}
TWO_FACTOR = SamlProvider(contexts={Level.TWO_FACTOR: ("x",)})


def complain(*described: Any) -> list[str]:
    providers: Any = [Played(one) for one in described]
    found = doctoring._check_sensitive_level(providers)
    return [finding.says for finding in found]


@pytest.mark.parametrize("protocol", SUBSTANTIAL)
def test_level_that_no_login_reaches_is_told(settings, protocol):
    settings.SENSITIVE_LEVEL = Level.NSIS_SUBSTANTIAL
    for without in ((), (TWO_FACTOR,)):
        assert len(complain(*without)) == 1
        assert "MitID" in complain(*without)[0]
    assert complain(TWO_FACTOR, SUBSTANTIAL[protocol]) == []


def test_local_logins_reach_two_factors(settings):
    settings.SENSITIVE_LEVEL = Level.TWO_FACTOR
    assert complain() == []


def test_doctor_asks_for_it(settings):
    assert all(finding.ok for finding in doctoring.check_sign_in(NOW))
    settings.SENSITIVE_LEVEL = Level.NSIS_HIGH
    assert [finding.ok for finding in doctoring.check_sign_in(NOW)] == [False, True]
