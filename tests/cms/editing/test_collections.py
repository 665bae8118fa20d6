"""One collection for each institution, made with it and kept by nobody."""

from wagtail.models import Collection

from cms.editing.collections import make_collection
from cms.editing.queries import collections_for
from cms.models import InstitutionCollection
from core.people.models import Institution
from tests.cms.editing.conftest import CANARY


def test_it_is_made_once_below_the_root(lindesoe):
    institution = Institution.objects.create(
        key="998150", name="Ny skole", kind="school", municipality=lindesoe.institution.municipality
    )
    before = Collection.objects.count()
    collection = make_collection(institution)
    assert collection.get_parent() == Collection.get_first_root_node()
    assert collection.name == "Ny skole"
    assert make_collection(institution) == collection
    assert Collection.objects.count() == before + 1
    assert InstitutionCollection.objects.get(institution=institution).collection == collection


def test_every_institution_has_one(lindesoe, klitnaes):
    assert InstitutionCollection.objects.count() == Institution.objects.count()


def test_an_editor_has_those_of_ones_own_institutions(lindesoe, klitnaes):
    assert list(collections_for(klitnaes.editor)) == [klitnaes.collection]


def test_the_root_is_nobodys(lindesoe):
    root = Collection.get_first_root_node()
    assert root not in collections_for(lindesoe.editor)


def test_no_list_of_collections_names_those_of_others(lindesoe, klitnaes, kirsten):
    for address in (
        "images/",
        "documents/",
        "images/add/",
        "images/chooser/",
        "documents/chooser/",
    ):
        assert CANARY not in kirsten.get(f"/redaktion/{address}").content.decode()
