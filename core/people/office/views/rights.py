"""Who may write, approve and administer at an institution, given and taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.models import FOREVER, Right
from core.access.queries import RightHolder, list_right_holders
from core.audit.models import Action
from core.people.leaders import staff_who_count
from core.people.models import Institution, Person
from core.people.office.entrance import Office, go_home, go_to, office_page, render_page
from core.people.office.finding import find_people
from core.people.office.forms import ApprovalForm, FindForm, ReasonForm, RightsForm, bind_form
from core.people.office.names import name_order
from core.people.office.queries import show_day
from core.people.rights import give_rights, take_rights

OBJECT = "access.editingright"


@office_page(Right.ADMINISTER)
def show_rights(request: HttpRequest, office: Office) -> HttpResponse:
    """Who has which rights; what is sent here looks for a colleague by name."""
    on, place = office.viewer.today, office.institution
    office.record(Action.OPEN, object_type=OBJECT, subject_id=None)
    form = bind_form(request, FindForm)
    holders = sorted(list_right_holders(place.pk), key=lambda item: name_order(item.name))
    context: dict[str, Any] = {
        "holders": [_describe_holder(office, holder) for holder in holders],
        "approval_form": ApprovalForm(initial={"needs_approval": place.needs_approval}),
        "approval_url": office.find_address("office_approval"),
        "form": form,
    }
    if form.is_bound and form.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        staff = Person.objects.filter(
            pk__in=staff_who_count(place, on=on).values("person"), is_active=True
        )
        finding = find_people(form.cleaned_data["name"], among=staff, institution=place, on=on)
        context["finding"] = finding
        context["rows"] = [
            {"found": item, "url": office.find_address("office_give_rights", person_id=item.pk)}
            for item in finding.people
        ]
    wrong = form.is_bound and bool(form.errors)
    return render_page(request, office, "rights.html", context, title=_("Rights"), wrong=wrong)


@office_page(Right.ADMINISTER)
def give(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Gives a colleague rights, through a day if one is named."""
    person = _require_colleague(office, person_id)
    named = {"offered": _list_offered(office), "today": office.viewer.today}
    form = bind_form(request, RightsForm, **named)
    if form.is_valid():
        give_rights(
            person,
            institution=office.institution,
            rights=[Right(right) for right in form.cleaned_data["rights"]],
            given_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
            ends_on=form.cleaned_data["ends_on"] or FOREVER,
        )
        messages.success(request, _("The rights have been given."))
        return go_to(office, "office_rights")
    context = {"form": form, "name": person.get_full_name()}
    return _render(request, office, "give_rights.html", context, title=_("Give rights"), form=form)


@office_page(Right.ADMINISTER)
def take(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Takes all rights that one may give from somebody, at once."""
    holder = _find_holder(office, person_id)
    taken = [right for right in holder.rights if right in _list_offered(office)]
    if Right.ADMINISTER in taken and _is_last_administrator(office, person_id):
        messages.error(
            request,
            _("Somebody must be able to give rights. Make somebody else an administrator first."),
        )
        return go_to(office, "office_rights")
    form = bind_form(request, ReasonForm)
    if form.is_valid():
        take_rights(
            Person.objects.get(pk=person_id),
            institution=office.institution,
            rights=taken,
            taken_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
        messages.success(request, _("The rights have been taken back."))
        # Who has taken them from oneself has no office to go back to.
        return go_home() if person_id == office.person.pk else go_to(office, "office_rights")
    context = {
        "form": form,
        "name": holder.name,
        "rights": [right.label for right in taken],
        "by_roster": bool(holder.by_roster),
    }
    return _render(
        request, office, "take_rights.html", context, title=_("Take back rights"), form=form
    )


@office_page(Right.ADMINISTER)
def choose_approval(request: HttpRequest, office: Office) -> HttpResponse:
    """Whether what writers publish must be approved first."""
    if request.method == "POST":
        form = ApprovalForm(request.POST)
        if form.is_valid():
            wanted = form.cleaned_data["needs_approval"]
            Institution.objects.filter(pk=office.institution.pk).update(needs_approval=wanted)
            office.record(
                Action.CHANGE,
                object_type=Institution._meta.label_lower,
                object_id=office.institution.pk,
                subject_id=None,
            )
            messages.success(request, _("Your choice has been saved."))
    return go_to(office, "office_rights")


def _render(
    request: HttpRequest,
    office: Office,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    form: Any,
) -> HttpResponse:
    address = office.find_address("office_rights")
    return render_page(
        request,
        office,
        template,
        {"back_url": address, **context},
        title=title,
        above=((_("Rights"), address),),
        wrong=form.is_bound,
    )


def _list_offered(office: Office) -> list[Right]:
    """What an administrator gives: the rights to edit, and others that the administrator has."""
    own = set(office.all_rights)
    editing = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)
    return [right for right in Right if right in editing or right.value in own]


def _require_colleague(office: Office, person_id: int) -> Person:
    staff = staff_who_count(office.institution, on=office.viewer.today)
    person = Person.objects.filter(pk__in=staff.values("person"), is_active=True, pk=person_id)
    found = person.first()
    if found is None:
        raise Http404
    return found


def _find_holder(office: Office, person_id: int) -> RightHolder:
    for holder in list_right_holders(office.institution.pk):
        if holder.person_id == person_id:
            return holder
    raise Http404


def _is_last_administrator(office: Office, person_id: int) -> bool:
    holders = list_right_holders(office.institution.pk)
    return not any(
        Right.ADMINISTER in holder.rights and holder.person_id != person_id for holder in holders
    )


def _describe_holder(office: Office, holder: RightHolder) -> dict[str, Any]:
    return {
        "name": holder.name,
        "rights": [
            {
                "name": right.label,
                "ends_on": show_day(holder.ends_on.get(right, FOREVER)),
                "by_roster": right in holder.by_roster,
            }
            for right in holder.rights
        ],
        "give_url": office.find_address("office_give_rights", person_id=holder.person_id),
        "take_url": office.find_address("office_take_rights", person_id=holder.person_id),
    }
