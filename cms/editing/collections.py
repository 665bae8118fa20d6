"""Collections: one per institution, made with it."""

from wagtail.models import Collection

from cms.models import InstitutionCollection
from core.people.models import Institution


def make_collection(institution: Institution) -> Collection:
    """The institution's one collection, made below the root when it is not there yet."""
    link = InstitutionCollection.objects.filter(institution=institution).first()
    if link is None:
        collection = Collection.get_first_root_node().add_child(name=institution.name)
        link = InstitutionCollection.objects.create(institution=institution, collection=collection)
    return link.collection
