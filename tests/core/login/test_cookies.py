"""The cookies of a portal, as its own process sets them by http and by https."""

import json
import os
import subprocess
import sys
from email.message import Message
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.request import Request

import pytest

PROGRAM = """
import json, os
import django
django.setup()
from django.conf import settings
from django.test import Client
from core.login.models import Session
from core.people.models import Person
Person.objects.create_user("anna0001", "et godt kodeord", first_name="Anna")
client = Client()
secure = {"secure": settings.IS_HTTPS}
form = client.get("/log-ind/", **secure)
answer = client.post("/log-ind/", {"username": "anna0001", "password": "et godt kodeord"}, **secure)
ended = client.post("/log-ud/", **secure)
print(json.dumps([page.cookies.output(header="").splitlines() for page in (form, answer, ended)]))
"""


@pytest.fixture
def cookies_at(migrated_file, tmp_path):
    """What is set by the page to sign in, by signing in and by signing out, at an address."""

    def ask(url):
        done = subprocess.run(  # noqa: S603 - this Python, with the program above
            [sys.executable, "-c", PROGRAM],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "INDGANG_DATABASE_URL": f"sqlite:///{migrated_file}",
                "INDGANG_DATA_DIR": str(tmp_path),
                "INDGANG_URL": url,
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answers = json.loads(done.stdout.splitlines()[-1])
        return [
            {name: dict(morsel) for line in lines for name, morsel in SimpleCookie(line).items()}
            for lines in answers
        ]

    return ask


@pytest.mark.parametrize(
    ("url", "prefix"),
    [("https://testserver", "__Host-"), ("http://testserver", "")],
    ids=["https", "http"],
)
def test_XT_06_cookies_are_the_hosts_own(cookies_at, url, prefix):
    form, signed_in, signed_out = cookies_at(url)
    session, token = f"{prefix}indgang", f"{prefix}csrftoken"
    assert (set(form), set(signed_in)) == ({token}, {token, session})
    for cookie in (form[token], signed_in[session]):
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
        assert cookie["secure"] == (True if prefix else "")
    # A shared device: until the browser is closed.
    assert (signed_in[session]["max-age"], signed_in[session]["expires"]) == ("", "")
    assert signed_out[session]["max-age"] in (0, "0")
    assert signed_out[session]["secure"] == (True if prefix else "")


def carry(cookie, address):
    """What a browser that got the cookie from skole.example sends to an address."""
    policy = DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)
    jar, said = CookieJar(policy), Message()
    said["Set-Cookie"] = cookie
    jar.extract_cookies(SimpleNamespace(info=lambda: said), Request("https://skole.example/"))
    question = Request(address)  # noqa: S310 - nothing is opened
    jar.add_cookie_header(question)
    return question.get_header("Cookie", "")


@pytest.mark.django_db
def test_XT_06_a_browser_gives_the_session_to_no_other_host(people, begin):
    answer = begin("anna").post("/dine-oplysninger/mails/", {"wants_mail": "on"})
    cookie = answer.cookies["indgang"].OutputString()
    assert carry(cookie, "https://skole.example/kalender/").startswith("indgang=")
    # The control: a cookie with a domain would come along below it.
    below = "https://www.skole.example/"
    assert carry(f"{cookie}; Domain=skole.example", below).startswith("indgang=")
    others = ("https://example/", "https://skole.example.evil.example/", "https://andenskole.dk/")
    assert [carry(cookie, address) for address in (below, *others)] == [""] * 4


@pytest.mark.django_db
def test_XT_06_a_session_that_is_brought_to_another_host_opens_nothing(people, begin):
    client = begin("anna")
    assert client.get("/dine-oplysninger/").status_code == 200
    assert client.get("/dine-oplysninger/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(("is_own_device", "age"), [(True, 12 * 60 * 60), (False, "")])
def test_cookie_of_an_own_device_stays_to_the_last_end(people, begin, is_own_device, age):
    client = begin("anna", is_own_device=is_own_device)
    # Written again, as for every message.
    answer = client.post("/dine-oplysninger/mails/", {"wants_mail": "on"})
    assert answer.cookies["indgang"]["max-age"] == age
