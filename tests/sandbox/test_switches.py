"""The switches: each makes its system go wrong in its own way, and the others go on."""

import http.client
import threading

import pytest

from sandbox.roster.cast import CAST
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State
from tests.sandbox.asking import Heard, ask

KEY = {"Authorization": "Bearer bogkassen-noegle"}


def turn(sandbox: Sandbox, system: str, state: str, **more: float) -> Heard:
    address = f"{sandbox.addresses['sandbox']}/switches/{system}"
    return ask(address, method="PUT", value={"state": state, **more})


def ask_about_bo(sandbox: Sandbox) -> Heard:
    address = f"{sandbox.addresses['bogkassen']}/status"
    return ask(address, value={"children": ["bo000001"]}, headers=KEY)


@pytest.fixture(autouse=True)
def working_again(sandbox: Sandbox) -> None:
    sandbox.board.reset()


def test_a_switch_is_read_back(sandbox: Sandbox) -> None:
    put = turn(sandbox, "bogkassen", "slow", seconds=0.5)
    got = ask(f"{sandbox.addresses['sandbox']}/switches/bogkassen")
    assert put.json() == got.json() == {"state": "slow", "seconds": 0.5}


def test_a_system_that_works_answers(sandbox: Sandbox) -> None:
    answer = ask_about_bo(sandbox)
    assert answer.status == 200
    assert [row["words"] for row in answer.json()["children"]] == [
        "3 bøger lånt, én skal afleveres på fredag"
    ]


def test_a_broken_system_answers_with_an_error(sandbox: Sandbox) -> None:
    turn(sandbox, "bogkassen", "error")
    assert ask_about_bo(sandbox).status == 500


def test_half_an_answer_is_cut_and_says_ok(sandbox: Sandbox) -> None:
    whole = ask_about_bo(sandbox)
    turn(sandbox, "bogkassen", "cut")
    half = ask_about_bo(sandbox)
    assert half.status == 200
    assert half.body == whole.body[: len(whole.body) // 2]


def test_a_lying_system_adds_another_child(sandbox: Sandbox) -> None:
    turn(sandbox, "bogkassen", "other_child")
    first, second = ask_about_bo(sandbox).json()["children"]
    assert first["child"] == "bo000001"
    assert second["child"] != "bo000001"


def test_another_shape_is_still_json(sandbox: Sandbox) -> None:
    whole = ask_about_bo(sandbox).json()
    turn(sandbox, "bogkassen", "wrong_shape")
    assert ask_about_bo(sandbox).json() == {"result": [whole]}


def test_a_system_that_refuses_says_so_whatever_the_key(sandbox: Sandbox) -> None:
    turn(sandbox, "bogkassen", "refusing")
    assert ask_about_bo(sandbox).status == 401


def test_a_system_that_is_down_resets_the_connection(sandbox: Sandbox) -> None:
    turn(sandbox, "bogkassen", "down")
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        ask_about_bo(sandbox)
    assert ask(sandbox.addresses["pladsen"]).status == 200
    turn(sandbox, "bogkassen", "normal")
    assert ask_about_bo(sandbox).status == 200


class Gate(threading.Event):
    """Says when somebody waits at it, and for how long at most."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self.seconds: float | None = None

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds = timeout
        self.reached.set()
        return super().wait(timeout)


def test_a_slow_system_holds_up_no_other(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(sandbox.board, "ending", gate)
    turn(sandbox, "bogkassen", "slow", seconds=60)
    heard: list[Heard] = []
    waiting = threading.Thread(target=lambda: heard.append(ask_about_bo(sandbox)))
    waiting.start()
    assert gate.reached.wait(20)
    assert gate.seconds == 60
    assert ask(sandbox.addresses["pladsen"]).status == 200
    assert heard == []
    # What ends the sandbox ends the waiting too.
    gate.set()
    waiting.join(timeout=20)
    assert [answer.status for answer in heard] == [200]


@pytest.mark.parametrize(
    "value",
    [
        {"state": "asleep"}, {}, {"state": "slow", "seconds": "x"},
        {"state": "slow", "seconds": 1e9}, {"state": ["slow"]}, {"state": "slow", "seconds": -1},
    ],
)  # fmt: skip
def test_a_wrong_switch_changes_nothing(sandbox: Sandbox, value: dict[str, object]) -> None:
    address = f"{sandbox.addresses['sandbox']}/switches/bogkassen"
    assert ask(address, method="PUT", value={"state": "cut"}).status == 200
    assert ask(address, method="PUT", value=value).status == 400
    assert ask(address).json()["state"] == "cut"


def test_there_is_no_switch_for_what_is_not_played(sandbox: Sandbox) -> None:
    assert turn(sandbox, "bogkassen", "normal").status == 200
    assert turn(sandbox, "sandbox", "down").status == 404


def test_the_page_has_a_button_for_each_state_of_each_system(sandbox: Sandbox) -> None:
    turn(sandbox, "tavlen", "slow")
    page = ask(sandbox.addresses["sandbox"])
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for state in State:
        assert page.text.count(f'value="{state}" aria-pressed="') == len(sandbox.systems)
    assert page.text.count('value="slow" aria-pressed="true"') == 1
    assert ask(f"{sandbox.addresses['sandbox']}/page.css").status == 200


def test_a_button_turns_the_switch_and_comes_back(sandbox: Sandbox) -> None:
    address = f"{sandbox.addresses['sandbox']}/switches/tavlen"
    pressed = ask(address, form={"state": "down"})
    assert (pressed.status, pressed.headers["location"]) == (303, "/#tavlen")
    assert ask(address).json()["state"] == "down"
    ask(f"{sandbox.addresses['sandbox']}/reset", method="POST")
    assert ask(address).json()["state"] == "normal"


def test_the_page_shows_ids_and_no_protected_name(sandbox: Sandbox) -> None:
    text = ask(sandbox.addresses["sandbox"]).text
    assert "dorte001" in text
    assert "Lea Holm" in text
    for hidden in ("Liv ", "Thorsager", "Nina"):
        assert hidden not in text
    assert {member.first_name for member in CAST.values() if member.protected} == {"Liv", "Nina"}
