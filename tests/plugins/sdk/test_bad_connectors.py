"""Each bad connector fails the check that it should and no other, for the right reason."""

import pkgutil
import sys

import pytest

from indgang_sdk.testing.certificate import make_certificate
from indgang_sdk.testing.checks import CONNECTOR_CHECKS, OFFER_CHECKS
from indgang_sdk.testing.quality import RULES, Tier
from indgang_sdk.testing.subject import Subject, find_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import State

from . import bad_connectors

BELOW = {Tier.BRONZE: Tier.NONE, Tier.SILVER: Tier.BRONZE, Tier.GOLD: Tier.SILVER}
GOOD = "tests.plugins.sdk.good_connector"
SHARED = {"example", "parts"}
NAMES = [
    f"{bad_connectors.__name__}.{found.name}" + (".plugin" if found.ispkg else "")
    for found in pkgutil.iter_modules(bad_connectors.__path__)
    if found.name not in SHARED
]


def load_anew(name: str) -> Subject:
    """A connector as at its first import, at which some bad ones change what is everybody's."""
    sys.modules.pop(name, None)
    return find_subject(name)


def test_CON_24_a_good_connector_passes_every_check() -> None:
    outcomes = try_connector(load_anew(GOOD))
    assert [one for one in outcomes if one.state in {State.FAILED, State.TO_DO}] == []
    passed = {one.check for one in outcomes if one.state is State.PASSED}
    assert passed == {*CONNECTOR_CHECKS, *OFFER_CHECKS}


@pytest.mark.parametrize("name", NAMES, ids=[name.rpartition("connectors.")[2] for name in NAMES])
def test_CON_24_a_bad_connector_fails_the_check_that_it_should(name: str) -> None:
    subject = load_anew(name)
    outcomes = try_connector(subject)
    failed = [one for one in outcomes if one.state is State.FAILED]
    assert {one.check for one in failed} == {subject.module.FAILS}
    assert any(subject.module.BECAUSE in one.reason for one in failed), failed[0].reason
    tier = next(rule.tier for rule in RULES if rule.name == subject.module.FAILS)
    certificate = make_certificate(subject, outcomes)
    assert certificate["tier"] == BELOW[tier].value
    assert certificate["rules"][subject.module.FAILS]["state"] == State.FAILED.value


def test_every_check_has_a_bad_connector_that_only_it_finds() -> None:
    found = {load_anew(name).module.FAILS for name in NAMES}
    assert len(NAMES) >= 20
    assert found == {*CONNECTOR_CHECKS, *OFFER_CHECKS}
