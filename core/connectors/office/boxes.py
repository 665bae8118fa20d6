"""Where an office places the boxes of a connection: for whom, and how they stand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from core.access.keys import make_group_unit
from core.access.models import Right
from core.connectors.configuration.operations import RolesTaken, place_tile
from core.connectors.models import Standing, TileRule
from core.connectors.office.desk import Desk, find_desk
from core.connectors.office.steps import above
from core.people.kinds import GroupKind
from core.people.models import Group
from core.people.office.entrance import Office, office_page, render_page
from core.people.office.forms import bind_form
from core.people.office.names import name_order
from indgang_sdk.people import Role
from indgang_sdk.tiles import TileSource

ROLES: dict[str, str | Promise] = {
    Role.PUPIL: gettext_lazy("Pupils"),
    Role.GUARDIAN: gettext_lazy("Parents"),
    Role.STAFF: gettext_lazy("Staff"),
    Role.PEDAGOGICAL: gettext_lazy("Teachers and pedagogues"),
    Role.LEADER: gettext_lazy("The leaders"),
    Role.ADMINISTRATIVE: gettext_lazy("Office and service"),
    Role.EXTERNAL: pgettext_lazy("people", "Partners"),
    Role.MEMBER: pgettext_lazy("people", "Members"),
}
# How people are grouped is long at a large school; classes are what a secretary looks for.
_ORDER_OF_KINDS = (GroupKind.MAIN, GroupKind.SFO, GroupKind.TEAM, GroupKind.LOCAL)


class RuleForm(forms.Form):
    """For whom a box is, and how it stands on their pages."""

    unit = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("For whom?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a tick the box is for all."),
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("How does the box stand?"),
        choices=[
            (Standing.LOCKED, gettext_lazy("Fixed place: on top, and nobody moves it")),
            (Standing.MANDATORY, gettext_lazy("Always there: people may move it")),
            (Standing.OFFERED, gettext_lazy("Can be added: people choose it themselves")),
        ],
        widget=forms.RadioSelect,
    )
    position = forms.IntegerField(
        label=gettext_lazy("Number in the order"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=gettext_lazy("0 stands first, 99 last."),
    )

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], roles: Iterable[str], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        if len(units) > 1:
            self.fields["unit"].choices = units  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
        known = set(roles)
        shown = [(role, words) for role, words in ROLES.items() if role in known]
        self.fields["roles"].choices = shown  # type: ignore[attr-defined]


def list_boxes(desk: Desk) -> list[dict[str, Any]]:
    """The tiles of a connection, each with its rules for this office: in two queries."""
    offer = desk.configured.offer
    sources: list[TileSource] = offer.list_sources("tile_sources") if offer else []
    if not sources:
        return []
    language = get_language() or "da"
    places = _name_units(desk)
    code = desk.office.institution.municipality.code
    rules = TileRule.objects.filter(connection=desk.connection, unit__in={*places, code})
    return [
        {
            "name": source.name,
            "title": source.title.in_language(language),
            "rules": [
                _describe_rule(desk, rule, places)
                for rule in sorted(rules, key=lambda rule: (rule.unit != code, rule.position))
                if rule.source == source.name
            ],
            "new_url": desk.find_address("office_new_rule", source=source.name),
        }
        for source in sources
    ]


@office_page(Right.CONNECT)
def place_box(
    request: HttpRequest,
    office: Office,
    connection_id: int,
    source: str,
    rule_id: int | None = None,
) -> HttpResponse:
    """Places a box for all or for some, or takes what was said of it away."""
    desk = find_desk(office, connection_id)
    tile = _find_tile(desk, source)
    units = _name_units(desk)
    rule = _find_rule(desk, source, rule_id, units) if rule_id is not None else None
    back = desk.find_address("office_connection")
    if rule is not None and request.POST.get("handling") == "fjern":
        place_tile(desk.connection, source, unit=rule.unit, standing=None, changed=rule, by=desk.by)
        messages.success(request, _("The box stands there no more."))
        return HttpResponseRedirect(f"{back}#boxes")
    roles = {*tile.roles, *(rule.roles if rule else ())}
    form = bind_form(request, RuleForm, units=list(units.items()), roles=roles)
    form.initial = _describe_initial(rule)
    if form.is_valid() and _place(desk, source, form, rule):
        messages.success(request, _("The box has been placed."))
        return HttpResponseRedirect(f"{back}#boxes")
    title = tile.title.in_language(get_language() or "da")
    context = {
        "form": form,
        "button": _("Save"),
        "back_url": back,
        "is_there": rule is not None,
        "lead": _(
            "Of several boxes for one person, what is said nearest counts: a group's before the "
            "institution's, and that before the municipality's."
        ),
    }
    return render_page(
        request,
        office,
        "place_box.html",
        context,
        title=title,
        above=(*above(office), (desk.connection.title, back)),
        wrong=form.is_bound,
    )


def _place(desk: Desk, source: str, form: RuleForm, rule: TileRule | None) -> bool:
    sent = form.cleaned_data
    try:
        place_tile(
            desk.connection,
            source,
            unit=sent.get("unit") or desk.unit,
            roles=sent["roles"],
            standing=Standing(sent["standing"]),
            position=sent["position"] or 0,
            changed=rule,
            by=desk.by,
        )
    except RolesTaken as error:
        whose = ", ".join(str(ROLES.get(role, role)) for role in error.roles) or _("All")
        says = _("It is already said there how the box stands for: %(whose)s. Change that instead.")
        form.add_error("roles", says % {"whose": whose})
        return False
    return True


def _describe_initial(rule: TileRule | None) -> dict[str, Any]:
    if rule is None:
        return {"standing": Standing.MANDATORY, "position": 0}
    return {
        "unit": rule.unit,
        "roles": rule.roles,
        "standing": rule.standing,
        "position": rule.position,
    }


def _describe_rule(desk: Desk, rule: TileRule, places: dict[str, str]) -> dict[str, Any]:
    url = desk.find_address("office_rule", source=rule.source, rule_id=rule.pk)
    return {
        "whose": ", ".join(str(words) for role, words in ROLES.items() if role in rule.roles),
        "where": places.get(rule.unit, _("The municipality")) if not desk.is_whole else "",
        "standing": Standing(rule.standing).label,
        "position": rule.position,
        "url": url if rule.unit in places else "",
    }


def _name_units(desk: Desk) -> dict[str, str]:
    """The places that this office places tiles for: itself, and an institution's groups."""
    if desk.is_whole:
        return {desk.unit: ""}
    today = desk.office.viewer.today
    groups = Group.objects.filter(
        institution=desk.office.institution, starts_on__lte=today, ends_on__gte=today
    )
    return {
        desk.unit: _("The whole institution"),
        **{make_group_unit(group.pk): group.name for group in sorted(groups, key=_order_group)},
    }


def _order_group(group: Group) -> tuple[int, str]:
    kind = GroupKind(group.kind)
    number = _ORDER_OF_KINDS.index(kind) if kind in _ORDER_OF_KINDS else len(_ORDER_OF_KINDS)
    return number, name_order(group.name)


def _find_tile(desk: Desk, name: str) -> TileSource:
    offer = desk.configured.offer
    source: TileSource | None = offer.find_source("tile_sources", name) if offer else None
    if source is None:
        raise Http404
    return source


def _find_rule(desk: Desk, source: str, rule_id: int, units: Iterable[str]) -> TileRule:
    rules = TileRule.objects.filter(connection=desk.connection, source=source, unit__in=units)
    rule = rules.filter(pk=rule_id).first()
    if rule is None:
        raise Http404
    return rule
