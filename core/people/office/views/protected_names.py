"""The real name of a protected person, shown once for a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.levels import require_level
from core.access.models import Right
from core.audit.models import Action
from core.people.office.entrance import Office, office_page, render_page
from core.people.office.finding import find_people
from core.people.office.forms import FindForm, ReasonForm, bind_form
from core.people.queries import people_of, read_protected_name


@office_page(Right.PROTECTED)
def find_person(request: HttpRequest, office: Office) -> HttpResponse:
    """The way to a protected person: by the name that is shown."""
    form = bind_form(request, FindForm)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        on = office.viewer.today
        finding = find_people(
            form.cleaned_data["name"],
            among=people_of(office.institution.pk, on=on).filter(protected=True),
            institution=office.institution,
            on=on,
        )
        context["finding"] = finding
        context["rows"] = [
            {"found": item, "url": office.find_address("office_name", person_id=item.pk)}
            for item in finding.people
        ]
    wrong = form.is_bound and bool(form.errors)
    title = _("Protected names")
    return render_page(request, office, "find_name.html", context, title=title, wrong=wrong)


@office_page(Right.PROTECTED)
@require_level()
def show_name(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Asks for the reason, and answers the name on that one page: it is kept nowhere.

    It is no redirect, which would have to carry the name. Loading the page again asks again.
    """
    people = people_of(office.institution.pk, on=office.viewer.today)
    person = people.filter(pk=person_id, protected=True).first()
    if person is None:
        raise Http404
    form = bind_form(request, ReasonForm)
    names_url = office.find_address("office_names")
    context: dict[str, object] = {
        "alias": person.get_full_name(),
        "form": form,
        "back_url": names_url,
    }
    if request.method == "POST" and form.is_valid():
        context["asked"] = True
        context["real_name"] = read_protected_name(
            person,
            reader=office.person,
            institution=office.institution,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
    return render_page(
        request,
        office,
        "name.html",
        context,
        title=person.get_full_name(),
        above=((_("Protected names"), names_url),),
        wrong=request.method == "POST" and not form.is_valid(),
    )
