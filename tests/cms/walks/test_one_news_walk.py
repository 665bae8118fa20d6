"""One piece of news from the teacher's desk to the mother's phone, and to nobody else."""

import pytest
from django.urls import reverse

from cms.models import Confirmation, InstitutionImage, NewsPage
from tests.cms.walks.conftest import PHONE, make_photo

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "Skoletræet får lys på"
SUMMARY = "Vi synger tirsdag kl. 8.15."


def write_news(anna, class_home):
    """In the short form, from the page of the class; goes on to the editor for what it lacks."""
    anna.goto(class_home.get_url())
    anna.get_by_role("link", name="Ny nyhed").first.click()
    anna.get_by_label("Titel").fill(TITLE)
    anna.get_by_label("Tekst", exact=True).fill(SUMMARY)
    anna.get_by_label("Vælg et billede").set_input_files([make_photo()])
    anna.get_by_label("Beskriv billedet for dem").fill("Et grantræ i skolegården")
    anna.check("[name=consent][value=nobody]")
    anna.get_by_label("Forældre til 3.B samt personale").check()
    anna.get_by_role("button", name="Flere valg i redaktionen").click()


def add_document_and_send(anna):
    """In the editor: a document, whom to ask for confirmation, and off to the leader."""
    text = anna.locator("#panel-child-indhold-body-section")
    text.get_by_title("Indsæt en blok").last.click()
    anna.get_by_role("option", name="Dokumenter").click()
    text.get_by_title("Tilføj", exact=True).click()
    anna.get_by_role("button", name="Vælg et dokument").first.click()
    anna.get_by_role("link", name="Sangark", exact=True).click()
    # The list in the window is gone, and the document is chosen.
    anna.locator(".modal").wait_for(state="detached")
    anna.get_by_label("Hvem skal kvittere").select_option(label="Én forælder")
    anna.get_by_role("button", name="Send til godkendelse").click()
    anna.get_by_text("er sendt til godkendelse").wait_for()


def approve(henrik):
    """From the front page, by way of what waits for him."""
    waiting = henrik.get_by_role("region", name="Venter på din godkendelse")
    waiting.get_by_role("link", name=TITLE).click()
    # The editor's buttons answer when its scripts have come.
    henrik.wait_for_url("**/edit/", wait_until="networkidle")
    henrik.get_by_role("button", name="Godkend og udgiv", exact=True).click()
    henrik.get_by_text(f"»{TITLE}« er godkendt og udgivet").wait_for()


def confirm(mother):
    """Finds the news on the front page, reads and confirms it; gives the addresses of its files."""
    mother.get_by_role("link", name=TITLE).first.click()
    picture = mother.locator("main img").first.get_attribute("src")
    document = mother.get_by_role("link", name="Sangark").get_attribute("href")
    mother.get_by_role("button", name="Jeg har læst det").click()
    mother.get_by_text("Tak. Du har kvitteret").wait_for()
    return [picture, document]


def search(person, words=TITLE):
    """The titles of what is found."""
    person.goto(reverse("home"))
    person.get_by_role("searchbox").first.fill(words)
    person.get_by_role("searchbox").first.press("Enter")
    person.wait_for_url("**/soeg/**")
    return person.locator("main a").all_inner_texts()


def ask(person, address):
    """What an address answers, without following it anywhere."""
    answer = person.request.get(address, max_redirects=0)
    return answer.status, answer.headers.get("content-type", "").split(";")[0]


def list_addresses(person, school, group):
    """Every page that somebody's pages lead to, by two clicks at most."""
    found = {reverse("home"), reverse("places"), reverse("calendar"), reverse("calendar_year")}
    for _click in range(2):
        for address in sorted(found):
            text = person.request.get(address).text()
            assert TITLE not in text, address
            assert SUMMARY not in text, address
            person.goto(address)
            links = person.locator("main a").evaluate_all("all => all.map(a => a.pathname)")
            found |= {link for link in links if link.endswith("/") and "redaktion" not in link}
    assert {school.home.get_url(), group.get_url()} <= found
    return found


def test_news_reaches_the_class_and_no_class_of_the_same_name(
    sign_in, class_home, song_sheet, schools
):
    anna = sign_in("anna0001")
    write_news(anna, class_home)
    add_document_and_send(anna)
    news = NewsPage.objects.get()
    address, draft_picture = news.get_url(), InstitutionImage.objects.get()
    dorte = sign_in("dorte001", viewport=PHONE)
    assert ask(dorte, address)[0] == 404
    assert "3.B" in dorte.inner_text("main")
    assert TITLE not in search(dorte)

    approve(sign_in("henrik01"))
    dorte.goto(reverse("home"))
    picture, document = confirm(dorte)
    assert Confirmation.objects.get().page_id == news.pk
    assert str(draft_picture.pk) in picture
    assert [ask(dorte, file)[0] for file in (picture, document)] == [200, 200]
    assert TITLE in search(dorte)
    assert "Sangark" in search(dorte, "sangark")

    carla = sign_in("carla001", viewport=PHONE)
    assert "3.B" in carla.inner_text("main")
    other, other_class = schools[1], schools[1].home.get_children().get(title="3.B").specific
    list_addresses(carla, other, other_class)
    assert TITLE not in search(carla)
    assert "Sangark" not in search(carla, "sangark")
    nowhere = ask(carla, address.replace("skoletraeet", "intet"))
    assert nowhere[0] == 404
    assert ask(carla, address) == nowhere
    for file in (picture, document):
        none = file.replace(f"/{file.split('/')[2]}/", "/987654/")
        assert ask(carla, file) == ask(carla, none)
        assert ask(carla, file)[0] == 404
