"""Making the file for the case system, and keeping pages from being erased; both are logged."""

from django.db import transaction

from cms.form_pages.operations import erase_answers
from cms.models import BasePage, FormPage, KeptPage
from cms.records.queries import Bundle, read_bundle
from core.access.viewer import Viewer
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Person


def take_out(page: BasePage, *, editor: Person, viewer: Viewer) -> Bundle:
    """All about a page for its editor; the log says who took it and when."""
    _record(page, Action.EXPORT, BasePage, viewer=viewer)
    return read_bundle(page, editor=editor, viewer=viewer)


@transaction.atomic
def keep_page(page: BasePage, *, reason: str, answers: bool, viewer: Viewer) -> None:
    """Keeps a page from now on, or changes why it is kept; since when stays.

    Answers whose day has come are erased first: nobody gets to see again what was gone.
    """
    keeps_answers = answers and isinstance(page, FormPage)
    if keeps_answers:
        erase_answers(today=viewer.today, page_id=page.pk)
    KeptPage.objects.update_or_create(
        page_id=page.pk,
        defaults={"reason": reason, "answers": keeps_answers},
        create_defaults={
            "reason": reason,
            "answers": keeps_answers,
            "kept_at": viewer.now,
            "kept_by_id": viewer.person_id,
        },
    )
    _record(page, Action.CHANGE, KeptPage, viewer=viewer, reason=f"kept: {reason}")


@transaction.atomic
def end_keeping(page: BasePage, *, viewer: Viewer) -> None:
    """Lets a page be erased as all others; answers whose day has passed go with the next run."""
    if KeptPage.objects.filter(page_id=page.pk).delete()[0]:
        _record(page, Action.CHANGE, KeptPage, viewer=viewer, reason="not kept any more")


def _record(
    page: BasePage,
    action: Action,
    about: type[BasePage] | type[KeptPage],
    *,
    viewer: Viewer,
    reason: str = "",
) -> None:
    institution, municipality = page.institution, page.municipality
    record(
        action,
        now=viewer.now,
        actor_id=viewer.person_id,
        object_type=about._meta.label_lower,
        object_id=page.pk,
        municipality_code=municipality.code if municipality else "",
        institution_key=institution.key if institution else "",
        reason=reason,
    )
