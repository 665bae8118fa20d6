"""The provider's own front page, what can be set there, and the sandbox's switches."""

import time

import pytest

from sandbox.servers.playing import Sandbox
from sandbox.servers.unilogin.levels import Level, find_level
from tests.sandbox.asking import ask
from tests.sandbox.unilogin.browsing import Broker, Visitor


def turn(sandbox: Sandbox, state: str) -> None:
    switch = f"{sandbox.addresses['sandbox']}/switches/unilogin"
    assert ask(switch, method="PUT", value={"state": state}).status == 200


@pytest.mark.parametrize(("language", "words"), [("da", "Skift nøgle"), ("en", "Change the key")])
def test_the_front_page_shows_what_can_be_set(provider: str, language: str, words: str) -> None:
    heard = Visitor(language=language).open(f"{provider}/")
    assert words in heard.text
    assert f"{provider}/auth/realms/broker" in heard.text
    assert heard.text.count('name="clock"') == 3


@pytest.mark.parametrize("minutes", [-10, 10])
def test_the_clock_may_be_wrong_and_is_right_after_a_reset(
    sandbox: Sandbox, broker: Broker, minutes: int
) -> None:
    for shown, reset in ((minutes, False), (0, True)):
        if reset:
            ask(f"{sandbox.addresses['sandbox']}/reset", method="POST")
        else:
            ask(f"{broker.root}/settings", form={"clock": str(minutes)})
        claims = broker.read_token(broker.get_tokens(Visitor())["id_token"]).claims
        for name in ("iat", "auth_time"):
            assert abs(claims[name] - time.time() - shown * 60) < 30


@pytest.mark.parametrize("form", [{"clock": "5"}, {"key": "old"}, {"other": "x"}])
def test_what_cannot_be_set_changes_nothing(provider: str, form: dict[str, str]) -> None:
    assert ask(f"{provider}/settings", form=form).status == 400


def test_the_switches_work_here_too(sandbox: Sandbox, broker: Broker, visitor: Visitor) -> None:
    code = broker.get_code(visitor)
    turn(sandbox, "error")
    assert broker.exchange(code).status == 500
    assert visitor.open(broker.make_address()).status == 500
    turn(sandbox, "wrong_shape")
    assert list(broker.exchange(code).json()) == ["result"]
    turn(sandbox, "normal")
    assert visitor.open(broker.make_address()).status == 303


def test_a_lying_provider_tells_about_another_child(
    sandbox: Sandbox, broker: Broker, visitor: Visitor
) -> None:
    tokens = broker.get_tokens(visitor, person="bo000001")
    address = broker.facts["userinfo_endpoint"]
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert ask(address, headers=headers).json()["uniid"] == "bo000001"
    turn(sandbox, "other_child")
    assert ask(address, headers=headers).json()["uniid"] != "bo000001"


@pytest.mark.parametrize("path", ["/no", "/saml/no", "/auth/realms/broker/no", "/unilogin.css/x"])
def test_there_are_no_other_addresses(provider: str, path: str) -> None:
    assert ask(f"{provider}{path}").status == 404


@pytest.mark.parametrize("path", ["/page.css", "/unilogin.css", "/send.js"])
def test_the_files_of_the_pages_are_there(provider: str, path: str) -> None:
    assert ask(f"{provider}{path}").status == 200


@pytest.mark.parametrize(
    ("references", "level"),
    [
        ([], None),
        (["x"], None),
        (["dk:unilogin:loa:EnFaktor"], Level.ONE_FACTOR),
        (["https://data.gov.dk/concept/core/nsis/loa/Low"], Level.ONE_FACTOR),
        (["x", "ToFaktor"], Level.TWO_FACTORS),
        (["ToFaktor", "EnFaktor"], Level.ONE_FACTOR),
    ],
)
def test_the_lowest_level_that_will_do_is_asked_for(
    references: list[str], level: Level | None
) -> None:
    assert find_level(references) is level
