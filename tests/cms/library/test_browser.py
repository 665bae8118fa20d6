"""Ida fills a folder in a real browser, and Dorte fetches what she put up."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from cms.editing.collections import make_collection
from cms.models import LibraryPage
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Person

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASSWORD = "et godt kodeord"
OLD, NEW = b"%PDF-1.4 gammel", b"%PDF-1.4 ny"


def make_file(name, content=OLD):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def folder(egesoeskolen, publish):
    school = egesoeskolen.institution
    make_collection(school)
    for unilogin, holder in (("ida00001", "staff"), ("dorte001", "guardian")):
        person = Person.objects.create_user(unilogin, PASSWORD, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=make_key(school.key, holder))]})
        if holder == "staff":
            grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT])
    keys = [make_key(school.key, "guardian"), make_key(school.key, "staff")]
    return publish(egesoeskolen.home, LibraryPage(title="Referater", own_audience=keys))


@pytest.fixture
def sign_in(browser, live_server, folder):
    """Opens a browser of somebody's own, signed in."""
    contexts = []

    def open_browser(unilogin, **named):
        context = browser.new_context(base_url=live_server.url, locale="da-DK", **named)
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        page.fill("#username", unilogin)
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.wait_for_selector(".person")
        return page

    yield open_browser
    for context in contexts:
        context.close()


def read_titles(page):
    return page.locator(".arranged li a").all_inner_texts()


@pytest.mark.parametrize("with_scripts", [True, False])
def test_forty_files_are_put_up_ordered_and_one_replaced(sign_in, folder, with_scripts):
    ida = sign_in("ida00001", java_script_enabled=with_scripts)
    ida.goto(folder.get_url())
    ida.click("text=Læg op og ordn")
    files = [make_file(f"referat_{number:02}.pdf") for number in range(40)]
    ida.set_input_files("input[type=file]", files)
    ida.get_by_role("button", name="Læg op", exact=True).click()
    assert read_titles(ida) == [f"Referat {number:02}" for number in range(40)]

    # By the keyboard, twice.
    for _time in range(2):
        ida.get_by_role("button", name="Flyt Referat 02 op").press("Enter")
        ida.wait_for_load_state()
    assert read_titles(ida)[:3] == ["Referat 02", "Referat 00", "Referat 01"]

    dorte = sign_in("dorte001", viewport={"width": 390, "height": 844})
    dorte.goto(folder.get_url())
    first = dorte.locator(".documents a").first
    assert first.inner_text() == "Referat 02"
    address = first.get_attribute("href")
    assert dorte.request.get(address).body() == OLD

    ida.click("text=Referat 02")
    ida.set_input_files("input[type=file]", [make_file("nyt referat.pdf", NEW)])
    ida.get_by_role("button", name="Læg ny udgave op").click()
    ida.wait_for_selector("text=Tidligere udgaver")
    assert dorte.request.get(address).body() == NEW


def test_axe_finds_nothing_where_a_folder_is_looked_after(sign_in, folder):
    ida = sign_in("ida00001")
    ida.goto(reverse("arrange_folder", args=[folder.pk]))
    ida.set_input_files("input[type=file]", [make_file("a.pdf"), make_file("b.pdf", b"<html>")])
    ida.get_by_role("button", name="Læg op", exact=True).click()
    ida.wait_for_selector(".notice.error")
    for go_on in (lambda: None, lambda: ida.click(".arranged a"), lambda: ida.click("text=Slet")):
        go_on()
        ida.wait_for_load_state()
        found = Axe().run(ida).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
