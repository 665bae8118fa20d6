"""Where an institution lets somebody sign in who cannot by an identity provider."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.models import Right
from core.audit.models import Action
from core.login.levels import step_up_address
from core.login.local.codes import draw_code
from core.login.local.models import LocalAccount
from core.login.local.office import Standing, describe_standing, read_standings
from core.login.local.operations import (
    MayNotBeInvited,
    invite_guardian,
    revoke_account,
)
from core.login.local.queries import acts_at, belongs_elsewhere, signs_in_elsewhere
from core.people.models import Person
from core.people.office.entrance import Office, office_page, render_page
from core.people.office.views.children import Case, require_case
from indgang_sdk.levels import Level


@dataclass(frozen=True, kw_only=True)
class Place:
    """The page for one adult of one child."""

    office: Office
    case: Case
    address: str
    child_url: str


@office_page(Right.ACCESS)
def look_after(request: HttpRequest, office: Office, child_id: int, adult_id: int) -> HttpResponse:
    """Shows whether an adult may sign in here, and makes and takes back links to it."""
    place = Place(
        office=office,
        case=require_case(office, child_id, adult_id),
        address=request.path,
        child_url=office.find_address("office_child", child_id=child_id),
    )
    office.record(
        Action.OPEN,
        object_type=LocalAccount._meta.label_lower,
        subject_id=place.case.adult.person.pk,
    )
    if request.method != "POST":
        return _show(request, place)
    # What is handed out opens an account: whoever does so proves twice who it is.
    if office.viewer.level < Level.TWO_FACTOR:
        return HttpResponseRedirect(step_up_address(Level.TWO_FACTOR, place.address))
    if request.POST.get("deed") == "revoke":
        return _revoke(request, place)
    return _invite(request, place)


def _invite(request: HttpRequest, place: Place) -> HttpResponse:
    office, adult = place.office, place.case.adult.person
    if _is_of_others(office, _read_standing(place)):
        return HttpResponseRedirect(place.address)
    try:
        made = invite_guardian(
            adult, institution=office.institution, made_by=office.person, now=office.viewer.now
        )
    except MayNotBeInvited:
        return HttpResponseRedirect(place.address)
    path = reverse("local_invitation", kwargs={"secret": made.secret})
    link = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    context = {
        "adult": adult.get_full_name(),
        "unilogin": adult.unilogin,
        "link": link,
        "qr": draw_code(link),
        "ends_at": made.invitation.ends_at,
        "back_url": place.child_url,
    }
    return _render(request, place, "local_link.html", context)


def _revoke(request: HttpRequest, place: Place) -> HttpResponse:
    office = place.office
    if not _is_of_others(office, _read_standing(place)):
        revoke_account(
            place.case.adult.person,
            institution=office.institution,
            revoked_by=office.person,
            now=office.viewer.now,
        )
        messages.success(request, _("The local login has been taken back."))
    return HttpResponseRedirect(place.child_url)


def _show(request: HttpRequest, place: Place) -> HttpResponse:
    office, adult = place.office, place.case.adult.person
    standing = _read_standing(place)
    sure = office.viewer.level >= Level.TWO_FACTOR
    context = {
        "adult": adult.get_full_name(),
        "child": place.case.child.get_full_name(),
        "standing": standing,
        "about": describe_standing(office, standing),
        "given_here": standing.is_of(office),
        "refusal": _say_refusal(office, adult, standing),
        "step_up_url": "" if sure else step_up_address(Level.TWO_FACTOR, place.address),
        "back_url": place.child_url,
    }
    return _render(request, place, "local_sign_in.html", context)


def _say_refusal(office: Office, adult: Person, standing: Standing) -> str:
    """Why the person may not be invited; empty when nothing speaks against it."""
    on = office.viewer.today
    if not adult.is_active:
        return _("The person may not sign in.")
    if _is_of_others(office, standing):
        return _("The person has a local login already, which this institution did not give.")
    if signs_in_elsewhere(adult, on=on):
        return _(
            "The person works in a municipality or has rights, and a local login would open that, "
            "too. So it cannot be used. Ask the person to log in with Unilogin."
        )
    if belongs_elsewhere(adult, office.institution.municipality.code, on=on):
        return _(
            "The person belongs to another municipality as well, and a local login would open what "
            "is there, too. So it cannot be used. Ask the person to log in with Unilogin or MitID."
        )
    if not acts_at(adult.pk, office.institution.pk, on=on):
        return _("The person has no access through a child here. Give access first.")
    return ""


def _is_of_others(office: Office, standing: Standing) -> bool:
    given = standing.account or standing.invitation
    return given is not None and not standing.is_of(office)


def _read_standing(place: Place) -> Standing:
    adult = place.case.adult.person
    return read_standings(place.office, [adult]).get(adult.pk, Standing())


def _render(
    request: HttpRequest, place: Place, template: str, context: dict[str, Any]
) -> HttpResponse:
    return render_page(
        request,
        place.office,
        template,
        context,
        title=_("Local login"),
        above=((place.case.child.get_full_name(), place.child_url),),
    )
