"""What a newcomer meets in the editor: addresses, dates, buttons, help and the first page."""

import html
import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import formats, translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.audience.queries import find_year_group_ids
from cms.homes import make_homes
from cms.models import BasePage, ContentPage, InstitutionImage, NewsPage
from cms.slugs import make_slug, number_slug
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import Role, Source
from core.people.models import Group, Membership, Person
from tests.cms.editing.conftest import add_page, sign_in
from tests.cms.editing.forms import page_form, rich_text

TEXT = ("text", rich_text("Husk gummistøvler"))


def add_news(place):
    return f"/redaktion/pages/add/cms/newspage/{place.home.pk}/"


def test_a_second_page_of_the_same_title_gets_a_number(ida, lindesoe):
    for _time in range(3):
        sent = page_form(TEXT, title="Ugebrev på fredag", slug="ugebrev-paa-fredag")
        assert ida.post(add_news(lindesoe), sent).status_code == 302
    slugs = NewsPage.objects.filter(title="Ugebrev på fredag").order_by("pk")
    assert [page.slug for page in slugs] == [
        "ugebrev-paa-fredag", "ugebrev-paa-fredag-2", "ugebrev-paa-fredag-3",
    ]  # fmt: skip


def test_a_page_keeps_its_number_when_it_is_saved_again(ida, lindesoe):
    sent = page_form(TEXT, title="Ugebrev", slug="ugebrev")
    for _time in range(2):
        ida.post(add_news(lindesoe), sent)
    second = NewsPage.objects.get(slug="ugebrev-2")
    sent["slug"] = "ugebrev-2"
    assert ida.post(f"/redaktion/pages/{second.pk}/edit/", sent).status_code == 302
    assert second.get_latest_revision_as_object().slug == "ugebrev-2"


def test_an_address_that_somebody_wrote_is_refused_when_taken(ida, lindesoe):
    sent = page_form(TEXT, title="Ugebrev", slug="brev")
    assert ida.post(add_news(lindesoe), sent).status_code == 302
    answer = ida.post(add_news(lindesoe), sent)
    assert answer.status_code == 200
    assert "har allerede adressen »brev«" in answer.content.decode()
    assert NewsPage.objects.filter(slug__startswith="brev").count() == 1


def test_a_long_address_is_cut_for_its_number():
    long = make_slug("å" * 200)
    assert long == "a" * 255
    assert number_slug(long, taken={long, "a" * 253 + "-2"}) == "a" * 253 + "-3"


def test_the_browser_writes_danish_letters_as_the_portal_does(ida, lindesoe):
    page = ida.get(add_news(lindesoe)).content.decode()
    sent = re.search(r'data-w-slug-formatters-value="([^"]+)"', page)[1].replace("&quot;", '"')
    written = "Æblegrød på åen"
    for (pattern, _flags), replacement in json.loads(sent):
        written = re.sub(pattern, replacement, written)
    assert written.lower().replace(" ", "-") == make_slug("Æblegrød på åen")


@pytest.mark.parametrize(
    "wrong",
    [
        {"body-count": "-1"},
        {"body-count": "0"},
        {"body-0-type": "iframe"},
        {"body-0-type": ""},
        {"body-count": "mange"},
    ],
    ids=str,
)
def test_a_text_that_would_be_shortened_is_refused(ida, lindesoe, wrong):
    address = f"/redaktion/pages/{lindesoe.page.pk}/edit/"
    sent = page_form(TEXT, title="Ny titel", slug=lindesoe.page.slug)
    before = lindesoe.page.revisions.count()
    assert ida.post(address, sent | wrong).status_code == 400
    assert lindesoe.page.revisions.count() == before
    assert ida.post(address, sent).status_code == 302
    page = BasePage.objects.get(pk=lindesoe.page.pk)
    assert "Husk gummist" in str(page.get_latest_revision_as_object().body)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("typed", ["09.02.2027", "9.2.2027", "2027-02-09", "9/2/2027"])
def test_dates_are_typed_in_danish_or_as_machines_do(lindesoe, language, typed):
    lindesoe.editor.language = language
    lindesoe.editor.save()
    sent = page_form(TEXT, title="Ugebrev", slug="ugebrev", important_until=typed)
    assert sign_in(lindesoe.editor).post(add_news(lindesoe), sent).status_code == 302
    assert NewsPage.objects.get(slug="ugebrev").important_until == date(2027, 2, 9)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_a_field_shows_is_taken_back(language):
    with translation.override(language):
        assert AdminDateInput().format in formats.get_format("DATE_INPUT_FORMATS")
        assert AdminDateTimeInput().format in formats.get_format("DATETIME_INPUT_FORMATS")


def test_a_stored_date_is_shown_in_danish(ida, lindesoe):
    sent = page_form(TEXT, title="Ugebrev", slug="ugebrev", important_until="2027-02-09")
    ida.post(add_news(lindesoe), sent | {"go_live_at": "10.02.2027 7.05"})
    page = NewsPage.objects.get(slug="ugebrev")
    shown = ida.get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert 'value="09.02.2027"' in shown
    assert 'value="10.02.2027 07.05"' in shown
    assert "10. februar 2027 kl. 7.05" in shown


def buttons(body):
    """The names of the buttons that save, in their order; a draft's has none."""
    footer = body[body.index("action-menu" if "action-menu" in body else "<footer") :]
    found = re.findall(r'name="(action-\w+)"|class="button (action-save)', footer)
    return [first or second for first, second in found]


def test_publishing_comes_first_for_those_who_may(ida, lindesoe):
    for address in (add_news(lindesoe), f"/redaktion/pages/{lindesoe.page.pk}/edit/"):
        offered = buttons(ida.get(address).content.decode())
        assert offered[0] == "action-publish"
        assert "action-save" in offered


def test_asking_for_approval_comes_first_for_all_others(lindesoe):
    body = sign_in(lindesoe.colleague).get(add_news(lindesoe)).content.decode()
    assert buttons(body)[0] == "action-submit"
    assert "action-save" in buttons(body)


def test_a_picture_is_offered_without_a_description_of_its_own(ida, lindesoe):
    address = reverse("wagtailimages_chooser:chosen", args=[lindesoe.image.pk])
    described = ida.get(address).json()["result"]["default_alt_text"]
    InstitutionImage.objects.update(description="")
    assert (described, ida.get(address).json()["result"]["default_alt_text"]) == (
        lindesoe.image.description, "",
    )  # fmt: skip


def test_the_first_page_leads_to_writing_and_to_own_drafts(ida, lindesoe, klitnaes):
    for place in (lindesoe, klitnaes):
        draft = add_page(place.home, ContentPage, f"Min kladde {place.word}", live=False)
        draft.save_revision(user=lindesoe.editor)
    shown = ida.get("/redaktion/").content.decode()
    assert add_news(lindesoe) in shown
    assert f"Min kladde {lindesoe.word}" in shown
    assert add_news(klitnaes) not in shown
    assert f"Min kladde {klitnaes.word}" not in shown


def make_group(place, name, kind="main"):
    return Group.objects.create(
        institution=place.institution, name=name, kind=kind, source=Source.ROSTER, external_id=name
    )


def join(person, group, role, **days):
    Membership.objects.create(
        person=person, institution=group.institution, group=group, role=role,
        source=Source.ROSTER, **days,
    )  # fmt: skip


def test_own_classes_come_first_among_the_places(ida, lindesoe, now):
    group = make_group(lindesoe, "3.B")
    make_homes([lindesoe.institution.pk], today=now.date())
    assert "3.B" not in ida.get("/redaktion/").content.decode()
    join(lindesoe.editor, group, Role.PEDAGOGICAL)
    shown = ida.get("/redaktion/").content.decode()
    assert shown.index("3.B") < shown.index(add_news(lindesoe))


def test_a_class_has_the_year_group_of_its_pupils_today_and_no_other(lindesoe, now):
    today = now.date()
    yesterday = today - timedelta(days=1)
    second, third, fourth = (make_group(lindesoe, f"{n}. årgang", "year") for n in (2, 3, 4))
    group, other = make_group(lindesoe, "3.B"), make_group(lindesoe, "4.A")
    pupil, moved, teacher = (Person.objects.create_user(name) for name in ("bo", "liv", "anna"))
    for place in (group, second, third, fourth):
        join(teacher, place, Role.PEDAGOGICAL)
    for place in (group, third):
        join(pupil, place, Role.PUPIL, starts_on=today)
    join(pupil, second, Role.PUPIL, ends_on=yesterday)
    join(moved, group, Role.PUPIL, ends_on=yesterday)
    for place in (other, fourth):
        join(moved, place, Role.PUPIL)
    assert find_year_group_ids(group, on=today) == {third.pk}
    assert find_year_group_ids(group, on=yesterday) == {fourth.pk}
    assert find_year_group_ids(other, on=today) == {fourth.pk}


def test_the_first_page_asks_no_more_for_more_drafts(ida, lindesoe):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ida.get("/redaktion/").status_code == 200
        return len(queries)

    count()
    before = count()
    for number in range(5):
        draft = add_page(lindesoe.home, ContentPage, f"Kladde {number}", live=False)
        draft.save_revision(user=lindesoe.editor)
    assert count() == before


def test_the_editor_leads_back_to_the_portal(ida, lindesoe):
    shown = ida.get("/redaktion/").content.decode()
    assert "Til portalen" in shown
    assert "http://testserver/" in shown


def test_where_pages_begin_is_not_called_after_the_root(lindesoe, klitnaes):
    client = sign_in(lindesoe.editor)
    assert title_of(client.get("/redaktion/pages/", follow=True)).startswith("Sider under: ")
    grant_rights(
        person_id=lindesoe.editor.pk, institution_id=klitnaes.institution.pk, rights=[Right.EDIT]
    )
    assert title_of(client.get("/redaktion/pages/", follow=True)) == "Sider - Indgang"


def title_of(response):
    return " ".join(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1].split())


def test_an_image_is_called_so():
    with translation.override("da"):
        assert str(InstitutionImage._meta.verbose_name) == "billede"
    with translation.override("en"):
        assert str(InstitutionImage._meta.verbose_name) == "image"


@pytest.mark.parametrize(
    "help_text",
    ["En eller to sætninger.", "Til og med denne dag står nyheden øverst", "Tryk på plusset"],
)
def test_fields_say_what_they_are_for(ida, lindesoe, help_text):
    shown = html.unescape(ida.get(add_news(lindesoe)).content.decode())
    assert help_text in re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)


def test_the_first_page_shows_the_newest_that_waits_and_asks_no_more_for_more(ida, lindesoe):
    def add_waiting(number):
        page = add_page(lindesoe.home, ContentPage, f"Venter her {number}", live=False)
        page.save_revision(user=lindesoe.colleague)
        page.get_workflow().start(page, lindesoe.colleague)

    def look():
        with CaptureQueriesContext(connection) as queries:
            shown = ida.get("/redaktion/").content.decode()
        return [n for n in range(12) if f"Venter her {n}<" in shown], len(queries)

    for number in range(6):
        add_waiting(number)
    look()
    shown, before = look()
    assert shown == [1, 2, 3, 4, 5]
    for number in range(6, 12):
        add_waiting(number)
    assert look() == ([7, 8, 9, 10, 11], before)
    assert "Alt, der venter på godkendelse" in ida.get("/redaktion/").content.decode()
