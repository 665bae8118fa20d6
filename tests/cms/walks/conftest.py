"""Two schools that each have a 3.B, with the people who walk through the portal in a browser."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cms.editing.collections import make_collection
from cms.models import GroupHome, InstitutionDocument
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import Relation, Role, Source
from core.people.models import Group, Guardianship, Institution, Membership, Person
from core.people.refresh import refresh_access

PASSWORD = "et godt kodeord"
PHONE = {"width": 390, "height": 844}


def make_photo():
    """A picture as a browser sends a file."""
    content = BytesIO()
    Image.new("RGB", (1200, 800), "seagreen").save(content, "JPEG")
    return {"name": "teater.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def _add(unilogin, first_name, school, role, *, group=None):
    person = Person.objects.create_user(
        unilogin, PASSWORD, first_name=first_name, family_name="Ravn", birth_date=date(2017, 5, 9)
    )
    for place in {None, group}:
        Membership.objects.create(
            person=person, institution=school.institution, group=place, role=role,
            source=Source.ROSTER,
        )  # fmt: skip
    return person


def _add_mother(unilogin, first_name, school, child):
    mother = Person.objects.create_user(
        unilogin, PASSWORD, first_name=first_name, family_name="Ravn"
    )
    Guardianship.objects.create(
        guardian=mother, child=child, institution=school.institution, relation=Relation.MOTHER,
        custody=True, source=Source.ROSTER,
    )  # fmt: skip
    return mother


@pytest.fixture
def schools(egesoeskolen, revleskolen):
    """Anna teaches 3.B and writes, Henrik leads, Dorte is Bo's mother; Carla's son is elsewhere."""
    today = timezone.localdate()
    Group.objects.update(ends_on=today + timedelta(days=200))
    Institution.objects.filter(pk=egesoeskolen.institution.pk).update(needs_approval=True)
    anna = _add("anna0001", "Anna", egesoeskolen, Role.PEDAGOGICAL, group=egesoeskolen.group)
    henrik = _add("henrik01", "Henrik", egesoeskolen, Role.LEADER)
    for person, right in ((anna, Right.EDIT), (henrik, Right.PUBLISH)):
        grant_rights(
            person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[right]
        )
    for mother, child, school in (("Dorte", "Bo", egesoeskolen), ("Carla", "Magnus", revleskolen)):
        pupil = _add(f"{child.lower()}000001"[:8], child, school, Role.PUPIL, group=school.group)
        _add_mother(f"{mother.lower()}001", mother, school, pupil)
    refresh_access(list(Person.objects.values_list("pk", flat=True)), on=today)
    return egesoeskolen, revleskolen


@pytest.fixture
def class_home(schools):
    return GroupHome.objects.get(home_of=schools[0].group)


@pytest.fixture
def song_sheet(schools):
    """A document of the school that no page shows yet."""
    return InstitutionDocument.objects.create(
        title="Sangark",
        file=ContentFile(b"%PDF-1.4 sange", name="sangark.pdf"),
        collection=make_collection(schools[0].institution),
    )


@pytest.fixture
def open_browser(browser, live_server, schools):
    """Opens a browser of somebody's own, on the page to sign in on."""
    contexts = []

    def open_browser(**named):
        context = browser.new_context(
            base_url=live_server.url, locale="da-DK", timezone_id="Europe/Copenhagen", **named
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        return page

    yield open_browser
    for context in contexts:
        # Wagtail says goodbye when a form is left; the database must not be gone by then.
        for page in context.pages:
            page.goto("about:blank")
        context.close()


@pytest.fixture
def sign_in(open_browser):
    """Opens a browser of somebody's own, signed in."""

    def sign_in(unilogin, **named):
        page = open_browser(**named)
        page.fill("#username", unilogin)
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.wait_for_selector(".person")
        return page

    return sign_in
