"""What an office does that deserves it asks who is there once more, and loses nothing typed."""

import re
from html import unescape

import pytest

from core.access.models import EditingRight, Right
from core.audit.models import Action, Entry
from core.config.environment import parse_level
from indgang_sdk.levels import Level
from tests.core.people.conftest import find
from tests.core.people.office.conftest import address, sign_in
from tests.signing_in import give_level

REASON = "Aftalt med ledelsen"


@pytest.fixture
def low(school):
    return sign_in("henrik", level=Level.ONE_FACTOR)


def sensitive_addresses():
    anna, liv = find("anna").pk, find("liv").pk
    return [address(f"rettigheder/{anna}/"), address(f"beskyttede-navne/{liv}/")]


def test_rights_and_names_ask_for_two_factors_and_are_come_back_to(low):
    for path in sensitive_addresses():
        answer = low.get(path)
        assert answer.status_code == 302
        assert answer["Location"] == f"/log-ind/bekraeft/?niveau=3&next={path}"
        assert "no-store" in answer["Cache-Control"]
    # The rest of the office asks for nothing more.
    assert low.get(address("")).status_code == 200
    give_level(low, Level.TWO_FACTOR)
    assert [low.get(path).status_code for path in sensitive_addresses()] == [200, 200]


def test_who_has_no_right_learns_of_no_level(school):
    client = sign_in("anna", level=Level.ONE_FACTOR)
    assert [client.get(path).status_code for path in sensitive_addresses()] == [404, 404]


def test_nobody_is_sent_to_a_sign_in(school, client):
    path = sensitive_addresses()[0]
    assert client.get(path)["Location"] == f"/log-ind/?next={path}"


def test_what_was_typed_is_kept_and_sent_again(low):
    path = sensitive_addresses()[0]
    sent = {"rights": ["edit", "publish"], "reason": 'Aftalt med "Ida" & co', "seen": ""}
    answer = low.post(path, sent)
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert not EditingRight.objects.filter(person=find("anna")).exists()
    assert "niveau=3&amp;next=/log-ind/bekraeftet/" in answer.text
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text)
    typed = [(name, unescape(value)) for name, value in kept if name in sent]
    assert typed == [
        ("rights", "edit"), ("rights", "publish"), ("reason", sent["reason"]), ("seen", ""),
    ]  # fmt: skip
    give_level(low, Level.TWO_FACTOR)
    again = {name: [value for key, value in typed if key == name] for name, _ in typed}
    assert low.post(path, again).status_code == 302
    held = EditingRight.objects.filter(person=find("anna")).values_list("right", flat=True)
    assert set(held) == {Right.EDIT, Right.PUBLISH}


def test_the_level_ages_out_between_a_form_and_its_sending(low, at_moment):
    give_level(low, Level.TWO_FACTOR)
    path = sensitive_addresses()[1]
    assert low.get(path).status_code == 200
    at_moment.shift(2 * 60 * 60)
    answer = low.post(path, {"reason": REASON})
    assert answer.status_code == 403
    assert "Liv Prøve" not in answer.text
    give_level(low, Level.TWO_FACTOR)
    assert "Liv Prøve" in low.post(path, {"reason": REASON}).text


def test_the_operator_says_what_is_asked_for(low, settings):
    path = sensitive_addresses()[0]
    settings.SENSITIVE_LEVEL = Level.ONE_FACTOR
    assert low.get(path).status_code == 200
    settings.SENSITIVE_LEVEL = Level.NSIS_SUBSTANTIAL
    give_level(low, Level.TWO_FACTOR)
    assert "niveau=4" in low.get(path)["Location"]


def test_a_level_is_read_by_its_name():
    assert parse_level(" two_factor ") is Level.TWO_FACTOR
    with pytest.raises(ValueError, match="NSIS_HIGH"):
        parse_level("3")


def test_a_step_up_is_recorded(low):
    low.post("/log-ind/bekraeft/", {"niveau": "3", "next": "/"})
    assert Entry.objects.get(action=Action.STEP_UP).actor_id == find("henrik").pk
