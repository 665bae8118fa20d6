"""A thousand editing rights ask the database no more often than one, and fill no page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection

from cms.editing.collections import make_collection
from cms.models import InstitutionCollection, InstitutionDocument, InstitutionImage
from core.access.models import EditingRight
from core.people.models import Group, Institution
from tests.cms.editing.conftest import CANARY, sign_in

MANY = 1000
# What may be added to a page's HTML: some tens of choices, and the fields to find the others.
MOST_ADDED = 20_000
LISTS = ["images/", "documents/"]
UPLOADS = ["images/multiple/add/", "documents/multiple/add/", "images/add/", "documents/add/"]
CHOOSERS = ["images/chooser/", "documents/chooser/"]


def ask(person, address):
    """How many queries an address needs, and its HTML."""
    client = sign_in(person)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), response.content.decode()


def give_many_rights(place):
    municipality = place.institution.municipality
    institutions = Institution.objects.bulk_create(
        Institution(
            key=f"M{number:05}", name=f"Nr. {number}", kind="sfo", municipality=municipality
        )
        for number in range(MANY)
    )
    Group.objects.bulk_create(
        Group(institution=institution, name="1.A", kind="main", external_id=institution.key)
        for institution in institutions
    )
    EditingRight.objects.bulk_create(
        EditingRight(person=place.editor, institution=institution, right=right)
        for institution in institutions
        for right in ("edit", "publish")
    )
    root = Collection.get_first_root_node()
    first = make_collection(institutions[0])
    start = int(first.path[len(root.path) :], 36) + 1
    rest = Collection.objects.bulk_create(
        Collection(
            name=institution.name,
            depth=root.depth + 1,
            path=Collection._get_path(root.path, root.depth + 1, start + number),
        )
        for number, institution in enumerate(institutions[1:])
    )
    InstitutionCollection.objects.bulk_create(
        InstitutionCollection(institution=institution, collection=collection)
        for institution, collection in zip(institutions[1:], rest, strict=True)
    )


@pytest.mark.parametrize(
    "address",
    [
        "pages/{home}/",
        "pages/{page}/edit/",
        "pages/add/cms/newspage/{home}/",
        "choose-page/",
        *LISTS,
        *CHOOSERS,
        "",
    ],
)
def test_the_number_of_queries_is_that_of_one_right(address, lindesoe):
    path = "/redaktion/" + address.format(home=lindesoe.home.pk, page=lindesoe.page.pk)
    one, html = ask(lindesoe.editor, path)
    give_many_rights(lindesoe)
    assert EditingRight.objects.filter(person=lindesoe.editor).count() == 2 * MANY + 2
    many, html_of_many = ask(lindesoe.editor, path)
    # The classes of a picture are listed for few institutions only, by one query more.
    assert many in ({one, one - 1} if "images/chooser" in address else {one})
    assert len(html_of_many) < len(html) + MOST_ADDED


@pytest.mark.parametrize("address", [*UPLOADS, "images/{image}/", "documents/edit/{document}/"])
def test_no_form_of_a_file_lists_them_all(address, lindesoe):
    path = "/redaktion/" + address.format(image=lindesoe.image.pk, document=lindesoe.document.pk)
    _queries, html = ask(lindesoe.editor, path)
    give_many_rights(lindesoe)
    _queries, html_of_many = ask(lindesoe.editor, path)
    assert len(html_of_many) < len(html) + MOST_ADDED


@pytest.mark.parametrize("address", [*LISTS, *CHOOSERS])
def test_an_editor_of_one_institution_has_nothing_to_filter_by(address, lindesoe):
    fields = ("collection_id", "id_institution")
    assert not any(name in ask(lindesoe.editor, f"/redaktion/{address}")[1] for name in fields)
    give_many_rights(lindesoe)
    assert "id_institution" in ask(lindesoe.editor, f"/redaktion/{address}")[1]


@pytest.mark.parametrize("kind", ["images", "documents"])
@pytest.mark.parametrize("address", ["results/", "chooser/results/"])
def test_files_are_found_by_their_institutions_name(kind, address, lindesoe):
    give_many_rights(lindesoe)
    client = sign_in(lindesoe.editor)
    file = lindesoe.image if kind == "images" else lindesoe.document
    for typed, is_there in ((CANARY.upper(), True), ("Nr. 77", False), ("klit", False)):
        answer = client.get(f"/redaktion/{kind}/{address}", {"institution": typed})
        assert answer.status_code == 200
        assert (file.title in answer.content.decode()) == is_there


def test_somebody_elses_institution_is_as_one_that_is_not_there(lindesoe, klitnaes):
    give_many_rights(lindesoe)
    client = sign_in(lindesoe.editor)
    address = f"/redaktion/documents/edit/{lindesoe.document.pk}/"

    def errors(name):
        sent = {"title": "Uændret", "tags": "", "folder": "", "institution": name}
        form = client.post(address, sent).context["form"]
        return str(form.errors["institution"]).replace(name, "-")

    assert errors(klitnaes.institution.name) == errors("findes ikke")
    assert "Nr. 199, Nr. 299" in errors("99").replace("-", "99")


def test_a_file_is_moved_by_the_institutions_name(lindesoe, klitnaes):
    give_many_rights(lindesoe)
    client = sign_in(lindesoe.editor)
    address = f"/redaktion/documents/edit/{lindesoe.document.pk}/"
    sent = {"title": "Flyttet", "tags": "", "folder": "", "collection": lindesoe.collection.pk}
    assert client.post(address, sent | {"institution": "Nr. 10"}).status_code == 302
    moved = InstitutionDocument.objects.get(pk=lindesoe.document.pk)
    assert moved.collection.name == "Nr. 10"
    for wrong in (
        {"institution": klitnaes.institution.name},
        {"institution": "", "collection": ""},
    ):
        assert client.post(address, sent | wrong).status_code == 200
    moved.refresh_from_db()
    assert moved.collection.name == "Nr. 10"
    image = f"/redaktion/images/{lindesoe.image.pk}/"
    sent = {"title": "Flyttet", "tags": "", "description": "", "institution": "Nr. 12"}
    assert client.post(image, sent).status_code == 302
    assert InstitutionImage.objects.get(pk=lindesoe.image.pk).collection.name == "Nr. 12"
