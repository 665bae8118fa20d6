"""Puts the demo's drawn pictures into their institutions' collections, each once."""

from django.core.files.base import ContentFile

from cms.models import Consent, InstitutionImage
from cms.slugs import make_slug
from core.people.models import Institution
from sandbox.content.pictures.album import PICTURES, draw_picture


def find_image(name: str, institution: Institution) -> InstitutionImage:
    """An institution's copy of a picture of the album, made when it is first asked for."""
    picture = PICTURES[name]
    collection = institution.collection_link.collection  # type: ignore[attr-defined]
    image = InstitutionImage.objects.filter(collection=collection, title=picture.title).first()
    if image is None:
        image = InstitutionImage(
            title=picture.title,
            # They are drawn: no child that there is can be recognised.
            consent=Consent.NOBODY,
            description=picture.description,
            collection=collection,
            file=ContentFile(draw_picture(name), name=f"{make_slug(picture.title)}.jpg"),
        )
        image.save()
    # As the editor's form does: a picture on a page has a description, or is decoration.
    image.contextual_alt_text, image.decorative = picture.description, False
    return image
