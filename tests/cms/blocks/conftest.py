"""Pictures, documents, news and staff for blocks to name, and a page that names them all."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from cms.editing.collections import make_collection
from cms.models import EventPage, InstitutionDocument, InstitutionImage
from core.access.keys import make_key
from core.people.kinds import Role, SharedWith, Source
from core.people.models import Membership, Person
from core.people.refresh import refresh_access

LONG_WORD = "Speciallægepraksisplanlægningsstabiliseringsperiode" * 3


def make_image(school, title="Tur"):
    content = BytesIO()
    Image.new("RGB", (1200, 800), "green").save(content, "PNG")
    file = ContentFile(content.getvalue(), name=f"{title}.png")
    collection = make_collection(school.institution)
    return InstitutionImage.objects.create(
        title=title, file=file, collection=collection, consent="nobody"
    )


def make_document(school, title="Plan", kind="pdf"):
    content = ContentFile(b"%PDF-1.4 " + title.encode(), name=f"{title}.{kind}")
    collection = make_collection(school.institution)
    return InstitutionDocument.objects.create(title=title, file=content, collection=collection)


@pytest.fixture
def staff(egesoeskolen, now):
    """Ida of the office, who shares her telephone, Henrik who leads, Anna who teaches 3.B."""
    school, group = egesoeskolen.institution, egesoeskolen.group
    people = {}
    for name, role, place in (
        ("ida", Role.ADMINISTRATIVE, None),
        ("henrik", Role.LEADER, None),
        ("anna", Role.PEDAGOGICAL, group),
    ):
        people[name] = Person.objects.create_user(
            f"{name}0001", first_name=name.title(), phone="00 00 98 10",
            shares_phone_with=SharedWith.INSTITUTION if name == "ida" else SharedWith.NOBODY,
        )  # fmt: skip
        for where in {None, place}:
            Membership.objects.create(
                person=people[name], institution=school, group=where, role=role,
                source=Source.ROSTER,
            )  # fmt: skip
    refresh_access([person.pk for person in people.values()], on=now.date())
    return people


@pytest.fixture
def make_event(publish):
    def make(parent, title="Svømning", **fields):
        return publish(parent, EventPage(title=title, **fields))

    return make


@pytest.fixture
def targets(egesoeskolen, make_news, make_event, staff, now):
    """What the blocks name: for the staff alone, so that a parent sees none of it."""
    only_staff = [make_key(egesoeskolen.institution.key, "staff")]
    return {
        "image": make_image(egesoeskolen),
        "document": make_document(egesoeskolen),
        "film": make_document(egesoeskolen, "Film", "mp4"),
        "news": make_news(egesoeskolen.home, "Nyt til personalet", own_audience=only_staff),
        "event_list": make_event(
            egesoeskolen.home,
            "Personalets julefrokost",
            starts_on=now.date() + timedelta(days=9),
            own_audience=only_staff,
        ),
    }


@pytest.fixture
def values(egesoeskolen, targets):
    """A value for every kind of block."""
    image = targets["image"]
    image.contextual_alt_text, image.decorative = "En sø", False
    return {
        "heading": {"text": "En overskrift", "level": "2"},
        "text": "<p>Husk madpakke</p>",
        "image": image,
        "call_out": {"kind": "info", "title": "Husk", "text": "<p>Regntøj</p>"},
        "accordion": {"folded": [{"title": "Hvornår?", "text": "<p>Kl. 8</p>"}]},
        "table": {
            "table": {
                "columns": [{"type": "text", "heading": "Dag"}, {"type": "text", "heading": "Tid"}],
                "rows": [{"values": ["Mandag", "Kl. 8.15"]}],
                "caption": "Svømning",
            }
        },
        "quote": {"text": "Det er sjovt", "by": "Bo"},
        "gallery": {"pictures": [image, image]},
        "documents": {"title": "", "folder": None, "documents": [targets["document"]]},
        "video": {"title": "En film", "film": targets["film"], "address": ""},
        "contact": {"title": "", "who": ["leader", "administrative"]},
        "news": {"title": "", "place": egesoeskolen.home, "number": 3},
        "event_list": {"title": "", "place": egesoeskolen.home, "number": 3},
        "tile": {"system": "learning_platform"},
    }
