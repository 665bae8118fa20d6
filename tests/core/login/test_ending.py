"""What ends sessions: an identity provider, another process, and what goes with them."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache

from core.audit.models import Action, Entry
from core.connectors.tiles.keeping import find_kept, keep
from core.login.models import Session
from core.login.operations import end_sessions_of_provider
from tests.core.login.conftest import is_in
from tests.core.people.conftest import NOW, find

KEY, IDP = "stil", "https://idp.example/"


@pytest.fixture
def browsers(people, begin):
    """Dorte's two sessions at a provider, another person's, and one each of what looks alike."""
    at = {"issuer": IDP, "method": KEY}
    return {
        "dorte s1": begin("dorte", **at, subject="D", provider_session="s1"),
        "dorte s2": begin("dorte", **at, subject="D", provider_session="s2"),
        "jonas s3": begin("jonas", **at, subject="J", provider_session="s3"),
        # Another one that calls itself, the person and the session the same.
        "elsewhere": begin(
            "jonas", issuer=IDP, method="998-1-own", subject="D", provider_session="s1"
        ),
        "password": begin("dorte"),
    }


@pytest.mark.parametrize(
    ("named", "ended"),
    [
        ({"provider_session": "s1"}, {"dorte s1"}),
        ({"subject": "D", "provider_session": "s1"}, {"dorte s1"}),
        ({"subject": "D"}, {"dorte s1", "dorte s2"}),
        ({"subject": "J", "provider_session": "s1"}, set()),
        ({"subject": "D ", "provider_session": "s1"}, set()),
        ({"subject": "nobody"}, set()),
    ],
)
def test_SAML_43_exactly_what_the_provider_names_is_ended(browsers, named, ended):
    assert all(is_in(browser) for browser in browsers.values())
    assert end_sessions_of_provider(KEY, **named, now=NOW) == len(ended)
    assert {name for name, browser in browsers.items() if not is_in(browser)} == ended


def test_SAML_43_ending_is_written_down(browsers):
    end_sessions_of_provider(KEY, provider_session="s1", now=NOW)
    entry = Entry.objects.get(action=Action.SIGN_OUT)
    assert (entry.actor_id, entry.subject_id) == (None, find("dorte").pk)
    assert entry.reason == "by the identity provider"


@pytest.mark.parametrize(
    ("provider", "named"), [(KEY, {}), ("", {"subject": "D"}), ("", {"provider_session": "s1"})]
)
def test_without_a_name_nothing_is_ended(browsers, provider, named):
    """Who does not say whose session it is ends nobody's."""
    with pytest.raises(ValueError, match="are needed"):
        end_sessions_of_provider(provider, **named, now=NOW)
    assert Session.objects.count() == len(browsers)


def test_what_has_run_out_is_not_counted(browsers, clock):
    clock.shift(3601)
    assert end_sessions_of_provider(KEY, subject="D", now=NOW + timedelta(seconds=3601)) == 0
    assert not Session.objects.filter(provider=KEY, subject="D").exists()


def test_answers_of_connected_systems_go_with_the_session(browsers):
    rows = {row.provider_session: row.session_key for row in Session.objects.filter(provider=KEY)}
    for key in rows.values():
        keep(key, "box", "lent to Bo", max_age=timedelta(minutes=5))
    end_sessions_of_provider(KEY, provider_session="s1", now=NOW)
    assert find_kept(rows["s1"], "box") is None
    assert find_kept(rows["s2"], "box") == "lent to Bo"
    cache.clear()


PROCESS = """
import django, json, sys
django.setup()
from django.conf import settings
from django.test import Client
from core.login.models import Session
from core.login.operations import end_own_sessions, end_sessions_of_provider
from core.people.models import Person
client = Client()
for line in sys.stdin:
    said = json.loads(line)
    if said["do"] == "make":
        person = Person.objects.create_user("anna0001", first_name="Anna")
        client.force_login(person)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        Session.objects.update(provider="i", subject="s")
        answer = key
    elif said["do"] == "ask":
        client.cookies[settings.SESSION_COOKIE_NAME] = said["key"]
        answer = client.get("/dine-oplysninger/logget-ind/").status_code
    elif said["do"] == "end":
        answer = end_sessions_of_provider("i", subject="s")
    elif said["do"] == "deactivate":
        answer = Person.objects.update(is_active=False)
    print(json.dumps({"answer": answer}), flush=True)
"""


@contextmanager
def running_process(database):
    """A process of the portal on a database, that does what it is told."""
    with subprocess.Popen(  # noqa: S603 - this Python, with the program above
        [sys.executable, "-c", PROCESS],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "INDGANG_DATABASE_URL": f"sqlite:///{database}",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:

        def tell(do, **more):
            process.stdin.write(json.dumps({"do": do, **more}) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())["answer"]

        yield tell
        process.stdin.close()


@pytest.mark.parametrize(("end", "number"), [("end", 1), ("deactivate", 1)])
def test_session_ended_in_one_process_is_over_in_the_other(migrated_file, end, number):
    with running_process(migrated_file) as one, running_process(migrated_file) as other:
        key = one("make")
        assert (one("ask", key=key), other("ask", key=key)) == (200, 200)
        assert one(end) == number
        assert (one("ask", key=key), other("ask", key=key)) == (302, 302)
