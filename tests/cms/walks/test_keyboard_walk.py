"""Signing in and confirming by the keyboard alone and without scripts, and news from a phone."""

import time

import pytest
from django.urls import reverse

from cms.confirmation.operations import ask_for_confirmation
from cms.models import Confirmation, ConfirmationMode, NewsPage
from core.people.models import Institution
from tests.cms.walks.conftest import PASSWORD, PHONE, make_photo

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "Husk madpakken på fredag"
MOST_TABS = 60
# What the issue promises for a phone, and how few steps it takes.
MOST_SECONDS = 60
MOST_CLICKS = 6


@pytest.fixture
def asking(class_home, schools, make_news):
    """News for the parents of 3.B that asks one of them to confirm."""
    news = make_news(class_home, TITLE, own_audience=[f"g{schools[0].group.pk}/guardian"])
    ask_for_confirmation(news.pk, mode=ConfirmationMode.ONE_GUARDIAN, major=False)
    return news


def tab_to(page, selector):
    """Presses Tab until what is looked for has the focus, which it or its card has to show."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            break
    else:
        raise AssertionError(f"{selector} is not reached by {MOST_TABS} tabs on {page.url}")
    assert page.evaluate(
        "() => [document.activeElement, document.activeElement.closest('.card')].some("
        "part => part && getComputedStyle(part).outlineStyle !== 'none')"
    ), f"the focus on {selector} is not seen"


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_mother_signs_in_and_confirms_by_the_keyboard_alone(open_browser, asking, with_scripts):
    page = open_browser(java_script_enabled=True)
    if not with_scripts:
        # The test looks for the focus with scripts of its own, so the page's alone are held back.
        page.route("**/*.js", lambda route: route.abort())
        page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    tab_to(page, "#username")
    page.keyboard.type("dorte001")
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".person")
    tab_to(page, f"a[href$='{asking.get_url()}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{asking.get_url()}")
    tab_to(page, ".confirm button")
    page.keyboard.press("Space")
    page.get_by_text("Tak. Du har kvitteret").wait_for()
    assert Confirmation.objects.get().page_id == asking.pk


def test_without_scripts_a_mother_signs_in_searches_confirms_and_signs_out(sign_in, asking):
    page = sign_in("dorte001", viewport=PHONE, java_script_enabled=False)
    page.goto(f"{reverse('search')}?q=madpakken")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Jeg har læst det").click()
    assert "Tak. Du har kvitteret" in page.inner_text("body")
    assert Confirmation.objects.get().page_id == asking.pk
    page.click("details.person summary")
    page.click("details.person form button.row")
    assert "Du er logget ud" in page.inner_text("body")


@pytest.mark.parametrize("with_scripts", [True, False])
def test_news_for_ones_own_class_goes_out_from_the_home_on_a_phone_in_a_minute(
    sign_in, class_home, schools, with_scripts
):
    Institution.objects.update(needs_approval=False)
    page = sign_in("anna0001", viewport=PHONE, java_script_enabled=with_scripts)
    clicks = 0

    def click(found):
        nonlocal clicks
        clicks += 1
        found.click()

    begun = time.monotonic()
    click(page.get_by_role("link", name="3.B").first)
    click(page.get_by_role("link", name="Ny nyhed").first)
    page.get_by_label("Titel").press_sequentially(TITLE)
    page.get_by_label("Tekst", exact=True).press_sequentially("Vi spiser i skoven.")
    page.get_by_label("Vælg et billede").set_input_files([make_photo()])
    page.get_by_label("Beskriv billedet for dem").press_sequentially("Skoven i november")
    click(page.locator("[name=consent][value=nobody]"))
    click(page.get_by_label("Forældre til 3.B samt personale"))
    click(page.get_by_role("button", name="Udgiv", exact=True))
    page.get_by_text("Nyheden er udgivet").wait_for()
    taken = time.monotonic() - begun
    assert NewsPage.objects.get().live
    assert clicks <= MOST_CLICKS
    assert taken < MOST_SECONDS
