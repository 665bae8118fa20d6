"""A secretary at her office in a real browser, and what a parent meets at the next click."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from core.access.models import OFFICE_RIGHTS
from core.access.operations import grant_rights
from core.login.models import Session
from core.login.operations import LEVEL_LASTS
from core.people.kinds import Relation, Role, Source
from core.people.local_groups import create_local_group
from core.people.models import Guardianship, Membership, Person
from core.people.office.addresses import office_address
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASSWORD = "et godt kodeord"
NEWS = "Kun for forældre i 3.B"


@pytest.fixture
def school(egesoeskolen, make_news):
    """Bo in 3.B with his father Jonas, Ida at the office, and news for the parents of 3.B."""
    place, group = egesoeskolen.institution, egesoeskolen.group
    make = Person.objects.create_user
    ida = make("ida00001", PASSWORD, first_name="Ida")
    jonas = make("jonas001", PASSWORD, first_name="Jonas", family_name="Ravn")
    bo = make("bo000001", first_name="Bo", family_name="Ravn", birth_date=date(2017, 5, 9))
    belongs = {"institution": place, "source": Source.ROSTER}
    Membership.objects.create(person=ida, role=Role.ADMINISTRATIVE, **belongs)
    Membership.objects.create(person=bo, role=Role.PUPIL, **belongs)
    Membership.objects.create(person=bo, role=Role.PUPIL, group=group, **belongs)
    Guardianship.objects.create(
        guardian=jonas, child=bo, relation=Relation.FATHER, custody=True, **belongs
    )
    refresh_access([ida.pk, jonas.pk, bo.pk], on=timezone.localdate())
    grant_rights(person_id=ida.pk, institution_id=place.pk, rights=OFFICE_RIGHTS)
    create_local_group(institution=place, name="Elevrådet")
    make_news(egesoeskolen.home, NEWS, own_audience=[f"g{group.pk}/guardian"])
    return egesoeskolen


@pytest.fixture
def sign_in(browser, live_server, school):
    """Opens a browser of somebody's own, signed in."""
    contexts = []

    def open_browser(unilogin, level=Level.ONE_FACTOR, **named):
        context = browser.new_context(base_url=live_server.url, locale="da-DK", **named)
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        page.fill("#username", unilogin)
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.wait_for_selector(".person")
        until = timezone.now() + LEVEL_LASTS
        Session.objects.filter(person__unilogin=unilogin).update(level=level, level_until=until)
        return page

    yield open_browser
    for context in contexts:
        context.close()


def find_bo(page):
    page.goto(office_address("998101"))
    page.click("text=Find en elev")
    page.fill("#id_name", "bo r")
    page.click(".finder button")
    page.click("text=Bo Ravn")
    page.wait_for_selector("h1:has-text('Bo Ravn')")


def test_who_is_blocked_is_refused_at_the_next_click(sign_in):
    jonas, ida = sign_in("jonas001"), sign_in("ida00001")
    jonas.goto("/")
    jonas.click(f"text={NEWS}")
    jonas.wait_for_selector(f"h1:has-text('{NEWS}')")
    find_bo(ida)
    ida.click("a:has-text('Spær adgang')")
    ida.click("main button.button")
    ida.wait_for_selector("text=Feltet skal udfyldes.")
    ida.fill("#id_reason", "Besked fra kommunen")
    ida.click("main button.button")
    ida.wait_for_selector("text=Adgangen er spærret")
    jonas.reload()
    jonas.wait_for_selector("text=Du har ikke adgang til denne side.")
    assert NEWS not in jonas.content()
    jonas.goto("/")
    assert NEWS not in jonas.content()
    ida.click("a:has-text('Ophæv spærring')")
    ida.fill("#id_reason", "Ophævet af kommunen")
    ida.click("main button.button")
    ida.wait_for_selector("text=Spærringen er ophævet")
    jonas.goto("/")
    assert NEWS in jonas.content()


def test_a_member_is_added_on_a_phone(sign_in):
    page = sign_in("ida00001", viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(office_address("998101"))
    page.tap("text=Elevrådet")
    page.fill("#id_name", "bo")
    page.tap(".finder button")
    page.tap(".choice")
    page.tap(".choosing button.button")
    page.wait_for_selector(".people .name:has-text('Bo Ravn')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong(sign_in, width):
    page = sign_in("ida00001", Level.TWO_FACTOR, viewport={"width": width, "height": 900})
    office = office_address("998101")
    found = []
    for address in ("", "grupper/ny/", "boern/", "vikarer/ny/", "beskyttede-navne/"):
        page.goto(office + address)
        found.append(Axe().run(page))
    page.goto(f"{office}rettigheder/")
    found.append(Axe().run(page))
    page.click("a:has-text('Rediger')")
    page.uncheck("input[value=administer]")
    page.fill("#id_reason", "Holder op")
    page.click("main button.button")
    page.wait_for_selector("#id_ends_on_administer_error")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found.append(Axe().run(page))
    page.goto(office)
    page.click("text=Elevrådet")
    page.wait_for_selector("h1:has-text('Elevrådet')")
    page.fill("#id_name", "bo")
    page.click(".finder button")
    page.wait_for_selector(".choice")
    found.append(Axe().run(page))
    find_bo(page)
    found.append(Axe().run(page))
    page.click("a:has-text('Spær adgang')")
    page.wait_for_selector("#id_reason")
    page.click("main button.button")
    page.wait_for_selector("#id_reason_error")
    found.append(Axe().run(page))
    page.goto("/dine-oplysninger/")
    found.append(Axe().run(page))
    assert [result.generate_report() for result in found if result.violations_count] == []
    assert all(result.response["passes"] for result in found)
