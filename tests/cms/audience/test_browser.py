"""The picker in a real browser: its boxes, its live sentence, what it asks back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from cms.models import NewsPage
from core.people.models import Institution

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def open_form(browser, live_server, client):
    """Opens the form of a new piece of news in a window of its own, signed in as somebody."""
    windows = []

    def open_form(person, parent, **options):
        client.force_login(person)
        window = browser.new_context(base_url=live_server.url, locale="da-DK", **options)
        windows.append(window)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        window.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = window.new_page()
        page.goto(f"/redaktion/pages/add/cms/newspage/{parent.pk}/")
        return page

    yield open_form
    for window in windows:
        # Wagtail says goodbye when a form is left; the database must not be gone by then.
        for page in window.pages:
            page.goto("about:blank")
            page.wait_for_timeout(500)
        window.close()


def boxes(page):
    return page.locator("[data-audience-boxes]")


def sentence(page):
    return page.locator("[data-audience-sentence]")


def wait_for_sentence(page, words):
    page.wait_for_function(
        "words => document.querySelector('[data-audience-sentence]').textContent.includes(words)",
        arg=words,
    )


def choose_own(page):
    page.get_by_text("Jeg vælger selv").click()


def test_boxes_come_when_one_chooses_and_begin_with_the_page_above(open_form, ida, class_home):
    page = open_form(ida, class_home)
    assert not boxes(page).is_visible()
    choose_own(page)
    assert boxes(page).is_visible()
    group = page.get_by_role("group", name="3.B", exact=True)
    assert group.get_by_label("forældre").is_checked()
    assert not group.get_by_label("personale").is_checked()


def test_the_sentence_follows_every_tick(open_form, ida, class_home, world, make_people):
    make_people(2, f"{world.unit('3.B')}/guardian")
    page = open_form(ida, class_home)
    choose_own(page)
    group = page.get_by_role("group", name="3.B", exact=True)
    group.get_by_label("elever").uncheck()
    wait_for_sentence(page, "forældre til 3.B samt personale på Egesøskolen: 2 personer")
    page.get_by_role("group", name="Egesøskolen", exact=True).get_by_label("forældre").check()
    wait_for_sentence(page, "forældre og personale på Egesøskolen")
    warnings = page.locator("[data-audience-warnings]")
    assert "Siden kan ses af flere end siden over den." in warnings.inner_text()


def test_a_tick_answers_for_one_audience_only(open_form, sofie, municipality_home):
    page = open_form(sofie, municipality_home)
    questions = page.locator("[data-audience-questions]")
    answer = questions.get_by_label("Ja, det er meningen")
    answer.check()
    choose_own(page)
    page.get_by_text("Internettet", exact=True).click()
    page.get_by_label("Alle på internettet").check()
    wait_for_sentence(page, "Synlig for: Alle på internettet")
    assert "Alle på internettet kan se dette." in questions.inner_text()
    assert not answer.is_checked()


def test_the_draft_is_saved_by_itself_with_the_choice(open_form, ida, class_home, world):
    page = open_form(ida, class_home)
    page.locator("#id_title").fill("Gemt af sig selv")
    choose_own(page)
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "edit" in answer.url
    ):
        page.get_by_role("group", name="3.B", exact=True).get_by_label("elever").uncheck()
        page.wait_for_timeout(3000)
        page.locator("#id_title").fill("Gemt af sig selv igen")
    drafted = NewsPage.objects.get().latest_revision.content["own_audience"]
    assert sorted(drafted) == ["998101/staff", *sorted(_keys(world, "guardian"))]


def _keys(world, *holders):
    return [f"{world.unit('3.B')}/{holder}" for holder in holders]


def test_without_its_script_all_boxes_can_be_ticked(open_form, ida, class_home):
    """Wagtail's own form needs its scripts; the picker does not need its own."""
    page = open_form(ida, class_home)
    page.route("**/picker.js", lambda route: route.abort())
    page.reload()
    assert boxes(page).is_visible()
    page.get_by_role("group", name="3.B", exact=True).get_by_label("forældre").check()
    assert "Synlig for: elever og forældre" in sentence(page).inner_text()


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}])
def test_it_can_be_used_by_everybody(open_form, sofie, municipality_home, size):
    page = open_form(sofie, municipality_home, viewport=size)
    choose_own(page)
    wait_for_sentence(page, "Synlig for")
    found = Axe().run(page, context="audience-picker")
    assert [item["id"] for item in found.response["violations"]] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    box = page.get_by_label("ledelsen").first.locator("xpath=..").bounding_box()
    assert box["height"] >= 40


def test_another_class_is_found_by_typing_and_stays_for_the_next_search(
    open_form, sofie, municipality_home, world, make_people
):
    for number in range(4):
        Institution.objects.create(
            key=f"99820{number}", name=f"Østre Skole {number}", kind="school",
            municipality=world.school.municipality, parent=world.administration,
        )  # fmt: skip
    make_people(2, f"{world.unit('4.B')}/guardian")
    page = open_form(sofie, municipality_home)
    choose_own(page)
    field = page.get_by_label("Find en anden institution eller klasse")
    field.press_sequentially("4b")
    found = page.get_by_role("group", name="4.B, Egesøskolen", exact=True)
    found.get_by_label("forældre").focus()
    page.keyboard.press("Space")
    wait_for_sentence(page, "forældre til 4.B på Egesøskolen")
    field.fill("østre skole 2")
    field.press("Enter")
    page.get_by_role("group", name="Østre Skole 2", exact=True).wait_for()
    assert page.locator(".audience__said").inner_text() == "1 fundet."
    assert found.get_by_label("forældre").is_checked()
    assert "/add/" in page.url
    axe = Axe().run(page, context="audience-picker")
    assert [item["id"] for item in axe.response["violations"]] == []
