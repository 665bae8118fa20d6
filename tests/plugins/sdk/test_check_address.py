"""The kit against an address, as a supplier runs it: a platform of the sandbox, well and lying."""

from collections.abc import Iterator

import pytest

from indgang_sdk.command.__main__ import main
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State, Switch

SECRET = "INDGANG_TEST_CHECK_SECRET"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as played:
        yield played


def check(address: str, *more: str) -> int:
    return main(
        [
            *("check-address", "plugins.open_json", "--guardian", "dorte001"),
            *("--child", "bo000001", "--child", "emil0001", "--words", "uge"),
            *("--set", "kind=learning_platform"),
            *("--set", f"address={address}", "--set", f"token_address={address}/token"),
            *("--set", "client_id=indgang", "--secret", f"client_secret={SECRET}", *more),
        ]
    )


def test_a_system_that_keeps_the_contract_gets_its_certificate(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SECRET, "laeringsstien-hemmelighed")
    status = check(sandbox.addresses["laeringsstien"])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    assert said.out.startswith("open_json 1.0.0: silver")


@pytest.mark.parametrize("state", [State.ERROR, State.OTHER_CHILD])
def test_one_that_does_not_is_told_what_was_asked_in_vain(
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    state: State,
) -> None:
    monkeypatch.setenv(SECRET, "laeringsstien-hemmelighed")
    sandbox.board.put("laeringsstien", Switch(state=state))
    try:
        assert check(sandbox.addresses["laeringsstien"]) == 1
    finally:
        sandbox.board.reset()
    said = capsys.readouterr()
    assert "Asked in vain: " in said.err or "failed" in said.out
    assert "laeringsstien-hemmelighed" not in said.out + said.err


def test_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    assert check("https://platform.example") == 1
    assert f"the environment has no {SECRET}" in capsys.readouterr().err
    monkeypatch.setenv(SECRET, "x")
    assert check("nowhere") == 1
    assert "the settings do not fit: address" in capsys.readouterr().err
