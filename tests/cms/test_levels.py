"""Pages that ask for a level: what who has less is shown, and how those below follow."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.indexing.documents import read_document_entries
from cms.indexing.pages import make_entry
from cms.models import BasePage, ContentPage, InstitutionDocument, LibraryPage
from cms.queries import documents_visible_to, find_menu, find_page, visible_to
from core.access.models import Right
from core.access.operations import grant_rights
from core.access.viewer import Viewer
from core.people.models import Person
from indgang_sdk.levels import Level
from search.models import Entry
from tests.cms.conftest import NOW
from tests.signing_in import sign_in_at

SECRET = "indhold-som-er-beskyttet"
BODY = [("text", f"<p>{SECRET}</p>")]


@pytest.fixture(autouse=True)
def at_moment():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(make_viewer):
    return Person.objects.get(pk=make_viewer("998101/staff").person_id)


@pytest.fixture
def plan(egesoeskolen, make_page):
    """A page of the school that asks for two factors."""
    return make_page(
        egesoeskolen.home, "Elevplaner", body=BODY, summary=SECRET, required_level=Level.TWO_FACTOR
    )


def levels_of(*pages):
    return [BasePage.objects.get(pk=page.pk).effective_level for page in pages]


def change(page, **fields):
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_who_has_less_reads_the_title_and_the_way_to_step_up(client, staff, plan):
    sign_in_at(client, staff)
    answer = client.get(plan.url)
    assert answer.status_code == 200
    assert "Elevplaner" in answer.text
    assert "Bekræft, at det er dig" in answer.text
    assert SECRET not in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert f"/log-ind/bekraeft/?niveau=3&amp;next={plan.url}" in answer.text


def test_the_step_up_comes_back_to_the_page(client, staff, plan):
    sign_in_at(client, staff)
    asked = client.get(reverse("step_up"), {"niveau": "3", "next": plan.url})
    assert "Bekræft, at det er dig" in asked.text
    done = client.post(reverse("step_up"), {"niveau": "3", "next": plan.url})
    assert (done.status_code, done["Location"]) == (302, plan.url)
    answer = client.get(plan.url)
    assert SECRET in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    # Never twice in a row: who has the level is led on at once.
    again = client.get(reverse("step_up"), {"niveau": "3", "next": plan.url})
    assert (again.status_code, again["Location"]) == (302, plan.url)


def test_a_step_up_leads_nowhere_else_and_proves_nothing_outside_the_demo(
    client, staff, plan, settings
):
    sign_in_at(client, staff)
    named = {"niveau": "3", "next": "https://elsewhere.example/"}
    settings.DEMO = False
    assert client.post(reverse("step_up"), named).status_code == 404
    assert SECRET not in client.get(plan.url).text
    settings.DEMO = True
    assert client.post(reverse("step_up"), named)["Location"] == "/"


def test_the_level_ages_out_at_the_next_request(client, staff, plan, at_moment):
    sign_in_at(client, staff, level=Level.TWO_FACTOR)
    assert SECRET in client.get(plan.url).text
    at_moment.shift(2 * 60 * 60 - 1)
    assert SECRET in client.get(plan.url).text
    at_moment.shift(1)
    assert SECRET not in client.get(plan.url).text


def test_nobody_signs_in_at_the_level_at_once_where_the_page_is_known(
    client, egesoeskolen, make_page
):
    page = make_page(
        egesoeskolen.home, "For alle", own_audience=["public"], required_level=Level.TWO_FACTOR
    )
    assert client.get(page.url)["Location"] == f"/log-ind/?next={page.url}&niveau=3"


def test_an_address_that_nobody_may_know_of_does_not_tell_its_level(client, plan, egesoeskolen):
    nothing = f"{egesoeskolen.home.get_url()}findes-ikke/"
    for address in (plan.url, nothing):
        assert client.get(address)["Location"] == f"/log-ind/?next={address}"
    # Who sends a link may say so, and then one sign-in does.
    asked = client.get(plan.url, {"niveau": "3"})
    assert asked["Location"] == f"/log-ind/?next={plan.url}&niveau=3"


def test_pages_below_ask_for_the_highest_of_themselves_and_those_above(egesoeskolen, make_page):
    top = make_page(egesoeskolen.home, "Øverst")
    middle = make_page(top, "Midt", required_level=Level.TWO_FACTOR)
    low = make_page(middle, "Nederst")
    own = make_page(middle, "Egen", required_level=Level.NSIS_SUBSTANTIAL)
    beside = make_page(top, "Ved siden af")
    assert levels_of(top, middle, low, own, beside) == [1, 3, 3, 4, 1]
    change(top, required_level=Level.NSIS_SUBSTANTIAL)
    assert levels_of(top, middle, low, own, beside) == [4, 4, 4, 4, 4]
    change(top, required_level=Level.ONE_FACTOR)
    assert levels_of(top, middle, low, own, beside) == [1, 3, 3, 4, 1]
    change(middle, required_level=Level.ONE_FACTOR)
    assert levels_of(top, middle, low, own, beside) == [1, 1, 1, 4, 1]


def test_a_page_that_is_moved_asks_for_what_its_new_place_does(egesoeskolen, make_page, plan):
    page = make_page(egesoeskolen.home, "Flyttes")
    below = make_page(page, "Under")
    page.move(BasePage.objects.get(pk=plan.pk), pos="last-child")
    assert levels_of(page, below) == [3, 3]
    BasePage.objects.get(pk=page.pk).specific.move(
        BasePage.objects.get(pk=egesoeskolen.home.pk), pos="last-child"
    )
    assert levels_of(page, below) == [1, 1]


def test_a_draft_changes_nothing_before_it_is_published(egesoeskolen, make_page, plan):
    below = make_page(plan, "Under")
    draft = ContentPage.objects.get(pk=plan.pk)
    draft.required_level = Level.ONE_FACTOR
    draft.save_revision()
    assert levels_of(plan, below) == [3, 3]


def test_a_copy_asks_for_what_its_source_does(egesoeskolen, plan):
    copy = ContentPage.objects.get(pk=plan.pk).copy(
        to=BasePage.objects.get(pk=egesoeskolen.home.pk), update_attrs={"slug": "kopi"}
    )
    assert levels_of(copy) == [3]


def test_lists_name_the_page_and_say_nothing_of_it(staff, plan, egesoeskolen, make_page):
    make_page(egesoeskolen.home, "Åben", summary="Til alle")
    page = find_page(egesoeskolen.home.url_path, Viewer(person_id=staff.pk, now=NOW))
    for level, shown in ((Level.ONE_FACTOR, ""), (Level.TWO_FACTOR, SECRET)):
        viewer = Viewer(person_id=staff.pk, now=NOW, level=level)
        rows = {row.title: row.summary for row in find_menu(viewer, page=page)}
        assert rows["Elevplaner"] == shown
        assert rows["Åben"] == "Til alle"
        seen = visible_to(viewer).filter(pk=plan.pk).exists()
        assert seen is (level is Level.TWO_FACTOR)


def test_the_index_has_the_title_alone_and_follows_the_level(egesoeskolen, make_page, plan):
    above = make_page(egesoeskolen.home, "Over")
    page = make_page(above, "Side", body=BODY)
    assert SECRET in make_entry(page).text
    assert make_entry(plan).text == ""

    def text_of(page):
        return Entry.objects.get(key=f"page:{page.pk}").text

    assert (text_of(plan), SECRET in text_of(page)) == ("", True)
    change(above, required_level=Level.TWO_FACTOR)
    assert text_of(page) == ""
    change(above, required_level=Level.ONE_FACTOR)
    assert SECRET in text_of(page)


def test_a_file_follows_its_folder_and_the_pages_that_link_to_it(
    client, staff, egesoeskolen, publish
):
    folder = publish(
        egesoeskolen.home, LibraryPage(title="Referater", required_level=Level.TWO_FACTOR)
    )
    document = InstitutionDocument(title="Referat", folder=folder)
    document.file.save("referat.txt", ContentFile(SECRET.encode()))
    sign_in_at(client, staff)
    for address in (document.url, reverse("document", args=[document.pk])):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"/log-ind/bekraeft/?niveau=3&next={address}"
    assert [entry.text for entry in read_document_entries([document.pk])] == [""]
    sign_in_at(client, staff, level=Level.TWO_FACTOR)
    assert b"".join(client.get(document.url).streaming_content) == SECRET.encode()
    # A place where less is asked for shows it to who sees that place.
    change(folder, required_level=Level.ONE_FACTOR)
    viewer = Viewer(person_id=staff.pk, now=NOW)
    assert documents_visible_to(viewer).filter(pk=document.pk).exists()


def test_a_file_that_somebody_may_not_know_of_is_not_there(
    client, make_viewer, egesoeskolen, publish
):
    folder = publish(
        egesoeskolen.home, LibraryPage(title="Referater", required_level=Level.TWO_FACTOR)
    )
    document = InstitutionDocument(title="Referat", folder=folder)
    document.file.save("referat.txt", ContentFile(b"."))
    stranger = Person.objects.get(pk=make_viewer("999101/staff").person_id)
    assert sign_in_at(client, stranger).get(document.url).status_code == 404


def test_who_writes_the_page_edits_it_by_that_right_alone(client, staff, egesoeskolen, plan):
    grant_rights(
        person_id=staff.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    sign_in_at(client, staff)
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[plan.pk]))
    assert edited.status_code == 200
    assert SECRET in edited.text
    assert "Login i to trin" in edited.text
    assert SECRET not in client.get(plan.url).text
    listed = client.get(reverse("wagtailadmin_explore", args=[egesoeskolen.home.pk])).text
    assert "Login i to trin" in listed


def test_a_page_that_asks_for_no_level_costs_what_it_did(
    client, staff, egesoeskolen, make_page, plan, django_assert_num_queries
):
    page = make_page(egesoeskolen.home, "Side", body=BODY)
    for level in (Level.ONE_FACTOR, Level.NSIS_HIGH):
        sign_in_at(client, staff, level=level)
        client.get(page.url)
        with django_assert_num_queries(3):
            client.get(page.url)
    sign_in_at(client, staff)
    with django_assert_num_queries(3):
        client.get(plan.url)


def test_browsers_forget_a_list_when_the_level_has_changed(client, staff, egesoeskolen, plan):
    sign_in_at(client, staff, level=Level.TWO_FACTOR)
    home = egesoeskolen.home.get_url()
    answer = client.get(home)
    assert SECRET in answer.text
    with time_machine.travel(NOW.replace(hour=13), tick=False):
        later = client.get(home, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert later.status_code == 200
    assert SECRET not in later.text
