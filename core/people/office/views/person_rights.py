"""One person's rights at an institution: changed together, taken back, and given again."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.levels import require_level
from core.access.models import OFFICE_RIGHTS, Right, RightOrigin
from core.people.leaders import Leader, colleagues_at, leads, list_leaders_without
from core.people.models import Person
from core.people.office.entrance import Office, go_home, go_to, office_page, render_page
from core.people.office.forms import bind_form
from core.people.office.queries import show_day
from core.people.office.right_forms import RightReasonForm, RightsForm
from core.people.office.right_names import name_right
from core.people.rights import (
    LastAdministrator,
    RightsDiffer,
    change_rights,
    give_rights,
    read_held,
)


@office_page(Right.ADMINISTER)
@require_level()
def change(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Gives a colleague rights and takes others, each through a day if one is named."""
    person, on = _require_colleague(office, person_id), office.viewer.today
    every, offered = read_held(person, office.institution, on=on), list_offered(office)
    held = {right: day for right, day in every.items() if right in offered}
    form = bind_form(request, RightsForm, offered=offered, held=held, today=on)
    if form.is_valid():
        changed = _save(office, person, form, wanted=form.wanted, among=offered, held=held)
        if changed is not None:
            says = _("The rights have been saved.") if changed else _("Nothing is different.")
            messages.success(request, says)
            return _go_on(office)
    context = {
        "form": form,
        "name": person.get_full_name(),
        "kept": [name_right(right) for right in Right if right in every.keys() - held.keys()],
    }
    title = _("Change rights")
    return _render(request, office, "change_rights.html", context, title=title, form=form)


@office_page(Right.ADMINISTER)
@require_level()
def take(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Takes all rights that one may give from somebody, who may have left, at once."""
    person, on = _find_person(person_id), office.viewer.today
    every, offered = read_held(person, office.institution, on=on), list_offered(office)
    held = {right: day for right, day in every.items() if right in offered}
    if not held:
        raise Http404
    form = bind_form(request, RightReasonForm)
    if form.is_valid():
        taken = _save(office, person, form, wanted={}, among=offered, held=held)
        if taken is not None:
            messages.success(request, _("The rights have been taken back."))
            return _go_on(office)
    context = {
        "form": form,
        "name": person.get_full_name(),
        "rights": [name_right(right) for right in Right if right in held],
        "leads": leads(person, office.institution, on=on),
    }
    title = _("Take back rights")
    return _render(request, office, "take_rights.html", context, title=title, form=form)


@office_page(Right.ADMINISTER)
@require_level()
def give_again(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Gives a leader what comes with leading and was taken back, or has ended."""
    leader = _require_leader_without(office, person_id)
    form = bind_form(request, RightReasonForm)
    if form.is_valid():
        give_rights(
            leader.person,
            institution=office.institution,
            rights=[lost.right for lost in leader.lost],
            given_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
            ends_on=leader.leading.until,
            origin=RightOrigin.ROSTER,
        )
        messages.success(request, _("The rights have been given again."))
        return go_to(office, "office_rights")
    context = {
        "form": form,
        "name": leader.person.get_full_name(),
        "rights": [name_right(lost.right) for lost in leader.lost],
        "ends_on": show_day(leader.leading.until),
    }
    title = _("Give rights again")
    return _render(request, office, "give_again.html", context, title=title, form=form)


def list_offered(office: Office) -> list[Right]:
    """What an administrator gives: the rights to edit, and others that the administrator has."""
    own = set(office.all_rights)
    editing = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)
    return [right for right in Right if right in editing or right.value in own]


def _save(
    office: Office,
    person: Person,
    form: RightReasonForm,
    *,
    wanted: Mapping[Right, date],
    among: Collection[Right],
    held: Mapping[Right, date],
) -> list[Right] | None:
    """The rights that were changed; none at all, with why on the form, if that may not be."""
    try:
        return change_rights(
            person,
            institution=office.institution,
            wanted=wanted,
            among=among,
            seen=held,
            changed_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
    except LastAdministrator:
        form.say_that_nobody_would_administer()
    except RightsDiffer as differ:
        form.say_that_rights_differ(differ.held)
    return None


def _go_on(office: Office) -> HttpResponse:
    """Back to the rights, or for who has taken them from oneself to what is left."""
    left = office.all_rights
    if Right.ADMINISTER in left:
        return go_to(office, "office_rights")
    return go_to(office, "office") if left.intersection(OFFICE_RIGHTS) else go_home()


def _find_person(person_id: int) -> Person:
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def _require_colleague(office: Office, person_id: int) -> Person:
    colleagues = colleagues_at(office.institution, on=office.viewer.today)
    found = colleagues.filter(pk=person_id).first()
    if found is None:
        raise Http404
    return found


def _require_leader_without(office: Office, person_id: int) -> Leader:
    for leader in list_leaders_without(office.institution, on=office.viewer.today):
        if leader.person.pk == person_id:
            return leader
    raise Http404


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
