"""»Lovpligtige oplysninger«: public what is there, and for its editors what is missing."""

import pytest
from django.core.files.base import ContentFile

from cms.legal.operations import choose_publication
from cms.legal.requirements import REQUIREMENTS
from cms.models import InstitutionCollection, InstitutionDocument, LegalPublication, LibraryPage
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Person

ADDRESS = "/lovpligtigt/998101/"
CHOOSE = f"{ADDRESS}antimobbestrategi/"


@pytest.fixture
def strategy(egesoeskolen, make_page):
    return make_page(egesoeskolen.home, "Sådan stopper vi mobning", own_audience=["public"])


@pytest.fixture
def editor(egesoeskolen):
    person = Person.objects.create_user("ida00001", first_name="Ida")
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    return person


def test_everybody_finds_what_has_been_chosen_and_nothing_of_what_is_missing(
    client, egesoeskolen, strategy
):
    choose_publication(egesoeskolen.institution, "antimobbestrategi", page=strategy)
    response = client.get(ADDRESS)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert f'href="{strategy.url}"' in response.text
    assert "Antimobbestrategi" in response.text
    assert "undervisningsmiljø" in response.text
    assert "Mangler" not in response.text
    assert "Karaktergennemsnit" not in response.text


def test_editors_are_told_what_is_missing_and_what_not_everyone_sees(
    client, egesoeskolen, editor, make_page
):
    hidden = make_page(egesoeskolen.home, "Kun for personalet", own_audience=["998101/staff"])
    choose_publication(egesoeskolen.institution, "antimobbestrategi", page=hidden)
    choose_publication(
        egesoeskolen.institution, "karakterer", address="https://example.dk/karakterer"
    )
    assert "Kun for personalet" not in client.get(ADDRESS).text
    client.force_login(editor)
    text = client.get(ADDRESS).text
    assert text.count("Mangler") == len(REQUIREMENTS["school"]) - 1
    assert f"{len(REQUIREMENTS['school']) - 1} kan endnu ikke ses af alle" in text
    assert "https://example.dk/karakterer" in text


def test_an_editor_chooses_a_page_and_takes_it_back(client, egesoeskolen, editor, strategy):
    client.force_login(editor)
    assert "Sådan stopper vi mobning" in client.get(CHOOSE).text
    assert client.post(CHOOSE, {"page": strategy.pk})["Location"] == ADDRESS
    assert LegalPublication.objects.get().page_id == strategy.pk
    client.post(CHOOSE, {"page": ""})
    assert not LegalPublication.objects.exists()


def test_a_document_is_chosen(client, egesoeskolen, editor, publish):
    folder = publish(egesoeskolen.home, LibraryPage(title="Åbent", own_audience=["public"]))
    collection = InstitutionCollection.objects.get(institution=egesoeskolen.institution).collection
    document = InstitutionDocument(title="Strategi 2026", folder=folder, collection=collection)
    document.file.save("strategi.txt", ContentFile(b"tekst"))
    client.force_login(editor)
    client.post(CHOOSE, {"document": document.pk})
    client.logout()
    text = client.get(ADDRESS).text
    assert "Strategi 2026" in text
    assert f'href="{document.url}"' in text


@pytest.mark.parametrize(
    "sent",
    [{"page": "999999"}, {"page": "x"}, {"address": "javascript:alert(1)"}, {"address": "x" * 600}],
)
def test_what_cannot_be_chosen_is_said_and_changes_nothing(client, editor, strategy, sent):
    client.force_login(editor)
    response = client.post(CHOOSE, sent)
    assert response.status_code == 400
    assert 'class="wrong"' in response.text
    assert not LegalPublication.objects.exists()


def test_two_at_once_are_one_too_many(client, editor, strategy):
    client.force_login(editor)
    response = client.post(CHOOSE, {"page": strategy.pk, "address": "https://example.dk/"})
    assert response.status_code == 400
    assert "Vælg kun én" in response.text
    assert "https://example.dk/" in response.text
    assert not LegalPublication.objects.exists()


def test_another_schools_page_cannot_be_chosen(client, editor, revleskolen, make_page):
    other = make_page(revleskolen.home, "Deres side", own_audience=["public"])
    client.force_login(editor)
    assert "Deres side" not in client.get(CHOOSE).text
    assert client.post(CHOOSE, {"page": other.pk}).status_code == 400


def test_only_its_own_editors_choose(client, egesoeskolen, revleskolen, editor, strategy):
    assert client.get(CHOOSE).status_code == 302
    reader = Person.objects.create_user("carla001", first_name="Carla")
    client.force_login(reader)
    assert client.get(CHOOSE).status_code == 404
    client.force_login(editor)
    assert client.get(CHOOSE).status_code == 200
    for address in ("/lovpligtigt/999101/tilsyn/", "/lovpligtigt/999101/antimobbestrategi/",
                    f"{ADDRESS}findes-ikke/", "/lovpligtigt/findes/ikke/"):  # fmt: skip
        assert client.get(address).status_code == 404


def test_an_institution_without_such_duties_has_no_such_page(client, egesoeskolen, editor):
    client.force_login(editor)
    assert client.get("/lovpligtigt/998001/").status_code == 404
    assert client.get("/lovpligtigt/findes-ikke/").status_code == 404


def test_the_school_leads_there(client, egesoeskolen, dorte, children):
    client.force_login(dorte)
    assert f'href="{ADDRESS}"' in client.get(egesoeskolen.home.url).text


def test_codes_are_told_apart_within_a_kind():
    for items in REQUIREMENTS.values():
        assert len({item.code for item in items}) == len(items) > 0
