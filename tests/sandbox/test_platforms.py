"""Læringsstien and Tavlen: what they answer whom, and only with a token."""

from typing import Any

import pytest

from sandbox.servers import tickets
from sandbox.servers.playing import Sandbox
from tests.sandbox.asking import Heard, ask, ask_for_token

PLATFORMS = ("laeringsstien", "tavlen")
EVENTS = "/events?first=2026-11-23&last=2026-12-06"


class Caller:
    """Asks one platform for one person, with a token of its own."""

    def __init__(self, sandbox: Sandbox, name: str, viewer: str, children: str, roles: str) -> None:
        self.address = sandbox.addresses[name]
        token = ask_for_token(self.address, secret=f"{name}-hemmelighed").json()["access_token"]
        self.headers = {
            "Authorization": f"Bearer {token}",
            "Indgang-Viewer": viewer,
            "Indgang-Children": children,
            "Indgang-Roles": roles,
        }

    def ask(self, path: str, **more: Any) -> Heard:
        headers = {**self.headers, **more.pop("headers", {})}
        return ask(f"{self.address}{path}", headers=headers, **more)


@pytest.fixture
def dorte(sandbox: Sandbox) -> Caller:
    """In Læringsstien, for her two boys."""
    return Caller(sandbox, "laeringsstien", "dorte001", "bo000001 emil0001", "guardian")


@pytest.fixture
def amira(sandbox: Sandbox) -> Caller:
    """In Tavlen, for Noor."""
    return Caller(sandbox, "tavlen", "amira001", "noor0001", "guardian")


def test_a_plan_names_each_childs_own_class(dorte: Caller) -> None:
    week = dorte.ask("/week/2026-W48").json()
    assert [(item["child"], item["day"], item["title"]) for item in week["items"]] == [
        ("bo000001", "2026-11-23", "Vi skriver instruktioner"),
        ("bo000001", "2026-11-25", "Gangetabellerne 3, 4 og 6"),
        ("bo000001", "2026-11-27", "Hvad kan flyde?"),
        ("emil0001", "2026-11-24", "My favourite place"),
        ("emil0001", "2026-11-25", "Syrer og baser"),
        ("emil0001", "2026-11-27", "Billedanalyse: Et maleri fra Skagen"),
    ]
    assert (week["viewer"], week["week"]) == ("dorte001", "2026-W48")


def test_tasks_say_whether_they_are_done(dorte: Caller) -> None:
    parts = dorte.ask("/tiles/tasks").json()["parts"]
    assert [(part["child"], part["title"], part["when"], part["mark"]) for part in parts] == [
        ("bo000001", "Læs kapitel 4 og 5 i klassens bog", "2026-11-26", "not_done"),
        ("emil0001", "Billedanalyse: Et maleri fra Skagen", "2026-11-27", "done"),
    ]


def test_tasks_of_a_week_that_is_over_are_done(dorte: Caller) -> None:
    assert [task["is_done"] for task in dorte.ask("/week/2026-W48").json()["tasks"]] == [0, 1]
    assert [task["is_done"] for task in dorte.ask("/week/2026-W47").json()["tasks"]] == [1, 1]
    assert dorte.ask("/week/2026-W50").json()["tasks"] == []


def test_the_overview_has_the_childs_focus_point(dorte: Caller) -> None:
    (part,) = dorte.ask("/tiles/overview").json()["parts"]
    assert part["text"] == "Jeg vil læse højt for en voksen tre gange om ugen"
    assert part["child"] == "bo000001"


def test_a_teacher_sees_her_class(sandbox: Sandbox) -> None:
    anna = Caller(sandbox, "laeringsstien", "anna0001", "", "staff pedagogical")
    (part,) = anna.ask("/tiles/overview").json()["parts"]
    assert (part["title"], part["value"]) == ("punkter i ugeplanen for 3.B", 3)


def test_a_letter_is_of_its_week(amira: Caller) -> None:
    this, next_one, later = (
        amira.ask(f"/week/2026-W{number}").json()["letters"] for number in (48, 49, 50)
    )
    assert "I næste uge begynder vi på brøker" in this[0]["html"]
    assert "Vi begynder på brøker og slutter ugen med en tur til havnen" in next_one[0]["html"]
    assert "Det er uge 50." in later[0]["html"]
    assert [letter["child"] for letter in this + next_one + later] == ["noor0001"] * 3


def test_a_room_of_a_daycare_has_letters_and_no_tasks(sandbox: Sandbox) -> None:
    week = Caller(sandbox, "tavlen", "dorte001", "ella0001", "guardian").ask("/week/2026-W48")
    assert [letter["group"] for letter in week.json()["letters"]] == ["Tanglopperne"]
    assert week.json()["tasks"] == []


def test_a_child_of_the_other_municipality_is_unknown(dorte: Caller) -> None:
    known = dorte.ask("/tiles/tasks").json()["parts"]
    both = dorte.ask("/tiles/tasks", headers={"Indgang-Children": "ella0001 bo000001"}).json()
    assert both["parts"] == known[:1]


def test_events_come_in_pages_and_name_their_readers(dorte: Caller) -> None:
    first = dorte.ask(EVENTS).json()
    second = dorte.ask(f"{EVENTS}&cursor={first['cursor']}").json()
    assert [event["key"] for event in first["events"] + second["events"]] == [
        "e1", "e2", "e3", "e4",
    ]  # fmt: skip
    assert second["cursor"] == ""
    assert {(each["institution"], each["group"]) for each in first["events"][0]["readers"]} == {
        ("998101", "3.B")
    }


def test_events_of_others_are_not_told(sandbox: Sandbox) -> None:
    carla = Caller(sandbox, "laeringsstien", "carla001", "oskar001", "guardian")
    assert carla.ask(EVENTS).json()["events"] == []


def test_entries_are_whole_over_all_pages(dorte: Caller) -> None:
    first = dorte.ask("/entries").json()
    second = dorte.ask(f"/entries?cursor={first['cursor']}").json()
    assert [row["key"] for row in first["entries"] + second["entries"]] == ["home", "aloud", "plan"]
    assert (first["is_last"], second["is_last"]) == (False, True)


def test_a_search_finds_words_in_ones_own(dorte: Caller) -> None:
    found = dorte.ask("/search", value={"query": "KAPITEL bog"}).json()["hits"]
    assert [hit["child"] for hit in found] == ["bo000001"]
    assert dorte.ask("/search", value={"query": "brøker"}).json()["hits"] == []


def test_an_answer_is_sent_once_until_it_changes(dorte: Caller) -> None:
    first = dorte.ask("/tiles/tasks")
    again = dorte.ask("/tiles/tasks", headers={"If-None-Match": first.headers["etag"]})
    of_one = dorte.ask(
        "/tiles/tasks",
        headers={"If-None-Match": first.headers["etag"], "Indgang-Children": "bo000001"},
    )
    assert (first.status, again.status, again.body, of_one.status) == (200, 304, b"", 200)


@pytest.mark.parametrize("name", PLATFORMS)
def test_without_a_token_there_is_nothing(sandbox: Sandbox, name: str) -> None:
    address = sandbox.addresses[name]
    for path in ("/health", "/tiles/overview", "/week/2026-W48", "/entries"):
        assert ask(f"{address}{path}").status == 401
        assert ask(f"{address}{path}", headers={"Authorization": "Bearer made-up"}).status == 401
    for path in ("/search", "/launches"):
        assert ask(f"{address}{path}", value={}).status == 401


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_token_is_given_for_the_right_secret_only(sandbox: Sandbox, name: str) -> None:
    address = sandbox.addresses[name]
    assert ask_for_token(address, secret=f"{name}-hemmelighed").status == 200
    wrong = ask_for_token(address, secret="wrong")
    assert (wrong.status, wrong.json()) == (401, {"error": "invalid_client"})
    other = ask(f"{address}/token", form={"grant_type": "password"})
    assert (other.status, other.json()) == (400, {"error": "unsupported_grant_type"})


def test_a_question_about_nobody_is_refused(dorte: Caller) -> None:
    assert dorte.ask("/tiles/tasks").status == 200
    nobody = dorte.ask("/tiles/tasks", headers={"Indgang-Viewer": ""})
    assert (nobody.status, nobody.json()["error"]) == (400, "the header Indgang-Viewer is missing")


@pytest.mark.parametrize("path", ["/week/2026-W54", "/week/x", "/week/2026-W481", "/no"])
def test_what_there_is_not_is_not_found(dorte: Caller, path: str) -> None:
    assert dorte.ask(path).status == 404


def test_a_launch_lands_once_as_the_person(dorte: Caller) -> None:
    body = {"launcher": "open", "target": "tasks/1", "child": "bo000001"}
    destination = dorte.ask("/launches", value=body).json()
    assert destination["address"] == f"{dorte.address}/enter"
    landed = ask(destination["address"], form=destination["fields"])
    assert landed.status == 200
    assert "<h1>Du er nu i Læringsstien som Dorte</h1>" in landed.text
    assert "Det handler om Bo." in landed.text
    again = ask(destination["address"], form=destination["fields"])
    assert again.status == 403
    assert "Dorte" not in again.text


def test_a_code_in_an_address_opens_nothing(dorte: Caller) -> None:
    body = {"launcher": "open", "target": "", "child": ""}
    destination = dorte.ask("/launches", value=body).json()
    code = destination["fields"]["code"]
    assert ask(f"{destination['address']}?code={code}").status == 401
    assert ask(destination["address"], form={"code": code}).status == 200


def test_a_launch_about_a_child_that_was_not_named_is_refused(dorte: Caller) -> None:
    answer = dorte.ask("/launches", value={"launcher": "open", "child": "oskar001"})
    assert (answer.status, answer.json()["error"]) == (
        403,
        "the child is not among Indgang-Children",
    )


def test_a_protected_pupil_is_greeted_by_her_alias(sandbox: Sandbox) -> None:
    lea = Caller(sandbox, "laeringsstien", "lea00001", "lea00001", "pupil")
    destination = lea.ask("/launches", value={"launcher": "open"}).json()
    landed = ask(destination["address"], form=destination["fields"])
    assert "som Lea" in landed.text
    assert "Liv" not in landed.text


def test_a_code_counts_for_a_minute_only(dorte: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def enter() -> int:
        destination = dorte.ask("/launches", value={"launcher": "open"}).json()
        return ask(destination["address"], form=destination["fields"]).status

    assert enter() == 200
    monkeypatch.setattr(tickets, "CODE_SECONDS", 0)
    assert enter() == 403


def test_a_token_ends(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> int:
        caller = Caller(sandbox, "laeringsstien", "bo000001", "bo000001", "pupil")
        return caller.ask("/tiles/tasks").status

    assert read() == 200
    monkeypatch.setattr(tickets, "TOKEN_SECONDS", 0)
    assert read() == 401
