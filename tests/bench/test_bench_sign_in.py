"""Answers of identity providers are read before they are timed, and told beside the library's."""

import pytest

from bench import report
from bench.portal import signing_in
from core.login.limits import ATTEMPTS_PER_ADDRESS
from tests.bench.test_bench_connected import find_cells, make_figures, make_run
from tests.core.connectors.conftest import install
from tests.core.people.conftest import world

__all__ = ["install", "world"]

BOTH = [
    "SAML, signed: portal",
    "SAML, signed: python3-saml",
    "SAML, signed, encrypted: portal",
    "SAML, signed, encrypted: python3-saml",
    "OIDC: portal",
    "OIDC: joserfc",
    "SAML, signed: the whole POST",
]


@pytest.fixture
def timed(world, install, monkeypatch):
    install("bench.portal.login")
    monkeypatch.setattr(signing_in, "TIMES", 1)
    monkeypatch.setattr(signing_in, "FLOOD", ATTEMPTS_PER_ADDRESS + 3)
    monkeypatch.setattr("core.login.keys.BITS", 2048)
    return signing_in.time_sign_in(rounds=2)


def test_everything_is_read_and_the_flood_meets_its_limit(timed):
    rounds = timed["cpu_ms_rounds"]
    assert list(rounds) == BOTH
    assert {len(one) for one in rounds.values()} == {2}
    assert timed["flood"]["posts"] == ATTEMPTS_PER_ADDRESS + 3
    assert timed["flood"]["limit"] == ATTEMPTS_PER_ADDRESS


def test_what_is_not_read_is_not_timed(world, install, monkeypatch):
    install("bench.portal.login")
    monkeypatch.setattr(signing_in, "post", lambda text, **named: "400")
    monkeypatch.setattr(signing_in, "TIMES", 1)
    monkeypatch.setattr("core.login.keys.BITS", 2048)
    with pytest.raises(signing_in.Unexpected, match="400"):
        signing_in.time_sign_in(rounds=1)


def test_the_portal_is_told_beside_the_library():
    figures = {
        "cpu_ms_rounds": {
            "SAML, signed: portal": [3.0, 6.0],
            "SAML, signed: python3-saml": [2.0, 2.0],
            "SAML, signed: the whole POST": [8.0, 8.0],
        },
        "flood": {"posts": 1000, "limit": 30, "before_ms": 5.0, "after_ms": 2.0},
    }
    written = report.write_sign_in(figures)
    assert find_cells(written, "SAML, signed: portal") == ["4.50", "3.00-6.00", "2.25"]
    assert find_cells(written, "SAML, signed: python3-saml") == ["2.00", "2.00-2.00", "–"]
    assert find_cells(written, "SAML, signed: the whole POST") == ["8.00", "8.00-8.00", "4.00"]
    assert find_cells(written, "rubbish, up to 1,000") == ["2.00", "–", "–"]
    run = make_run(make_figures(broken_ms=4.0)) | {"sign_in": figures}
    assert written in report.write_markdown(run)
