"""Boxes are placed for all or for some roles, for a municipality, an institution or a group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.configuration.operations import RolesTaken
from core.connectors.models import Standing, TileRule
from core.people.models import Group, Institution
from tests.core.connectors.conftest import BY, sign_in
from tests.core.connectors.office.test_office import OTHER_SCHOOL, SCHOOL, WHOLE, address, get
from tests.core.connectors.test_tiles import read_box, words_of


def new(plans, *, key=WHOLE, source="plan"):
    return reverse("office_new_rule", args=[key, plans.pk, source])


def change(plans, rule, *, key=WHOLE):
    return reverse("office_rule", args=[key, plans.pk, rule.source, rule.pk])


def rules():
    fields = ("unit", "roles", "standing", "position")
    return list(TileRule.objects.order_by("unit", "pk").values_list(*fields))


def stands(client, plans):
    """How the tile stands for who looks; nothing where it is not theirs."""
    if read_box(client, plans, "plan").status_code != 200:
        return ""
    return "shown" if b"data-box" in client.get(reverse("box_list")).content else "offered"


def test_a_box_stands_otherwise_for_parents_than_for_staff(plans):
    client = sign_in("henrik")
    TileRule.objects.all().delete()
    for role, standing in (("guardian", "offered"), ("staff", "locked")):
        sent = {"roles": [role], "standing": standing, "position": "3"}
        assert client.post(new(plans), sent).status_code == 302
    assert rules() == [
        ("998", ["guardian"], Standing.OFFERED, 3),
        ("998", ["staff"], Standing.LOCKED, 3),
    ]
    assert stands(sign_in("dorte"), plans) == "offered"
    assert stands(sign_in("anna"), plans) == "shown"
    assert stands(sign_in("bo"), plans) == ""


def test_what_is_said_of_a_role_counts_before_what_is_said_of_all(plans):
    operations.place_tile(
        plans, "plan", unit="998", standing=Standing.OFFERED, roles=["staff"], by=BY
    )
    assert stands(sign_in("dorte"), plans) == "shown"
    # Anna is a teacher, which is one of the kinds of staff.
    assert stands(sign_in("anna"), plans) == "offered"


def test_a_new_place_in_the_order_leaves_the_roles_alone(plans):
    TileRule.objects.update(roles=["guardian"])
    rule = TileRule.objects.get()
    page = change(plans, rule)
    assert sign_in("bo").get(reverse("box", args=[plans.pk, "plan"])).status_code == 404
    html = sign_in("henrik").get(page).content.decode()
    assert html.count("checked") == 2
    sent = {"roles": ["guardian"], "standing": "mandatory", "position": "7"}
    assert sign_in("henrik").post(page, sent).status_code == 302
    assert rules() == [("998", ["guardian"], Standing.MANDATORY, 7)]
    assert read_box(sign_in("bo"), plans, "plan").status_code == 404
    assert read_box(sign_in("dorte"), plans, "plan").status_code == 200


def test_a_rule_changes_and_goes(plans):
    rule, client = TileRule.objects.get(), sign_in("henrik")
    client.post(change(plans, rule), {"roles": ["pupil"], "standing": "offered", "position": ""})
    assert rules() == [("998", ["pupil"], Standing.OFFERED, 0)]
    said = words_of(client.post(change(plans, rule), {"handling": "fjern"}, follow=True))
    assert "The box stands there no more." in said
    assert rules() == []


def test_an_institution_places_a_box_for_itself_or_for_a_group(plans):
    client = sign_in("anna")
    group = Group.objects.get(institution__key=SCHOOL, name="3.B")
    page = new(plans, key=SCHOOL)
    assert "3.B" in words_of(client.get(page))
    for unit in ("", SCHOOL, f"g{group.pk}"):
        TileRule.objects.exclude(unit="998").delete()
        sent = {"unit": unit, "standing": "locked", "position": "1"}
        assert client.post(page, sent).status_code == 302
        assert [row[0] for row in rules() if row[0] != "998"] == [unit or SCHOOL]
    own = words_of(get("office_connection", plans, by="anna", key=SCHOOL))
    assert "All · 3.B Fixed place number 1 Change" in own
    assert "All · The municipality Always there number 0" in own


def test_no_office_places_a_box_where_it_is_not_its_own(plans):
    foreign = Group.objects.filter(institution__key=OTHER_SCHOOL).first()
    before = rules()
    for unit in ("998", OTHER_SCHOOL, f"g{foreign.pk}", "g0", "x"):
        sent = {"unit": unit, "standing": "locked", "position": "1"}
        assert sign_in("anna").post(new(plans, key=SCHOOL), sent).status_code == 400
    assert sign_in("anna").get(change(plans, TileRule.objects.get(), key=SCHOOL)).status_code == 404
    assert sign_in("anna").get(new(plans)).status_code == 404
    assert sign_in("dorte").get(new(plans)).status_code == 404
    assert sign_in("henrik").get(new(plans, source="gone")).status_code == 404
    assert rules() == before
    assert sign_in("henrik").get(new(plans)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"standing": "locked", "position": "150"}, "less than or equal to 99"),
        ({"standing": "locked", "position": "-1"}, "greater than or equal to 0"),
        ({"standing": "locked", "position": "x"}, "Enter a whole number."),
        ({"standing": "nowhere"}, "is not one of the available choices"),
        ({}, "This field is required."),
        ({"standing": "locked", "roles": ["rektor"]}, "is not one of the available choices"),
        ({"standing": "offered"}, "It is already said there how the box stands for: All."),
    ],
)
def test_what_does_not_fit_is_said_in_the_form(plans, sent, said):
    other = TileRule.objects.create(
        connection=plans, source="plan", unit="998", roles=["pupil"], standing=Standing.LOCKED
    )
    before = rules()
    response = sign_in("henrik").post(change(plans, other), sent)
    assert response.status_code == 400
    assert said in words_of(response)
    assert rules() == before


def test_each_role_stands_in_one_rule_of_a_place(plans):
    def place(roles, unit="998"):
        operations.place_tile(
            plans, "plan", unit=unit, standing=Standing.LOCKED, roles=roles, by=BY
        )

    place(["guardian", "pupil"])
    with pytest.raises(RolesTaken, match="pupil"):
        place(["staff", "pupil"])
    place(["staff"])
    place(["staff", "pupil"], unit=SCHOOL)
    assert [row[1] for row in rules()] == [
        [],
        ["guardian", "pupil"],
        ["staff"],
        ["pupil", "staff"],
    ]


def test_a_page_with_many_groups_and_rules_costs_no_more(plans):
    def count():
        client = sign_in("anna")
        page = address("office_connection", plans, key=SCHOOL)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    before = count()
    place = Institution.objects.get(key=SCHOOL)
    group = Group.objects.filter(institution=place).first()
    for number in range(10):
        made = Group.objects.create(
            institution=place,
            name=f"{number}.X",
            kind=group.kind,
            source="local",
        )
        operations.place_tile(plans, "plan", unit=f"g{made.pk}", standing=Standing.LOCKED, by=BY)
    assert count() == before
