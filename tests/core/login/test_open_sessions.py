"""The page on which people see where they are signed in, and end what they do not know."""

import re

import pytest

from core.audit.models import Action, Entry
from core.login.models import Session
from core.people.models import Person
from tests.core.login.conftest import is_in
from tests.core.people.conftest import NOW, find

PAGE = "/dine-oplysninger/logget-ind/"
END, END_OTHERS = f"{PAGE}afslut/", f"{PAGE}afslut-andre/"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def computer(begin):
    return begin("dorte")


@pytest.fixture
def telephone(begin, clock, computer):
    clock.shift(600)
    return begin("dorte", is_own_device=True, agent=IPHONE)


@pytest.fixture
def stranger(begin):
    return begin("carla")


def rows_of(client):
    """The sessions as the page says them: words, and the handle that ends each."""
    page = client.get(PAGE).text
    list_ = page[page.index('<ul class="people">') : page.index("</ul>", page.index('"people"'))]
    return [
        (
            " ".join(re.sub(r"<[^>]+>", " ", row).split()),
            (re.findall(r'name="session"\s+value="(\w+)"', row) or [""])[0],
        )
        for row in list_.split("<li>")[1:]
    ]


def test_page_says_browser_device_way_and_times_and_which_is_this_one(computer, telephone):
    (this, no_handle), (other, handle) = rows_of(telephone)
    way = "Unilogin og portalens egen adgangskode"
    assert this == (
        f"Safari på iPhone Denne enhed Din egen enhed {way} "
        "Siden 23.11.2026 kl. 7.10 Sidst brugt 23.11.2026 kl. 7.10 Log ud"
    )
    assert other == (
        f"Firefox på Windows Fælles enhed {way} "
        "Siden 23.11.2026 kl. 7.00 Sidst brugt 23.11.2026 kl. 7.00 Log ud der : Firefox på Windows"
    )
    assert (no_handle, len(handle)) == ("", 64)


def test_no_key_of_a_session_is_on_the_page(computer, telephone):
    page = telephone.get(PAGE).text
    keys = Session.objects.values_list("session_key", flat=True)
    assert len(keys) == 2
    assert not [key for key in keys if key in page]


def test_only_ones_own_sessions_in_force_are_there(computer, telephone, stranger, clock):
    assert len(rows_of(telephone)) == 2
    clock.shift(3601)
    assert len(rows_of(telephone)) == 1
    assert Session.objects.count() == 3


def test_session_with_an_old_password_is_not_there(begin, telephone):
    assert len(rows_of(telephone)) == 2
    person = find("dorte")
    person.set_password("et helt nyt kodeord")
    person.save()
    fresh = begin("dorte")
    assert len(rows_of(fresh)) == 1


def test_session_is_ended_and_is_over_there_at_once(computer, telephone):
    assert is_in(computer)
    handle = rows_of(telephone)[1][1]
    answer = telephone.post(END, {"session": handle}, follow=True)
    assert "Du er logget ud der." in answer.text
    assert not is_in(computer)
    assert is_in(telephone)
    entry = Entry.objects.get(action=Action.SIGN_OUT)
    assert entry.actor_id == entry.subject_id == find("dorte").pk
    assert (entry.object_type, entry.reason) == ("login.session", "by the person")


def test_browser_that_was_ended_is_told_to_forget_what_it_kept(computer, telephone):
    telephone.post(END, {"session": rows_of(telephone)[1][1]})
    assert computer.get("/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("handle", ["", "x", "\x00", "0" * 64, "a" * 100_000, "æ"])
def test_what_is_no_session_ends_nothing(computer, telephone, handle):
    assert telephone.post(END, {"session": handle}).status_code == 404
    assert telephone.post(END, {"session": rows_of(telephone)[1][1]}).status_code == 302
    assert Session.objects.count() == 1


def test_TEN_01_session_of_somebody_else_is_not_ended(computer, telephone, stranger):
    handle = rows_of(telephone)[1][1]
    assert stranger.post(END, {"session": handle}).status_code == 404
    assert is_in(computer)
    assert telephone.post(END, {"session": handle}).status_code == 302
    assert not is_in(computer)


def test_all_others_are_ended_and_this_one_and_those_of_others_stay(
    computer, telephone, stranger, begin
):
    begin("dorte")
    answer = telephone.post(END_OTHERS, follow=True)
    assert "Du er logget ud 2 andre steder." in answer.text
    assert [is_in(item) for item in (computer, telephone, stranger)] == [False, True, True]
    assert Entry.objects.filter(action=Action.SIGN_OUT).count() == 2


def test_looking_at_the_buttons_addresses_ends_nothing(computer, telephone):
    assert telephone.get(END)["Location"] == telephone.get(END_OTHERS)["Location"] == PAGE
    assert is_in(computer)


def test_nobody_is_sent_to_sign_in(client):
    for address in (PAGE, END, END_OTHERS):
        assert client.post(address)["Location"].startswith("/log-ind/")


def test_provider_that_is_gone_is_named_by_its_key(begin, telephone):
    begin("dorte", method="stadil-idp")
    assert any("stadil-idp" in words for words, _handle in rows_of(telephone))


def test_your_information_leads_to_the_page(telephone):
    assert f'href="{PAGE}"' in telephone.get("/dine-oplysninger/").text


def test_page_is_kept_by_nobody(telephone):
    assert "no-store" in telephone.get(PAGE)["Cache-Control"]


def test_time_of_the_last_use_is_shown(telephone, clock):
    clock.shift(3600)
    telephone.get(PAGE, HTTP_SEC_FETCH_MODE="navigate")
    assert "Sidst brugt 23.11.2026 kl. 8.10" in rows_of(telephone)[0][0]
    assert Person.objects.filter(sessions__seen_at__gt=NOW).count() == 1
