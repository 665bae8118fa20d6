"""A parent and a protected page in a real browser: asked once, then back where they were."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from core.access.models import OFFICE_RIGHTS, Right
from core.access.operations import grant_rights
from core.login.models import Session
from core.people.kinds import Role, Source
from core.people.models import Membership, Person
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASSWORD = "et godt kodeord"
SECRET = "Kun for dem, vi er sikre på"


@pytest.fixture
def plan(egesoeskolen, make_page):
    """Elevplaner below the school's page, and Ida, who writes there and administers."""
    place = egesoeskolen.institution
    ida = Person.objects.create_user("ida00001", PASSWORD, first_name="Ida")
    anna = Person.objects.create_user("anna0001", first_name="Anna")
    for person in (ida, anna):
        Membership.objects.create(
            person=person, role=Role.ADMINISTRATIVE, institution=place, source=Source.ROSTER
        )
    refresh_access([ida.pk, anna.pk], on=timezone.localdate())
    grant_rights(person_id=ida.pk, institution_id=place.pk, rights=[*OFFICE_RIGHTS, Right.EDIT])
    return make_page(
        egesoeskolen.home, "Elevplaner", summary="Sådan læser I dem",
        body=[("text", f"<p>{SECRET}</p>")], required_level=Level.TWO_FACTOR,
    )  # fmt: skip


@pytest.fixture
def open_browser(browser, live_server, plan):
    contexts = []

    def sign_in(**named):
        context = browser.new_context(base_url=live_server.url, locale="da-DK", **named)
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        page.fill("#username", "ida00001")
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.wait_for_selector(".person")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def look_at(page, found):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found.append(Axe().run(page))


@pytest.mark.parametrize("width", [390, 1280])
def test_who_is_asked_confirms_once_and_goes_on(open_browser, plan, width):
    page, found = open_browser(viewport={"width": width, "height": 844}), []
    page.goto(plan.url)
    page.wait_for_selector("h1:has-text('Bekræft, at det er dig')")
    assert SECRET not in page.content()
    look_at(page, found)
    page.click("a.button:has-text('Bekræft, at det er dig')")
    page.wait_for_selector("button:has-text('Bekræft')")
    look_at(page, found)
    page.click("main button:has-text('Bekræft')")
    page.wait_for_selector(f"text={SECRET}")
    assert page.url.endswith(plan.url)
    page.reload()
    page.wait_for_selector(f"text={SECRET}")
    Session.objects.update(level_until=timezone.now() - timedelta(seconds=1))
    page.go_back()
    page.goto(plan.url)
    page.wait_for_selector("h1:has-text('Bekræft, at det er dig')")
    assert [item.violations_count for item in found] == [0, 0]


def test_what_was_typed_is_sent_after_the_step_up_in_another_window(open_browser, plan):
    page, found = open_browser(viewport={"width": 390, "height": 844}), []
    Session.objects.update(level=Level.TWO_FACTOR, level_until=timezone.now() + timedelta(hours=1))
    anna = Person.objects.get(unilogin="anna0001")
    page.goto(f"/kontor/998101/rettigheder/{anna.pk}/")
    page.check("input[value=edit]")
    page.fill("#id_reason", "Skriver for SFO'en")
    Session.objects.update(level_until=timezone.now() - timedelta(seconds=1))
    page.click("main button.button")
    page.wait_for_selector("button:has-text('Send igen')")
    look_at(page, found)
    with page.context.expect_page() as opened:
        page.click("text=åbner i et vindue for sig")
    opened.value.click("main button:has-text('Bekræft')")
    opened.value.wait_for_selector("h1:has-text('Du har bekræftet')")
    look_at(opened.value, found)
    page.click("button:has-text('Send igen')")
    page.wait_for_selector("text=Rettighederne er gemt")
    assert [item.violations_count for item in found] == [0, 0]
