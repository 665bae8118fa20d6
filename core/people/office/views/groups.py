"""Groups that an institution keeps itself, and who belongs to them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.models import Right
from core.audit.models import Action
from core.people.models import Group
from core.people.office import operations
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.finding import find_people
from core.people.office.forms import FindForm, GroupForm, MemberForm, RenameForm, bind_form
from core.people.office.queries import (
    find_group,
    list_groups,
    list_members,
    possible_members,
    show_day,
)


@office_page(Right.ACCESS)
def make_group(request: HttpRequest, office: Office) -> HttpResponse:
    """A new group."""
    named = {"today": office.viewer.today, "taken": _names_taken(office)}
    form = bind_form(request, GroupForm, **named)
    if form.is_bound and form.is_valid():
        group = operations.open_group(office, **form.cleaned_data)
        messages.success(request, _("The group has been made. Now add its members."))
        return go_to(office, "office_group", group_id=group.pk)
    context = {
        "form": form,
        "button": _("Make the group"),
        "lead": _(
            "Such as the school board, contact parents or a committee. The group gets a page of "
            "its own, for its members and the staff."
        ),
        "back_url": office.find_address("office"),
    }
    title = _("New group")
    return render_page(request, office, "form.html", context, title=title, wrong=form.is_bound)


@office_page(Right.ACCESS)
def show_group(request: HttpRequest, office: Office, group_id: int) -> HttpResponse:
    """A group with its members; what is sent here looks for somebody to add."""
    group = _require_group(office, group_id)
    if request.method != "POST":
        return _render_group(request, office, group, FindForm())
    form = FindForm(request.POST)
    return _render_group(request, office, group, form, wrong=not form.is_valid())


@office_page(Right.ACCESS)
def add_member(request: HttpRequest, office: Office, group_id: int) -> HttpResponse:
    """Adds who was chosen among those found."""
    group = _require_group(office, group_id)
    if request.method != "POST":
        return go_to(office, "office_group", group_id=group.pk)
    form = MemberForm(request.POST, today=office.viewer.today)
    if form.is_valid():
        on = office.viewer.today
        people = possible_members(office.institution, on=on)
        person = people.filter(pk=form.cleaned_data.pop("person")).first()
        if person is None:
            form.add_error("person", _("Choose who shall be a member."))
        elif any(row.person_id == person.pk for row in list_members(group, on=on)):
            form.add_error("person", _("This person is a member already."))
        else:
            operations.admit_member(office, group, person, **form.cleaned_data)
            messages.success(request, _("The member has been added."))
            return go_to(office, "office_group", group_id=group.pk)
    find = FindForm(request.POST)
    return _render_group(request, office, group, find, member_form=form, wrong=True)


@office_page(Right.ACCESS)
def end_member(
    request: HttpRequest, office: Office, group_id: int, membership_id: int
) -> HttpResponse:
    """Ends a membership from today; one that has ended already is left as it is."""
    group = _require_group(office, group_id)
    if request.method == "POST":
        rows = list_members(group, on=office.viewer.today)
        membership = next((row for row in rows if row.pk == membership_id), None)
        if membership is None:
            messages.info(request, _("The membership had ended already."))
        else:
            operations.dismiss(office, membership)
            messages.success(request, _("The membership has ended."))
    return go_to(office, "office_group", group_id=group.pk)


@office_page(Right.ACCESS)
def rename_group(request: HttpRequest, office: Office, group_id: int) -> HttpResponse:
    """Gives a group another name."""
    group = _require_group(office, group_id)
    named: dict[str, Any] = {
        "today": office.viewer.today,
        "taken": [name for name in _names_taken(office) if name != group.name],
    }
    if request.method == "POST":
        form = RenameForm(request.POST, **named)
        if form.is_valid():
            operations.rename_group(office, group, name=form.cleaned_data["name"])
            messages.success(request, _("The group has its new name."))
            return go_to(office, "office_group", group_id=group.pk)
    else:
        form = RenameForm(initial={"name": group.name}, **named)
    context = {
        "form": form,
        "group": group.name,
        "button": _("Save"),
        "back_url": office.find_address("office_group", group_id=group.pk),
    }
    title = _("Another name")
    above = _above(office, group)
    return render_page(
        request, office, "form.html", context, title=title, above=above, wrong=form.is_bound
    )


@office_page(Right.ACCESS)
def end_group(request: HttpRequest, office: Office, group_id: int) -> HttpResponse:
    """Ends a group, after saying what follows."""
    group = _require_group(office, group_id)
    if request.method == "POST":
        operations.close_group(office, group)
        messages.success(request, _("The group has ended, and nobody belongs to it."))
        return go_to(office, "office")
    context = {
        "group": group.name,
        "members": len(list_members(group, on=office.viewer.today)),
        "back_url": office.find_address("office_group", group_id=group.pk),
    }
    title, above = _("End the group"), _above(office, group)
    return render_page(request, office, "end_group.html", context, title=title, above=above)


def _render_group(
    request: HttpRequest,
    office: Office,
    group: Group,
    find: FindForm,
    *,
    member_form: MemberForm | None = None,
    wrong: bool = False,
) -> HttpResponse:
    on, named = office.viewer.today, {"group_id": group.pk}
    rows = list_members(group, on=on)
    context: dict[str, Any] = {
        "group": group.name,
        "ends_on": show_day(group.ends_on),
        "members": [
            {
                "name": row.person.get_full_name(),
                "starts_on": row.starts_on if row.starts_on > on else None,
                "ends_on": show_day(row.ends_on),
                "end_url": office.find_address("office_end_member", membership_id=row.pk, **named),
            }
            for row in rows
        ],
        "find_form": find,
        "find_url": office.find_address("office_group", **named),
        "add_url": office.find_address("office_add_member", **named),
        "rename_url": office.find_address("office_rename_group", **named),
        "end_url": office.find_address("office_end_group", **named),
    }
    if find.is_bound and find.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        finding = find_people(
            find.cleaned_data["name"],
            among=possible_members(office.institution, on=on),
            institution=office.institution,
            on=on,
        )
        context["finding"] = finding
        context["already"] = {row.person_id for row in rows}
        context["member_form"] = member_form or MemberForm(today=on, initial={"starts_on": on})
    return render_page(request, office, "group.html", context, title=group.name, wrong=wrong)


def _require_group(office: Office, group_id: int) -> Group:
    group = find_group(office.institution, group_id, on=office.viewer.today)
    if group is None:
        raise Http404
    return group


def _names_taken(office: Office) -> list[str]:
    return [group.name for group in list_groups(office.institution, on=office.viewer.today)]


def _above(office: Office, group: Group) -> tuple[tuple[str, str], ...]:
    return ((group.name, office.find_address("office_group", group_id=group.pk)),)
