"""What an institution must show, and what of it a viewer sees."""

from dataclasses import dataclass
from typing import Any

from cms.editing.queries import media_for, pages_for
from cms.legal.requirements import REQUIREMENTS, Requirement
from cms.models import InstitutionDocument, LegalPublication
from cms.queries import documents_visible_to, named_to, visible_to
from cms.rows import address_of
from core.access.models import Right
from core.access.queries import institutions_where
from core.access.viewer import Viewer
from core.people.models import Institution

# Who may choose is told what is missing.
CHOOSERS = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A requirement, and what fulfils it as one viewer sees it; no `url` where nothing does."""

    requirement: Requirement
    title: str
    url: str
    is_public: bool


def find_institution(key: str) -> Institution | None:
    """An institution of a kind that has something to show."""
    return Institution.objects.filter(key=key, kind__in=REQUIREMENTS).first()


def may_choose(person_id: int | None, institution: Institution) -> bool:
    """Whether somebody looks after what the institution shows."""
    if person_id is None:
        return False
    rights = institutions_where(person_id, CHOOSERS)
    return rights.filter(institution_id=institution.pk).exists()


def list_shown(institution: Institution, viewer: Viewer) -> list[Shown]:
    """Each requirement of the institution's kind, with what of it the viewer sees."""
    rows = LegalPublication.objects.filter(institution=institution)
    found = {row.requirement: row for row in rows}
    seen = _find_targets(found.values(), viewer)
    nobody = Viewer(person_id=None, now=viewer.now)
    public = seen if viewer.person_id is None else _find_targets(found.values(), nobody)
    shown = []
    for requirement in REQUIREMENTS[institution.kind]:
        row = found.get(requirement.code)
        title, url = seen.get(row.pk, ("", "")) if row else ("", "")
        is_public = bool(row and row.pk in public)
        shown.append(Shown(requirement=requirement, title=title, url=url, is_public=is_public))
    return shown


def pages_to_choose(person: Any, institution: Institution, viewer: Viewer) -> Any:
    """The institution's pages that somebody looks after and sees."""
    pages = pages_for(person).filter(institution=institution)
    return named_to(viewer, pages).order_by("title", "pk")


def documents_to_choose(person: Any, institution: Institution) -> Any:
    """The institution's documents that somebody looks after."""
    documents = media_for(person, InstitutionDocument)
    own = documents.filter(collection__institution_link__institution=institution)
    return own.order_by("title", "pk")


def find_publication(institution: Institution, code: str) -> LegalPublication | None:
    """What fulfils a requirement today."""
    return LegalPublication.objects.filter(institution=institution, requirement=code).first()


def _find_targets(rows: Any, viewer: Viewer) -> dict[int, tuple[str, str]]:
    """Title and address of what a viewer sees, by the row's id."""
    pages = visible_to(viewer).filter(pk__in=[row.page_id for row in rows if row.page_id])
    titles = {pk: (title, path) for pk, title, path in pages.values_list("pk", "title", "url_path")}
    wanted = [row.document_id for row in rows if row.document_id]
    documents = {item.pk: item for item in documents_visible_to(viewer).filter(pk__in=wanted)}
    found = {}
    for row in rows:
        if row.address:
            found[row.pk] = (row.address, row.address)
        elif row.page_id in titles:
            title, path = titles[row.page_id]
            found[row.pk] = (title, address_of(path))
        elif row.document_id in documents:
            document = documents[row.document_id]
            found[row.pk] = (document.title, document.url)
    return found
