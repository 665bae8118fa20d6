"""SAML-48: who is deactivated, deleted or belongs nowhere is nobody at the next request."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from cms.calendar.subscribing.operations import make_address
from cms.models import InstitutionDocument, InstitutionImage, LibraryPage
from core.access.operations import Holding, replace_holdings
from core.people.models import Person
from core.people.operations import deactivate_person
from tests.cms.conftest import NOW

SECRET = "Kun for personalet"


@pytest.fixture
def staff(client, egesoeskolen):
    """Somebody of the school's staff, who is signed in."""
    person = Person.objects.create_user("anna0001", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    client.force_login(person)
    return person


@pytest.fixture
def addresses(staff, egesoeskolen, make_page, publish):
    """A page, a file and a picture that are for staff alone, and a calendar of the person's own."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    image = InstitutionImage.objects.create(
        title="Billede", file=ContentFile(picture.getvalue(), name="a.png"), consent="nobody"
    )
    folder = publish(egesoeskolen.home, LibraryPage(title="Mappe", own_audience=["998101/staff"]))
    document = InstitutionDocument(title="Fil", folder=folder)
    document.file.save("a.txt", ContentFile(SECRET.encode()))
    link = f'<a linktype="document" id="{document.pk}">fil</a>'
    body = [("text", f"<p>{SECRET} {link}</p>"), ("image", image)]
    page = make_page(egesoeskolen.home, "Personaleside", body=body, own_audience=["998101/staff"])
    secret = make_address(person_id=staff.pk, child_id=None, now=NOW)
    return {
        "page": page.url,
        "file": document.url,
        "picture": f"/billeder/{image.pk}/width-960",
        "calendar": f"/kalender/{secret}.ics",
    }


def deactivate(person):
    deactivate_person(person, deactivated_by=None, reason="test", now=NOW)


def take_all(person):
    replace_holdings({person.pk: []})


def delete(person):
    person.delete()


@pytest.mark.parametrize("end", [deactivate, take_all, delete])
def test_SAML_48_everything_is_closed_at_the_next_request(client, staff, addresses, end):
    def ask(browser):
        return {name: browser.get(address).status_code for name, address in addresses.items()}

    nobody = ask(Client())
    assert nobody.pop("calendar") == 200, "the address itself is the key"
    assert set(nobody.values()) == {302}
    assert ask(client) == dict.fromkeys(addresses, 200)
    end(staff)
    closed = ask(client)
    assert closed.pop("calendar") == 404
    # Who is signed in and belongs nowhere is told so; who is nobody is asked to sign in.
    assert closed == (dict.fromkeys(nobody, 404) if end is take_all else nobody)
    assert ask(Client())["calendar"] == 404


def test_SAML_48_a_deactivated_persons_browser_forgets_what_it_kept(client, staff, addresses):
    etag = client.get(addresses["page"])["ETag"]
    assert client.get(addresses["page"], HTTP_IF_NONE_MATCH=etag).status_code == 304
    deactivate(staff)
    answer = client.get(addresses["page"], HTTP_IF_NONE_MATCH=etag)
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache", "storage"')
