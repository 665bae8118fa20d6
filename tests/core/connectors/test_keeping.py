"""An answer is kept for one person, one session and one version, and not for long."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.urls import reverse

from core.access.models import PersonKey
from core.access.viewer import Viewer
from core.connectors.configuration import operations
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.connectors.tiles.keeping import LONGEST, find_kept, forget_session, keep, name_answer
from core.connectors.tiles.places import find_tile
from core.connectors.tiles.reading import read_tiles
from core.people.models import Group, Institution
from indgang_sdk.settings import Layer
from indgang_sdk.tiles import Card, Tile
from tests.core.connectors.conftest import BY, NOW, find, sign_in
from tests.core.connectors.systems import library, platform
from tests.core.connectors.test_tiles import read_box, words_of

MAX_AGE = timedelta(minutes=10)


@pytest.fixture
def asked(plans):
    """The plan's tile says who looks and how often it has been asked."""
    told = []

    def read(context):
        told.append(context.viewer.name)
        return Tile(parts=(Card(title=f"answer {len(told)} for {context.viewer.name}"),))

    platform.behaviour["tile"] = read
    return told


def read(client, plans):
    return words_of(read_box(client, plans, "plan"))


def test_CON_20_what_is_kept_is_shown_with_its_time_until_its_age(plans, asked, at_moment):
    client = sign_in("dorte")
    assert "answer 1 for Dorte Prøve" in read(client, plans)
    at_moment.shift(MAX_AGE - timedelta(seconds=1))
    words = read(client, plans)
    assert "answer 1 for Dorte Prøve" in words
    assert "MinPlan, Lindesø Kommune, fetched at 7:00" in words
    at_moment.shift(timedelta(seconds=2))
    words = read(client, plans)
    assert "answer 2 for Dorte Prøve" in words
    assert "MinPlan, Lindesø Kommune, fetched at 7:10" in words


def test_CON_20_what_is_sensitive_is_never_kept(books):
    counted = []
    library.behaviour["tile"] = lambda context: counted.append(1) or Tile()
    client = sign_in("dorte")
    read_box(client, books)
    read_box(client, books)
    assert len(counted) == 2


def test_CON_20_whatever_a_source_says_nothing_is_kept_for_longer_than_half_an_hour(at_moment):
    name = name_answer(["x"])
    keep("session", name, "answer", max_age=timedelta(days=1))
    at_moment.shift(LONGEST - timedelta(seconds=1))
    assert find_kept("session", name) == "answer"
    at_moment.shift(timedelta(seconds=2))
    assert find_kept("session", name) is None


@pytest.mark.parametrize("max_age", [timedelta(), timedelta(seconds=-1)])
def test_CON_20_what_may_not_be_kept_is_not(max_age):
    name = name_answer(["x"])
    keep("session", name, "answer", max_age=max_age)
    assert find_kept("session", name) is None


def test_another_session_of_the_same_person_asks_anew(plans, asked):
    read(sign_in("dorte"), plans)
    read(sign_in("dorte"), plans)
    assert asked == ["Dorte Prøve"] * 2


def test_another_person_is_never_given_it(plans, asked):
    assert "for Dorte Prøve" in read(sign_in("dorte"), plans)
    assert "answer 2 for Jonas Prøve" in read(sign_in("jonas"), plans)


def test_another_person_in_the_same_session_is_never_given_it(plans, asked):
    for name in ("dorte", "jonas"):
        viewer = Viewer(person_id=find(name).pk, now=NOW)
        tile = find_tile(viewer, connection_id=plans.pk, name="plan")
        read_tiles([tile], viewer, session_key="one", language="en")
    assert asked == ["Dorte Prøve", "Jonas Prøve"]
    read_tiles([tile], viewer, session_key="one", language="en")
    assert len(asked) == 2


def test_who_signs_in_in_the_same_browser_is_never_given_it(plans, asked):
    client = sign_in("dorte")
    read(client, plans)
    client.force_login(find("jonas"))
    assert "for Jonas Prøve" in read(client, plans)


def test_by_hand_each_person_is_asked_for(plans, asked, capsys):
    for name in ("dorte", "jonas"):
        call_command("connectors", "ask", str(plans.pk), "plan", "--person", name, "--reason", "x")
    said = capsys.readouterr().out
    assert "for Dorte Prøve" in said
    assert "for Jonas Prøve" in said


def test_another_language_is_another_answer(plans, asked):
    client = sign_in("dorte")
    read(client, plans)
    dorte = find("dorte")
    dorte.language = "da"
    dorte.save()
    read(client, plans)
    assert len(asked) == 2


def test_another_version_of_the_connector_never_shows_it(plans, asked, monkeypatch):
    client = sign_in("dorte")
    read(client, plans)
    registry = read_registry()
    offer = registry.offers["platform"]
    newer = replace(offer, connector=replace(offer.connector, version="2.0.1"))
    monkeypatch.setitem(registry.offers, "platform", newer)
    read(client, plans)
    assert len(asked) == 2


def test_other_settings_never_show_it(plans, asked):
    client = sign_in("dorte")
    read(client, plans)
    offer = read_registry().find("platform")
    for values in (
        {"address": "https://platform.example/other"},
        {"address": "https://platform.example/other", "password": "another-secret"},
    ):
        operations.fill_in(plans, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
        read(client, plans)
    assert len(asked) == 3


def test_it_is_gone_after_sign_out(plans, asked):
    client = sign_in("dorte")
    read(client, plans)
    key = client.session.session_key
    before = set(cache._cache)
    client.post(reverse("logout"))
    forgotten = before - set(cache._cache)
    assert len([name for name in forgotten if ":tiles:" in name]) == 1
    # Whoever still holds the session's key finds nothing under it.
    viewer = Viewer(person_id=find("dorte").pk, now=NOW)
    tile = find_tile(viewer, connection_id=plans.pk, name="plan")
    read_tiles([tile], viewer, session_key=key, language="en")
    assert len(asked) == 2


def test_what_was_kept_for_a_session_is_forgotten_and_nobody_elses():
    for session in ("mine", "yours"):
        for number in range(3):
            keep(session, name_answer([number]), number, max_age=MAX_AGE)
    forget_session("mine")
    assert [find_kept("mine", name_answer([number])) for number in range(3)] == [None] * 3
    assert [find_kept("yours", name_answer([number])) for number in range(3)] == [0, 1, 2]


def test_what_is_kept_at_the_same_time_is_all_kept_and_all_gone_at_sign_out(monkeypatch):
    names, read = [name_answer([number]) for number in range(6)], LocMemCache.get

    def read_slowly(self, *given, **named):
        found = read(self, *given, **named)
        time.sleep(0.01)
        return found

    monkeypatch.setattr(LocMemCache, "get", read_slowly)

    def keep_one(name):
        keep("mine", name, "Bo er syg", max_age=MAX_AGE)

    threads = [threading.Thread(target=keep_one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [find_kept("mine", name) for name in names] == ["Bo er syg"] * 6
    forget_session("mine")
    assert not [name for name in cache._cache if ":tiles:" in name]


def test_what_is_answered_after_sign_out_is_not_kept():
    name = name_answer(["x"])
    keep("mine", name, "before", max_age=MAX_AGE)
    forget_session("mine")
    keep("mine", name, "Bo er syg", max_age=MAX_AGE)
    keep("yours", name, "fine", max_age=MAX_AGE)
    assert (find_kept("mine", name), find_kept("yours", name)) == (None, "fine")


def test_the_right_is_asked_again_before_what_is_kept(plans, asked):
    client = sign_in("dorte")
    assert "answer 1" in read(client, plans)
    for place in Institution.objects.filter(key__in=["998101"]):
        operations.choose_for_institution(plans, place, is_on=False, by=BY)
    assert read_box(client, plans, "plan").status_code == 404
    assert asked == ["Dorte Prøve"]


@pytest.mark.parametrize("change", [{"approved_needs": []}, {"is_on": False}])
def test_what_is_no_longer_approved_is_not_shown_though_it_is_kept(plans, asked, change):
    client = sign_in("dorte")
    assert "answer 1" in read(client, plans)
    Connection.objects.update(**change)
    assert read_box(client, plans, "plan").status_code == 404


def test_a_failure_is_not_kept(plans, asked):
    def fail(context):
        raise ZeroDivisionError

    answers = platform.behaviour["tile"]
    platform.behaviour["tile"] = fail
    client = sign_in("dorte")
    assert "We cannot show" in read(client, plans)
    platform.behaviour["tile"] = answers
    assert "answer 1" in read(client, plans)


def test_a_kept_answer_costs_no_call_even_while_the_system_is_left_alone(plans, asked):
    client = sign_in("dorte")
    read(client, plans)

    def fail(context):
        raise ZeroDivisionError

    platform.behaviour["tile"] = fail
    assert "answer 1" in read(client, plans)


def test_whose_keys_to_a_class_end_is_asked_anew(plans, asked):
    client = sign_in("anna")
    assert "answer 1" in read(client, plans)
    assert "answer 1" in read(client, plans)
    gone = PersonKey.objects.filter(person=find("anna"), key__startswith="g")
    assert gone.delete()[0] > 0
    assert "answer 2" in read(client, plans)


def test_whose_child_changes_the_class_is_asked_anew(plans):
    told = []
    platform.behaviour["tile"] = lambda context: told.append(1) or Tile()
    client = sign_in("dorte")
    read(client, plans)
    read(client, plans)
    Group.objects.filter(name="3.B").update(name="4.B")
    read(client, plans)
    assert len(told) == 2
