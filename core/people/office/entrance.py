"""Who may open which page of an office: asked on the server for every request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access.models import OFFICE_RIGHTS, Right
from core.access.queries import read_rights, rights_in_force
from core.access.viewer import Viewer, viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Person
from core.people.office.addresses import office_address

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Office:
    """An institution's office, opened by somebody with at least one right there."""

    institution: Institution
    person: Person
    viewer: Viewer
    rights: frozenset[str]

    @property
    def all_rights(self) -> frozenset[Right]:
        """All that the person may do at the institution, those of editors too."""
        return read_rights(self.person.pk).held_in(self.institution.pk)

    @property
    def looks_after_access(self) -> bool:
        return Right.ACCESS in self.rights

    @property
    def administers(self) -> bool:
        return Right.ADMINISTER in self.rights

    @property
    def connects(self) -> bool:
        return Right.CONNECT in self.rights

    @property
    def reads_names(self) -> bool:
        return Right.PROTECTED in self.rights

    @property
    def is_of_municipality(self) -> bool:
        """Whether it is the office that looks after all of a municipality."""
        place = self.institution
        return place.kind == InstitutionKind.ADMINISTRATION and place.parent_id is None

    @property
    def find_child_words(self) -> str:
        """The heading of the way to a child: schools have pupils."""
        is_school = self.institution.kind == InstitutionKind.SCHOOL
        return _("Find a pupil") if is_school else _("Find a child")

    def find_address(self, name: str, **named: int | str) -> str:
        """The address of one of the office's pages."""
        return reverse(name, kwargs={"key": self.institution.key, **named})

    def record(
        self, action: Action, *, object_type: str, object_id: object = "", subject_id: int | None
    ) -> None:
        """Writes into the log what was looked at or changed here."""
        record(
            action,
            now=self.viewer.now,
            actor_id=self.person.pk,
            subject_id=subject_id,
            object_type=object_type,
            object_id=object_id,
            municipality_code=self.institution.municipality.code,
            institution_key=self.institution.key,
        )


OfficeView = Callable[..., HttpResponse]


def office_page(right: Right | None = None) -> Callable[[OfficeView], OfficeView]:
    """Gives a view its `Office`, or answers 404 to who lacks the right, as for no institution."""

    def decorate(view: OfficeView) -> OfficeView:
        @never_cache
        @login_required
        @require_http_methods(METHODS)
        @wraps(view)
        def answer(request: HttpRequest, key: str, **named: Any) -> HttpResponse:
            office = find_office(request, key)
            if right is not None and right not in office.rights:
                raise Http404
            request.municipality_code = office.institution.municipality.code  # type: ignore[attr-defined]
            return view(request, office, **named)

        return answer

    return decorate


def find_office(request: HttpRequest, key: str) -> Office:
    """The office of the institution with a key, for who has a right there; `Http404` else."""
    person = cast("Person", request.user)
    rows = rights_in_force(OFFICE_RIGHTS).filter(person_id=person.pk, institution__key=key)
    found = list(rows.select_related("institution__municipality"))
    if not found:
        raise Http404
    return Office(
        institution=found[0].institution,
        person=person,
        viewer=viewer_of(request),
        rights=frozenset(row.right for row in found),
    )


def render_page(
    request: HttpRequest,
    office: Office,
    template: str,
    context: dict[str, Any],
    *,
    title: str = "",
    above: tuple[tuple[str, str], ...] = (),
    wrong: bool = False,
) -> HttpResponse:
    """A page of the office with where it lies; `above` are titles and addresses in between."""
    steps = [(_("Home"), reverse("home")), *_office_step(office), *above, (title, "")]
    shell = {
        "office": office,
        "municipality_name": office.institution.municipality.name,
        "breadcrumbs": [{"title": name, "url": url} for name, url in steps if name],
        "title": title,
        "heading": title or _describe(office),
    }
    return render(
        request, f"themes/office/{template}", shell | context, status=400 if wrong else 200
    )


def go_to(office: Office, name: str, **named: int) -> HttpResponseRedirect:
    """Leads on after a change, so that loading the page again repeats nothing."""
    return HttpResponseRedirect(office.find_address(name, **named))


def go_home() -> HttpResponseRedirect:
    """Leads to the home page, for who has no office any more."""
    return HttpResponseRedirect(reverse("home"))


def _office_step(office: Office) -> list[tuple[str, str]]:
    return [(_describe(office), office_address(office.institution.key))]


def _describe(office: Office) -> str:
    return _("Office, %(institution)s") % {"institution": office.institution.name}
