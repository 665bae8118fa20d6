"""Absence, library and places: today's state of each child, and the way in."""

import pytest

from sandbox.servers.playing import Sandbox
from tests.sandbox.asking import Heard, ask

SYSTEMS = ("fravaersportalen", "meld_fra", "bogkassen", "pladsen")


def ask_status(sandbox: Sandbox, name: str, *children: str, **headers: str) -> Heard:
    return ask(
        f"{sandbox.addresses[name]}/status",
        value={"children": children},
        headers={"Authorization": f"Bearer {name}-noegle", **headers},
    )


def list_words(answer: Heard) -> dict[str, str]:
    return {row["child"]: row["words"] for row in answer.json()["children"]}


@pytest.mark.parametrize(
    ("name", "child", "words", "link"),
    [
        ("fravaersportalen", "bo000001", "Ikke meldt fraværende", "Meld Bo syg"),
        ("fravaersportalen", "ask00001", "Meldt syg i dag", "Meld Ask rask"),
        ("meld_fra", "noor0001", "Vi venter Noor i dag", "Meld Noor fra"),
        ("bogkassen", "bo000001", "3 bøger lånt, én skal afleveres på fredag", "Se lån"),
        (
            "pladsen",
            "ella0001",
            "Plads i Strandløberen til og med den 31. juli 2027, derefter skolestart",
            "Se plads og venteliste",
        ),
    ],
)
def test_a_child_has_its_state(
    sandbox: Sandbox, name: str, child: str, words: str, link: str
) -> None:
    (row,) = ask_status(sandbox, name, child).json()["children"]
    assert (row["child"], row["words"], row["link"]["words"]) == (child, words, link)


def test_english_is_answered_to_who_asks_for_it(sandbox: Sandbox) -> None:
    answer = ask_status(sandbox, "fravaersportalen", "bo000001", **{"Accept-Language": "en"})
    assert list_words(answer) == {"bo000001": "Not reported absent"}


def test_a_child_of_the_other_municipality_is_left_out(sandbox: Sandbox) -> None:
    both = ask_status(sandbox, "meld_fra", "bo000001", "noor0001")
    assert set(list_words(both)) == {"noor0001"}
    assert set(list_words(ask_status(sandbox, "pladsen", "bo000001", "ella0001"))) == {
        "bo000001",
        "ella0001",
    }


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_key_of_another_system_opens_nothing(sandbox: Sandbox, name: str) -> None:
    other = SYSTEMS[SYSTEMS.index(name) - 1]
    wrong = ask_status(sandbox, name, "bo000001", Authorization=f"Bearer {other}-noegle")
    assert wrong.status == 401
    assert ask_status(sandbox, name, "bo000001").status == 200


@pytest.mark.parametrize("value", [{}, {"children": "bo000001"}, {"children": ["x"] * 51}, []])
def test_a_wrong_question_is_refused(sandbox: Sandbox, value: object) -> None:
    headers = {"Authorization": "Bearer pladsen-noegle"}
    address = f"{sandbox.addresses['pladsen']}/status"
    assert ask(address, value=value, headers=headers).status == 400
    assert ask(address, value={"children": ["x"]}, headers=headers).json()["children"] == []


def test_the_way_in_lands_as_the_person(sandbox: Sandbox) -> None:
    address = sandbox.addresses["fravaersportalen"]
    destination = ask(
        f"{address}/launches",
        value={"person": "dorte001", "child": "bo000001", "target": "ill"},
        headers={"Authorization": "Bearer fravaersportalen-noegle"},
    ).json()
    landed = ask(destination["address"], form=destination["fields"])
    assert "Du er nu i Fraværsportalen som Dorte" in landed.text
