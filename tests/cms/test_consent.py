"""A picture of children is seen by those whom its permission covers, whatever page shows it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from cms.audience.doors import open_draft
from cms.audience.permissions import list_pictures, refuse_uncovered
from cms.audience.publishing import judge
from cms.editing.collections import make_collection
from cms.editing.consent import answer_consent, note_consent
from cms.models import Consent, ContentCounter, InstitutionImage
from cms.news.queries import news_visible_to
from cms.queries import images_visible_to
from core.access.models import Right
from core.access.operations import grant_rights
from core.access.viewer import Viewer
from core.audit.models import Entry
from core.people.models import Person
from tests.cms.editing.test_stripping import make_photo


@pytest.fixture
def make_image(egesoeskolen):
    def make(consent, *, group=None):
        return InstitutionImage.objects.create(
            title="Skovtur", file=ContentFile(make_photo(), name="skovtur.jpg"),
            collection=make_collection(egesoeskolen.institution),
            consent=consent, consent_group=group,
        )  # fmt: skip

    return make


@pytest.fixture
def show(egesoeskolen, make_news):
    """Publishes news with a picture, past every door that would ask."""

    def publish(image, *audience):
        image.contextual_alt_text, image.decorative = "", True
        return make_news(
            egesoeskolen.home, body=[("image", image)], own_audience=list(audience or ("public",))
        )

    return publish


def sign_in_as(viewer):
    client = Client()
    client.force_login(Person.objects.get(pk=viewer.person_id))
    return client


def sees(viewer, image):
    return images_visible_to(viewer).filter(pk=image.pk).exists()


def shows_picture(viewer):
    return [news.picture_id for news in news_visible_to(viewer)] != [None]


@pytest.mark.parametrize(
    ("consent", "seen_by"),
    [
        (Consent.NOBODY, ["class", "school", "anybody"]),
        (Consent.PUBLIC, ["class", "school", "anybody"]),
        (Consent.INSTITUTION, ["class", "school"]),
        (Consent.UNANSWERED, ["class", "school"]),
        (Consent.GROUP, ["class"]),
        (Consent.WITHDRAWN, []),
    ],
)
def test_a_public_page_shows_a_picture_to_those_whom_its_permission_covers(
    consent, seen_by, make_image, show, make_viewer, egesoeskolen, now
):
    group = egesoeskolen.group if consent == Consent.GROUP else None
    image = make_image(consent, group=group)
    show(image)
    viewers = {
        "class": make_viewer(f"g{egesoeskolen.group.pk}/guardian", "998101/guardian"),
        "school": make_viewer("998101/guardian"),
        "anybody": Viewer(person_id=None, now=now),
    }
    assert [name for name, viewer in viewers.items() if sees(viewer, image)] == seen_by
    assert [name for name, viewer in viewers.items() if shows_picture(viewer)] == seen_by


def test_a_permission_opens_no_page(make_image, show, make_viewer):
    image = make_image(Consent.INSTITUTION)
    show(image, "998101/staff")
    assert not sees(make_viewer("998101/guardian"), image)
    assert sees(make_viewer("998101/staff"), image)


def test_a_withdrawn_picture_is_gone_for_its_editors_too_and_its_sizes_with_it(
    make_image, show, make_viewer, egesoeskolen
):
    image = make_image(Consent.NOBODY)
    show(image)
    editor = make_viewer("998101/staff")
    grant_rights(
        person_id=editor.person_id,
        institution_id=egesoeskolen.institution.pk,
        rights=[Right.EDIT],
    )
    image.get_rendition("width-960")
    assert sees(editor, image)
    answer_consent(image, Consent.WITHDRAWN, editor=None)
    assert not sees(editor, image)
    assert not image.renditions.exists()


def test_editors_see_in_its_place_that_the_permission_is_withdrawn(
    make_image, show, make_viewer, egesoeskolen
):
    image = make_image(Consent.NOBODY)
    show(image)
    editor, colleague = (sign_in_as(make_viewer("998101/staff")) for _ in range(2))
    grant_rights(
        person_id=editor.session["_auth_user_id"],
        institution_id=egesoeskolen.institution.pk,
        rights=[Right.EDIT],
    )
    address = reverse("serve_image", args=[image.pk, "max-165x165"])
    for client in (editor, colleague):
        assert client.get(address)["Content-Type"] == "image/jpeg"
    answer_consent(image, Consent.WITHDRAWN, editor=None)
    said = editor.get(address)
    assert said["Content-Type"] == "image/svg+xml"
    assert "Billedtilladelsen er" in said.text
    assert "trukket tilbage" in said.text
    assert "no-store" in said["Cache-Control"]
    assert colleague.get(address).status_code == 404
    listed = editor.get("/redaktion/images/").text
    assert address in listed
    assert 'alt="Billedtilladelsen er trukket tilbage"' in listed
    assert not image.renditions.exists()


def test_a_new_answer_is_logged_and_pages_are_asked_for_anew(make_image, show, egesoeskolen):
    image = make_image(Consent.PUBLIC)
    show(image)
    counter = ContentCounter.objects.get(institution=egesoeskolen.institution)
    answer_consent(image, Consent.WITHDRAWN, editor=None)
    entry = Entry.objects.get(object_type="cms.institutionimage")
    assert entry.reason == "picture permission: withdrawn"
    before = counter.changes
    counter.refresh_from_db()
    assert counter.changes > before


def test_a_withdrawn_permission_comes_back_through_the_editor_only(make_image):
    image = make_image(Consent.WITHDRAWN)
    answer_consent(image, Consent.NOBODY, editor=None)
    image.refresh_from_db()
    assert image.consent == Consent.WITHDRAWN
    image.consent = Consent.NOBODY
    image.save()
    note_consent(image, editor=None)
    assert image.covered == ("public",)


@pytest.mark.parametrize(
    ("consent", "audience", "is_refused"),
    [
        (Consent.NOBODY, "public", False),
        (Consent.PUBLIC, "public", False),
        (Consent.INSTITUTION, "public", True),
        (Consent.INSTITUTION, "998/guardian", True),
        (Consent.INSTITUTION, "998101/leader", False),
        (Consent.INSTITUTION, "g{group}/guardian", False),
        (Consent.UNANSWERED, "public", True),
        (Consent.UNANSWERED, "998101/guardian", False),
        (Consent.GROUP, "998101/guardian", True),
        (Consent.GROUP, "g{group}/guardian", False),
        (Consent.GROUP, "998101/staff", False),
        (Consent.WITHDRAWN, "g{group}/guardian", True),
    ],
)
def test_no_picture_is_published_to_more_than_its_permission_covers(
    consent, audience, is_refused, make_image, egesoeskolen, now
):
    group = egesoeskolen.group
    image = make_image(consent, group=group if consent == Consent.GROUP else None)
    keys = (audience.format(group=group.pk),)
    refusals = refuse_uncovered([image.pk], audience=keys, now=now)
    assert bool(refusals) == is_refused
    assert all("Skovtur" in str(refusal) for refusal in refusals)
    assert all(isinstance(refusal, ValidationError) for refusal in refusals)


def test_the_pictures_of_a_page_are_found(make_image, show):
    image = make_image(Consent.NOBODY)
    assert list_pictures(show(image)) == {image.pk}


class TestTheForm:
    """Asking in the editor, where the class is chosen as well."""

    @pytest.fixture
    def send(self, make_image, make_viewer, egesoeskolen, client):
        image = make_image(Consent.UNANSWERED)
        editor = Person.objects.get(pk=make_viewer("998101/staff").person_id)
        grant_rights(
            person_id=editor.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
        )
        client.force_login(editor)

        def post(consent, group=""):
            address = f"/redaktion/images/{image.pk}/"
            sent = {"title": "Skovtur", "tags": "", "consent": consent, "consent_group": group}
            response = client.post(address, sent)
            image.refresh_from_db()
            return response.status_code, image.consent

        return post

    def test_a_class_is_chosen_with_the_permission(self, send, egesoeskolen):
        assert send("group") == (200, "")
        assert send("group", egesoeskolen.group.pk) == (302, "group")

    def test_no_class_of_another_school_is_taken(self, send, revleskolen):
        assert send("group", revleskolen.group.pk) == (200, "")

    def test_where_there_are_many_institutions_the_class_is_typed(
        self, send, egesoeskolen, monkeypatch
    ):
        monkeypatch.setattr("cms.editing.forms.MOST_WITH_CLASSES", 0)
        assert send("group", "9.Z") == (200, "")
        assert send("group", egesoeskolen.group.name.lower()) == (302, "group")

    def test_the_answer_is_logged_with_who_gave_it(self, send):
        send("withdrawn")
        entry = Entry.objects.get(object_type="cms.institutionimage")
        assert entry.actor_id == Person.objects.latest("pk").pk


def test_a_page_shows_nothing_where_a_withdrawn_picture_was(make_image, show, client):
    image = make_image(Consent.NOBODY)
    page = show(image)
    assert f"/billeder/{image.pk}/" in client.get(page.get_url()).text
    assert client.get(f"/billeder/{image.pk}/width-960").status_code == 200
    answer_consent(image, Consent.WITHDRAWN, editor=None)
    assert f"/billeder/{image.pk}/" not in client.get(page.get_url()).text
    assert client.get(f"/billeder/{image.pk}/width-960").status_code == 302


def test_the_editor_does_not_publish_a_picture_wider_than_its_permission(
    make_image, show, egesoeskolen, now
):
    page = show(make_image(Consent.INSTITUTION))
    judgement = judge(open_draft(page), person_id=None, answers=(), now=now)
    assert any("Skovtur" in message for message in judgement.verdicts[0].messages)
