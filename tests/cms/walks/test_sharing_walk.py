"""News of the municipality for some institutions, ticked on a phone, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from cms.models import MunicipalityHome, NewsPage
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person
from tests.cms.walks.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "Ny køreplan for skolebusserne"


@pytest.fixture
def home(egesoeskolen):
    """The municipality's, with Sofie who writes there and more schools than a phone shows."""
    administration = egesoeskolen.institution.parent
    for number in range(12):
        Institution.objects.create(
            key=f"9982{number:02}", name=f"Skole {number:02}", kind="school",
            municipality=administration.municipality, parent=administration,
        )  # fmt: skip
    sofie = Person.objects.create_user("sofie001", PASSWORD, first_name="Sofie")
    replace_holdings({sofie.pk: [Holding(key="998001/staff")]})
    rights = [Right.EDIT, Right.PUBLISH, Right.MUNICIPALITY]
    grant_rights(person_id=sofie.pk, institution_id=administration.pk, rights=rights)
    return MunicipalityHome.objects.get(home_of=administration.municipality)


@pytest.fixture
def sofie(browser, live_server, home):
    """Opens the short form on a phone, with or without scripts."""
    contexts = []

    def open_form(*, scripts):
        context = browser.new_context(
            base_url=live_server.url, locale="da-DK", viewport=PHONE, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        page.fill("#username", "sofie001")
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.goto(reverse("write_news", args=[home.pk]))
        page.get_by_label("Titel").fill(TITLE)
        page.get_by_label("Tekst", exact=True).fill("Fra januar.")
        assert not page.get_by_label("Egesøskolen").is_visible()
        page.get_by_label("Institutioner, du vælger").check()
        return page

    yield open_form
    for context in contexts:
        context.close()


def publish(page):
    page.get_by_role("button", name="Udgiv", exact=True).click()
    page.get_by_text("Nyheden er udgivet").wait_for()
    return NewsPage.objects.get().own_audience


def test_what_is_typed_finds_the_institution(sofie):
    page = sofie(scripts=True)
    assert not page.get_by_label("Egesøskolen").is_visible()
    finder = page.get_by_label("Find en institution")
    finder.fill("EGESØ")
    finder.press("Enter")
    page.get_by_label("Egesøskolen").check()
    assert not page.get_by_label("Skole 03").is_visible()
    finder.fill("findes ikke")
    page.get_by_text("Ingen institution hedder det.").wait_for()
    finder.fill("")
    assert page.get_by_label("Egesøskolen").is_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert publish(page) == ["998001/staff", "998101/guardian", "998101/staff"]


def test_all_who_see_it_fold_out_by_keyboard_and_stand_on_paper(sofie):
    page = sofie(scripts=False)
    page.locator("summary", has_text="Skoler").click()
    for number in range(7):
        page.get_by_label(f"Skole {number:02}").check()
    publish(page)
    page.goto(NewsPage.objects.get().get_url())
    short = page.locator(".tools .only-screen")
    assert "Skole 03 og 3 andre" in short.inner_text()
    whole = page.locator(".all-readers p")
    assert not whole.is_visible()
    page.get_by_text("Vis alle").focus()
    page.keyboard.press("Enter")
    whole.wait_for()
    assert "Skole 05 og Skole 06" in whole.inner_text()
    page.keyboard.press("Enter")
    whole.wait_for(state="hidden")
    page.emulate_media(media="print")
    assert "Skole 05 og Skole 06" in page.locator(".only-print").inner_text()
    assert not short.is_visible()


def test_without_scripts_the_list_is_folded_out(sofie):
    page = sofie(scripts=False)
    assert not page.get_by_label("Find en institution").is_visible()
    page.locator("summary", has_text="Skoler").click()
    page.get_by_label("Egesøskolen").check()
    page.get_by_label("Personale", exact=True).uncheck()
    assert publish(page) == ["998001/staff", "998101/guardian"]
