"""News written in the portal: published, kept, sent for approval, edited, taken down, put back."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cms.models import InstitutionImage, NewsPage, RecentAudience
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

TITLE = "Tur til åen på torsdag"
TEXT = "Husk gummistøvler.\n\n- madpakke\n- regntøj"


def make_picture():
    content = BytesIO()
    Image.new("RGB", (80, 60), "green").save(content, "PNG")
    return SimpleUploadedFile("tur.png", content.getvalue(), "image/png")


@pytest.fixture
def anna(egesoeskolen, client):
    """Writes at Egesøskolen, and is signed in."""
    person = Person.objects.create_user("anna0001", first_name="Anna")
    school = egesoeskolen.institution
    replace_holdings({person.pk: [Holding(key=make_key(school.key, "staff"))]})
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT])
    client.force_login(person)
    return person


@pytest.fixture
def class_home(egesoeskolen):
    return egesoeskolen.home.get_children().get(title="3.B").specific


@pytest.fixture
def parents(egesoeskolen):
    """The value of the choice »forældre i 3.B og personale«."""
    keys = [f"g{egesoeskolen.group.pk}/guardian", make_key(egesoeskolen.institution.key, "staff")]
    return " ".join(sorted(keys))


@pytest.fixture
def write(client, anna, class_home, parents):
    def send(action="publish", **more):
        sent = {"title": TITLE, "text": TEXT, "audience": parents, "action": action} | more
        return client.post(f"/ny-nyhed/{class_home.pk}/", sent)

    return send


def test_it_is_published_with_its_audience_summary_and_text(write, parents, class_home):
    response = write()
    page = NewsPage.objects.get()
    assert (response.status_code, response["Location"]) == (302, page.url)
    assert (page.live, page.title, page.own_audience) == (True, TITLE, parents.split())
    assert page.summary == "Husk gummistøvler. - madpakke - regntøj"
    assert page.body[0].value.source == (
        "<p>Husk gummistøvler.</p><ul><li>madpakke</li><li>regntøj</li></ul>"
    )
    assert page.get_parent().pk == class_home.pk


def test_the_form_offers_few_audiences_in_words_and_number(client, anna, class_home):
    shown = client.get(f"/ny-nyhed/{class_home.pk}/").text
    values = re.findall(r'name="audience" value="([^"]+)"', shown)
    assert 2 <= len(values) <= 6
    assert "1 person" in shown
    assert "Udgiv" in shown


def test_a_draft_is_seen_by_nobody(write, client):
    response = write(action="draft")
    page = NewsPage.objects.get()
    assert response["Location"] == f"/ret-nyhed/{page.pk}/"
    assert not page.live
    assert client.get(page.url).status_code == 404
    assert TITLE in client.get(response["Location"]).text


def test_where_the_institution_approves_it_is_sent(write, client, class_home):
    Institution.objects.update(needs_approval=True)
    shown = client.get(f"/ny-nyhed/{class_home.pk}/").text
    assert "Send til godkendelse" in shown
    write(action="publish")
    page = NewsPage.objects.get()
    assert not page.live
    page.delete()
    write(action="ask")
    page = NewsPage.objects.get()
    assert not page.live
    assert page.current_workflow_state is not None


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Feltet skal udfyldes"),
        ("title", "x" * 121, "højst"),
        ("text", "", "Feltet skal udfyldes"),
        ("text", "x" * 8001, "højst"),
        ("audience", "public", "Marker en gyldig valgmulighed"),
        ("audience", "", "Feltet skal udfyldes"),
        ("until", "2020-01-01", "passeret"),
        ("until", "i morgen", "gyldig dato"),
    ],
)
def test_mistakes_come_back_with_all_that_was_written(write, field, value, says):
    response = write(**{field: value})
    assert response.status_code == 400
    assert says in response.text
    assert field == "title" or f'value="{TITLE}"' in response.text
    assert field == "text" or "madpakke" in response.text
    assert not NewsPage.objects.exists()


def test_a_picture_is_kept_when_something_else_is_wrong(write):
    response = write(title="", picture=make_picture(), description="En å")
    image = InstitutionImage.objects.get()
    assert f'name="picture_id" value="{image.pk}"' in response.text
    write(picture_id=image.pk, description="En å")
    body = NewsPage.objects.get().body
    assert body[0].value.pk == image.pk
    assert body[0].value.contextual_alt_text == "En å"


def test_a_picture_is_described_or_is_decoration(write):
    assert "Beskriv billedet, eller" in write(picture=make_picture()).text
    assert not NewsPage.objects.exists()
    assert write(picture=make_picture(), decorative="on").status_code == 302


def test_what_is_no_picture_is_refused(write):
    fake = SimpleUploadedFile("tur.png", b"<svg onload=alert(1)>", "image/png")
    assert write(picture=fake, description="x").status_code == 400
    assert not InstitutionImage.objects.exists()


def test_nobody_elses_picture_is_taken(write, revleskolen):
    from tests.cms.blocks.conftest import make_image  # noqa: PLC0415

    foreign = make_image(revleskolen)
    write(picture_id=foreign.pk, decorative="on")
    assert [block.block_type for block in NewsPage.objects.get().body] == ["text"]


def test_a_cpr_number_stops_it(write):
    response = write(text="Ring til 090517-1234")
    assert response.status_code == 400
    assert "CPR" in response.text
    assert not NewsPage.objects.exists()


def test_it_ends_after_its_last_day(write):
    today = timezone.localdate()
    write(until=today.isoformat())
    end = timezone.localtime(NewsPage.objects.get().expire_at)
    assert (end.date(), end.hour) == (today + timedelta(days=1), 0)


def test_it_is_edited_in_the_same_form(write, client):
    write(picture=make_picture(), description="En å")
    page = NewsPage.objects.get()
    shown = client.get(f"/ret-nyhed/{page.pk}/").text
    assert f'value="{TITLE}"' in shown
    assert "- madpakke" in shown
    assert 'value="En å"' in shown
    sent = {
        "title": "Ny titel", "text": TEXT, "audience": " ".join(page.own_audience),
        "action": "publish", "picture_id": page.body[0].value.pk, "description": "En å",
    }  # fmt: skip
    assert client.post(f"/ret-nyhed/{page.pk}/", sent).status_code == 302
    page.refresh_from_db()
    assert page.title == "Ny titel"
    assert [block.block_type for block in page.body] == ["image", "text"]


def test_a_picture_is_left_out_without_being_described(write, client):
    write(picture=make_picture(), decorative="on")
    page = NewsPage.objects.get()
    sent = {
        "title": TITLE, "text": TEXT, "audience": " ".join(page.own_audience),
        "action": "publish", "picture_id": page.body[0].value.pk,
    }  # fmt: skip
    assert client.post(f"/ret-nyhed/{page.pk}/", sent).status_code == 400
    assert client.post(f"/ret-nyhed/{page.pk}/", sent | {"remove": "on"}).status_code == 302
    page.refresh_from_db()
    assert [block.block_type for block in page.body] == ["text"]


WRITTEN = {"body": [("text", "<p>Hej med jer.</p>")], "summary": "Hej med jer."}


@pytest.mark.parametrize(
    ("fields", "is_for_the_editor"),
    [
        ({}, False),
        ({"summary": ""}, False),
        ({"body": []}, False),
        ({"asked": "one_guardian"}, False),
        ({"go_live_at": timezone.now() - timedelta(days=9)}, False),
        ({"summary": "Et andet resumé"}, True),
        ({"body": [], "summary": ""}, True),
        ({"body": [("text", "<p>Hej <b>med</b> jer.</p>")]}, True),
        ({"body": [("text", "<p>Hej med jer.</p>"), ("text", "<p>To</p>")]}, True),
        ({"own_audience": None}, True),
        ({"go_live_at": timezone.now() + timedelta(days=9)}, True),
        ({"important_until": date(2027, 1, 8)}, True),
        ({"asked": "one_guardian", "is_major_change": True}, True),
        ({"locked": True}, True),
    ],
)
def test_what_the_form_would_lose_is_edited_in_the_editor(
    client, anna, egesoeskolen, make_news, parents, fields, is_for_the_editor
):
    fields = {"own_audience": parents.split()} | WRITTEN | fields
    page = make_news(egesoeskolen.home, **fields)
    address = f"/ret-nyhed/{page.pk}/"
    sent = {"title": "x", "text": "x", "audience": parents, "action": "publish"}
    shown = client.get(address)
    assert shown.status_code == (302 if is_for_the_editor else 200)
    answers = [shown, client.post(address, sent)] if is_for_the_editor else []
    assert {answer["Location"] for answer in answers} <= {f"/redaktion/pages/{page.pk}/edit/"}
    page.refresh_from_db()
    assert (page.title, page.summary) == ("Nyhed", fields["summary"])


@pytest.mark.parametrize("waits", [False, True])
def test_a_version_that_waits_for_its_day_is_not_lost_to_a_later_draft(write, client, waits):
    write()
    page = NewsPage.objects.get()
    page.go_live_at = timezone.now() + timedelta(days=9)
    revision = page.save_revision()
    if waits:
        revision.publish()
    page.go_live_at = None
    page.save_revision()
    assert client.get(f"/ret-nyhed/{page.pk}/").status_code == (302 if waits else 200)


def test_a_summary_without_a_text_is_the_text(client, anna, egesoeskolen, make_news, parents):
    page = make_news(egesoeskolen.home, summary="Husk støvler.", own_audience=parents.split())
    shown = client.get(f"/ret-nyhed/{page.pk}/").context["form"].initial
    assert shown["text"] == "Husk støvler."


def test_it_is_taken_down_at_once_and_put_back(write, client):
    write()
    page = NewsPage.objects.get()
    assert "Tag ned nu" in client.get(page.url).text
    assert "Tag nyheden ned?" in client.get(f"/tag-ned/{page.pk}/").text
    assert client.get(page.url).status_code == 200
    response = client.post(f"/tag-ned/{page.pk}/")
    assert response["Location"] == f"/udgiv-igen/{page.pk}/"
    assert client.get(page.url).status_code == 404
    assert client.post(response["Location"]).status_code == 302
    assert client.get(page.url).status_code == 200


def test_who_may_not_write_finds_none_of_it(write, client, class_home, revleskolen):
    write()
    page = NewsPage.objects.get()
    stranger = Person.objects.create_user("carla001", first_name="Carla")
    school = revleskolen.institution
    grant_rights(person_id=stranger.pk, institution_id=school.pk, rights=[Right.EDIT])
    client.force_login(stranger)
    for address in (
        f"/ny-nyhed/{class_home.pk}/", f"/ret-nyhed/{page.pk}/", f"/tag-ned/{page.pk}/",
        f"/udgiv-igen/{page.pk}/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
        assert client.post(address, {"title": "x"}).status_code == 404
    assert client.get(f"/ny-nyhed/{revleskolen.home.pk}/").status_code == 200


def test_who_writes_in_several_places_chooses(client, anna, egesoeskolen, revleskolen, class_home):
    assert client.get("/ny-nyhed/")["Location"] == f"/ny-nyhed/{egesoeskolen.home.pk}/"
    school = revleskolen.institution
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[Right.EDIT])
    shown = client.get("/ny-nyhed/").text
    assert "Egesøskolen" in shown
    assert "Revleskolen" in shown


def test_a_picture_is_asked_about_where_it_is_written(client, write):
    picture = {"picture": make_picture(), "decorative": "on"}
    write(**picture, consent="nobody")
    assert InstitutionImage.objects.get().consent == "nobody"


def test_a_permission_can_be_for_the_class_that_it_is_written_for(write, client, class_home):
    group = class_home.home_of
    shown = client.get(f"/ny-nyhed/{class_home.pk}/").text
    assert "Ja, og tilladelsen gælder kun 3.B" in shown
    assert write(picture=make_picture(), decorative="on", consent="group").status_code == 302
    image = InstitutionImage.objects.get()
    assert (image.consent, image.consent_group) == ("group", group)
    assert image.covered == (
        f"g{group.pk}/pupil", f"g{group.pk}/guardian", f"g{group.pk}/staff", "998101/staff"
    )  # fmt: skip


def test_the_permission_of_a_class_shows_the_picture_to_no_more(write, class_home):
    wide = " ".join(class_home.own_audience)
    whole_school = "998101/guardian 998101/staff"
    picture = {"picture": make_picture(), "decorative": "on", "consent": "group"}
    RecentAudience.objects.create(
        person=Person.objects.get(), institution=class_home.home_of.institution,
        audience=whole_school.split(), digest="x", used_at=timezone.now(),
    )  # fmt: skip
    refused = write(**picture, audience=whole_school)
    assert (refused.status_code, NewsPage.objects.count()) == (400, 0)
    image = InstitutionImage.objects.get()
    kept = {"picture_id": image.pk, "decorative": "on", "consent": "group"}
    assert write(**kept, audience=wide).status_code == 302


def test_at_the_school_it_is_for_the_class_that_is_chosen(
    write, client, class_home, egesoeskolen, parents
):
    school = egesoeskolen.home
    address = f"/ny-nyhed/{school.pk}/"
    assert 'value="group"' not in client.get(address).text
    RecentAudience.objects.create(
        person=Person.objects.get(), institution=egesoeskolen.institution,
        audience=parents.split(), digest="x", used_at=timezone.now(),
    )  # fmt: skip
    assert "kun den klasse eller stue, nyheden er til" in client.get(address).text
    sent = {"title": TITLE, "text": TEXT, "action": "publish", "decorative": "on"}
    sent |= {"consent": "group", "audience": "998101/guardian 998101/staff"}
    wide = client.post(address, sent | {"picture": make_picture()})
    assert "Vælg en klasse eller stue under" in wide.text
    image = InstitutionImage.objects.get()
    assert (wide.status_code, image.consent) == (400, "")
    sent |= {"picture_id": image.pk, "audience": parents}
    assert client.post(address, sent).status_code == 302
    image.refresh_from_db()
    assert (image.consent, image.consent_group) == ("group", egesoeskolen.group)


def test_an_unanswered_picture_is_for_the_institution(client, write):
    write(picture=make_picture(), decorative="on")
    assert InstitutionImage.objects.get().covered == (
        "998101/pupil", "998101/guardian", "998101/staff"
    )  # fmt: skip


def test_half_a_picture_is_refused_in_the_form(write):
    content = make_picture().read()
    half = SimpleUploadedFile("tur.png", content[: len(content) // 2], "image/png")
    assert write(picture=half, decorative="on").status_code == 400
    assert not InstitutionImage.objects.exists()
