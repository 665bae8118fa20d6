"""Two municipalities with everything an editor has, all of one with a canary in it."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.models import (
    Comment,
    CommentReply,
    PageLogEntry,
    PageSubscription,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from cms.homes import make_homes
from cms.models import (
    BasePage,
    ContentPage,
    InstitutionDocument,
    InstitutionHome,
    InstitutionImage,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
)
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Institution, Municipality, Person

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
# Stands in every text of Lindesø, and in nothing that a test asks for.
CANARY = "7qkanarie"


@dataclass
class Place:
    """A municipality, one institution of it, its editor, and everything the editor may name."""

    word: str
    institution: Institution = None
    municipality_home: MunicipalityHome = None
    home: InstitutionHome = None
    editor: Person = None
    colleague: Person = None
    page: ContentPage = None
    draft: ContentPage = None
    waiting: ContentPage = None
    news: NewsPage = None
    library: LibraryPage = None
    alias: BasePage = None
    image: InstitutionImage = None
    document: InstitutionDocument = None
    upload: UploadedFile = None
    image_upload: UploadedFile = None
    workflow_state: WorkflowState = None
    task_state: TaskState = None
    session: EditingSession = None
    revisions: list[int] = field(default_factory=list)

    @property
    def collection(self):
        return self.institution.collection_link.collection


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """Both municipalities, made once for all tests of a file, each of which takes back its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {
            "lindesoe": make_place("998", "998001", "998101", "school", word=CANARY),
            "klitnaes": make_place("999", "999001", "G99901", "daycare", word="klit"),
        }
        kirsten = made["klitnaes"].editor
        grant_rights(
            person_id=kirsten.pk,
            institution_id=made["klitnaes"].institution.pk,
            rights=[Right.PUBLIC],
        )
        # The portal does this after each request, in the worker.
        call_command("update_index", verbosity=0)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def lindesoe(places, db):
    """Egesøskolen, where Ida writes and publishes; a canary in every text."""
    return deepcopy(places["lindesoe"])


@pytest.fixture
def klitnaes(places, db):
    """Strandløberen, where Kirsten writes, publishes, and publishes to the internet."""
    return deepcopy(places["klitnaes"])


@pytest.fixture
def ida(lindesoe):
    return sign_in(lindesoe.editor)


@pytest.fixture
def kirsten(klitnaes):
    return sign_in(klitnaes.editor)


def sign_in(person, **options):
    client = Client(**options)
    client.force_login(person)
    return client


def make_editor(unilogin, institution, *rights, **fields):
    person = Person.objects.create_user(unilogin, first_name=unilogin.title(), **fields)
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
    return person


def make_place(code, administration_key, key, kind, *, word):
    place = Place(word)
    municipality = Municipality.objects.create(code=code, name=f"Kommune {word}")
    administration = Institution.objects.create(
        key=administration_key, name=f"Forvaltning {word}", kind="administration",
        municipality=municipality,
    )  # fmt: skip
    # Who writes and who approves are different people in most of these tests.
    place.institution = Institution.objects.create(
        needs_approval=True,
        key=key, name=f"Institution {word}", kind=kind, municipality=municipality,
        parent=administration,
    )  # fmt: skip
    make_homes([administration.pk, place.institution.pk], today=NOW.date())
    place.municipality_home = MunicipalityHome.objects.get(home_of=municipality)
    place.home = InstitutionHome.objects.get(home_of=place.institution)
    _make_people(place)
    _make_files(place)
    _make_pages(place)
    _make_traces(place)
    return place


def _make_people(place):
    word = place.word
    place.editor = make_editor(
        f"redaktoer-{word}", place.institution, Right.EDIT, Right.PUBLISH,
        family_name=f"Familie {word}", email=f"redaktoer@{word}.example", title=f"Titel {word}",
    )  # fmt: skip
    place.colleague = make_editor(
        f"kollega-{word}", place.institution, Right.EDIT, family_name=f"Kollega {word}"
    )


def _make_files(place):
    word, collection = place.word, place.collection
    place.image = InstitutionImage.objects.create(
        title=f"Billede {word}", description=f"Beskrivelse {word}", collection=collection,
        file=ContentFile(make_png(), name=f"billede-{word}.png"),
        uploaded_by_user=place.editor,
    )  # fmt: skip
    place.document = InstitutionDocument.objects.create(
        title=f"Dokument {word}", collection=collection, uploaded_by_user=place.editor,
        file=ContentFile(b"%PDF-1.4 " + word.encode(), name=f"dokument-{word}.pdf"),
    )  # fmt: skip
    for thing in (place.image, place.document):
        thing.tags.add(f"{word} billedmaerke", f"{word}maerke")
    place.upload, place.image_upload = (
        UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"x", name=f"sendt-{word}.pdf"),
            uploaded_by_user=place.editor,
        )
        for model in (InstitutionDocument, InstitutionImage)
    )


def _make_pages(place):
    word, editor = place.word, place.editor
    place.page = add_page(place.home, ContentPage, f"Side {word}", owner=editor, text=word)
    place.draft = add_page(
        place.page, ContentPage, f"Kladde {word}", owner=place.colleague, live=False
    )
    place.waiting = add_page(place.home, ContentPage, f"Venter {word}", owner=place.colleague)
    place.news = add_page(place.home, NewsPage, f"Nyhed {word}", owner=editor)
    place.library = LibraryPage.objects.get(path__startswith=place.home.path)
    place.library.title = place.library.draft_title = f"Mappe {word}"
    place.library.save()
    InstitutionDocument.objects.filter(pk=place.document.pk).update(folder=place.library)
    place.alias = place.news.create_alias(parent=place.home, update_slug=f"alias-{word}")
    page = place.page
    page.title = f"Anden titel {word}"
    page.locked, page.locked_by, page.locked_at = False, None, None
    page.save_revision(user=place.colleague, log_action=True)
    place.revisions = list(page.revisions.order_by("pk").values_list("pk", flat=True))
    page.refresh_from_db()


def _make_traces(place):
    """What people leave behind on pages: comments, approvals, locks, sessions, log entries."""
    word, page = place.word, place.page
    comment = Comment.objects.create(
        page=page, user=place.colleague, text=f"Kommentar {word}", contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=place.editor, text=f"Svar {word}")
    PageSubscription.objects.create(page=page, user=place.colleague, comment_notifications=True)
    place.waiting.save_revision(user=place.colleague, log_action=True)
    place.workflow_state = place.waiting.get_workflow().start(place.waiting, place.colleague)
    place.task_state = place.workflow_state.current_task_state
    BasePage.objects.filter(pk=place.news.pk).update(
        locked=True, locked_by=place.editor, locked_at=NOW
    )
    place.session = EditingSession.objects.create(
        user=place.colleague, object_id=str(page.pk), last_seen_at=timezone.now(),
        content_type=ContentType.objects.get_for_model(BasePage),
    )  # fmt: skip
    PageLogEntry.objects.log_action(
        page, "wagtail.rename", user=place.colleague, data={"title": {"old": f"Gammel {word}"}}
    )


def add_page(parent, model, title, *, text="", live=True, **fields):
    if text:
        fields["body"] = [("text", f"<p>{text}</p>")]
    page = model(title=title, live=False, **fields)
    BasePage.objects.get(pk=parent.pk).add_child(instance=page)
    revision = page.save_revision(user=fields.get("owner"), log_action=True)
    if live:
        revision.publish(user=fields.get("owner"), skip_permission_checks=True)
    page.refresh_from_db()
    return page


def make_png(size=(8, 8)):
    target = BytesIO()
    Image.new("RGB", size, "green").save(target, "PNG")
    return target.getvalue()
