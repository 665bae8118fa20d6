"""Signing somebody out everywhere, and how long people of a municipality stay signed in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.levels import require_level
from core.access.models import Right
from core.audit.models import Action
from core.login.office.forms import IdleTimesForm
from core.login.office.operations import choose_idle_times, find_idle_times
from core.login.operations import end_every_session_of
from core.login.signing_in.people import find_doubt, forget_identities
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.finding import find_people
from core.people.office.forms import FindForm, ReasonForm, bind_form
from core.people.queries import people_of


@office_page()
def find_person(request: HttpRequest, office: Office) -> HttpResponse:
    """The way to somebody of the institution: by name."""
    people = _find_people(office)
    form = bind_form(request, FindForm)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        finding = find_people(
            form.cleaned_data["name"],
            among=people,
            institution=office.institution,
            on=office.viewer.today,
        )
        context["finding"] = finding
        context["rows"] = [
            {
                "found": item,
                "url": office.find_address("office_sign_out_person", person_id=item.pk),
            }
            for item in finding.people
        ]
    wrong = form.is_bound and bool(form.errors)
    title = _("Log somebody out everywhere")
    return render_page(request, office, "find_to_sign_out.html", context, title=title, wrong=wrong)


@office_page()
def sign_out_person(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Asks for the reason, and ends every session of somebody of the institution."""
    person = _find_people(office).filter(pk=person_id).first()
    if person is None:
        raise Http404
    form = bind_form(request, ReasonForm)
    if form.is_valid():
        ended = end_every_session_of(
            person,
            at=office.institution,
            ended_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
        says = ngettext(
            "Logged out of %(number)s place.", "Logged out of %(number)s places.", ended
        )
        messages.success(request, says % {"number": ended})
        return go_to(office, "office_sign_out")
    back_url = office.find_address("office_sign_out")
    context = {
        "form": form,
        "name": person.get_full_name(),
        "back_url": back_url,
        "doubted_at": find_doubt(person),
        "accept_url": (
            office.find_address("office_accept_login", person_id=person.pk)
            if office.administers
            else ""
        ),
    }
    return render_page(
        request,
        office,
        "sign_out.html",
        context,
        title=_("Log out everywhere"),
        above=((_("Log somebody out everywhere"), back_url),),
        wrong=form.is_bound,
    )


@office_page(Right.ADMINISTER)
@require_level()
def accept_login(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Lets somebody in whose provider has another name for them than before, with a reason."""
    person = _find_people(office).filter(pk=person_id).first()
    if person is None or find_doubt(person) is None:
        raise Http404
    form = bind_form(request, ReasonForm)
    if form.is_valid():
        forget_identities(
            person,
            at=office.institution,
            accepted_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
        says = _("%(name)s can log in again.") % {"name": person.get_full_name()}
        messages.success(request, says)
        return go_to(office, "office_sign_out")
    back_url = office.find_address("office_sign_out")
    context = {
        "form": form,
        "back_url": back_url,
        "lead": _(
            "The login has another name for %(name)s than before. It may be a new login for the"
            " same person, or the login may have passed to somebody else. Ask the person, or"
            " whoever administers Unilogin with you, before you let the login in again."
        )
        % {"name": person.get_full_name()},
        "button": _("Let the login in again"),
    }
    title = _("A login that has to be looked at")
    above = ((_("Log somebody out everywhere"), back_url),)
    return render_page(
        request, office, "form.html", context, title=title, above=above, wrong=form.is_bound
    )


@office_page(Right.ADMINISTER)
def choose_times(request: HttpRequest, office: Office) -> HttpResponse:
    """How long people of the municipality stay signed in without doing anything."""
    if not office.is_of_municipality:
        raise Http404
    times = find_idle_times(office.institution.municipality)
    sent = request.POST if request.method == "POST" else None
    form = IdleTimesForm(sent, instance=times)
    if form.is_valid():
        choose_idle_times(form.save(commit=False), chosen_by=office.person, now=office.viewer.now)
        messages.success(request, _("Your choice counts for those who log in from now on."))
        return go_to(office, "office_idle_times")
    context = {
        "form": form,
        "back_url": office.find_address("office"),
        "lead": _(
            "After this time without use people must log in again. Staff must do so after 12 "
            "hours in any case, all others after 90 days. Somebody who belongs in several "
            "municipalities has the shortest of their times."
        ),
        "button": _("Save"),
    }
    title = _("How long people stay logged in")
    return render_page(request, office, "form.html", context, title=title, wrong=form.is_bound)


def _find_people(office: Office) -> Any:
    """Those of the institution who may sign in, for who looks after them."""
    if not (office.administers or office.looks_after_access):
        raise Http404
    return people_of(office.institution.pk, on=office.viewer.today).filter(is_active=True)
