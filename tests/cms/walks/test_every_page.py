"""What holds on every page: nothing from another host, nothing inline, nothing that axe finds."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from cms.models import ConfirmationMode, EventPage, LibraryPage
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Person

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)
EVERYBODYS = (
    *("home", "places", "calendar", "calendar_year", "calendar_addresses"),
    *("search", "your_information"),
)


@pytest.fixture
def addresses(schools, class_home, make_news, make_page, publish):
    """The addresses of each kind of page that Anna of 998 and Carla of 999 have."""
    school, other = schools
    own = [f"{school.institution.key}/{holder}" for holder in ("staff", "guardian")]
    anna = Person.objects.get(unilogin="anna0001")
    grant_rights(
        person_id=anna.pk, institution_id=school.institution.pk, rights=[Right.EDIT, Right.PUBLISH]
    )
    news = make_news(
        class_home,
        "Husk madpakken",
        own_audience=own,
        asked=ConfirmationMode.ONE_GUARDIAN,
        body=[("text", "<p>Ja</p>")],
    )
    day = timezone.localdate() + timedelta(days=3)
    event = publish(
        class_home, EventPage(title="Svømning", starts_on=day, ends_on=day, own_audience=own)
    )
    folder = publish(school.home, LibraryPage(title="Referater", own_audience=own))
    text = make_page(school.home, "Om skolen", own_audience=own, body=[("text", "<p>Hej</p>")])
    shared = [reverse(name) for name in EVERYBODYS] + ["/soeg/?q=madpakken", "/findes/ikke/"]
    pages = [page.get_url() for page in (school.home, class_home, news, event, folder, text)]
    writing = [
        *(reverse(name, args=[class_home.pk]) for name in ("write_news", "write_event")),
        *(reverse(name, args=[news.pk]) for name in ("rewrite_news", "take_down", "confirmations")),
        *(reverse(name, args=[event.pk]) for name in ("rewrite_event", "take_down")),
        reverse("arrange_folder", args=[folder.pk]),
        reverse("reviews"),
    ]
    others = [other.home.get_url(), other.home.get_children().get(title="3.B").specific.get_url()]
    return {"anna0001": [*shared, *pages, *writing], "carla001": [*shared, *others]}


# Every page in Danish and in light on a phone, and in English and dark on a computer.
@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("da", "light", 390), ("en", "dark", 1280)]
)
@pytest.mark.parametrize("unilogin", ["anna0001", "carla001"])
def test_no_page_asks_others_has_scripts_inline_or_shuts_anybody_out(
    sign_in, addresses, live_server, unilogin, language, scheme, width
):
    Person.objects.update(language=language)
    page = sign_in(unilogin, viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked, wrong = set(), []
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in addresses[unilogin]:
        answer = page.goto(address)
        if answer.status != (404 if "findes" in address else 200):
            wrong.append((address, answer.status))
        assert page.locator("html").get_attribute("lang") == language
        wrong += [(address, found) for found in INLINE.findall(answer.text())]
        found = Axe().run(page).response["violations"]
        wrong += [(address, item["id"], item["nodes"][0]["html"]) for item in found]
    assert wrong == []
    assert asked == {urlsplit(live_server.url).netloc}


def test_what_stands_inline_would_be_seen():
    for text in ("<script>", '<p style="">', '<a onclick="x()">', "<style>", 'href="javascript:x"'):
        assert INLINE.search(text)
    assert not INLINE.search('<script type="module" src="/a.js"></script><p class="on">')
