"""Making the file for the case system, which is written into the log."""

from cms.models import BasePage
from cms.records.queries import Bundle, read_bundle
from core.access.viewer import Viewer
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Person


def take_out(page: BasePage, *, editor: Person, viewer: Viewer) -> Bundle:
    """All about a page for its editor; the log says who took it and when."""
    institution, municipality = page.institution, page.municipality
    record(
        Action.EXPORT,
        now=viewer.now,
        actor_id=editor.pk,
        object_type=BasePage._meta.label_lower,
        object_id=page.pk,
        municipality_code=municipality.code if municipality else "",
        institution_key=institution.key if institution else "",
    )
    return read_bundle(page, editor=editor, viewer=viewer)
