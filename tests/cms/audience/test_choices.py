"""What an editor may choose, and what is refused whatever a form sends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cms.audience.permitting import AudienceRefused
from cms.audience.picker import Picker
from core.access.audiences import MOST_KEYS
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import Role, Source
from core.people.models import Membership, Person


@pytest.fixture
def pick(world):
    """The picker of a person for a new page below another."""

    def pick(person, parent):
        return Picker(page=None, parent=parent, person_id=person.pk)

    return pick


def keys_in(sections):
    return {key for section in sections for key in section.keys}


def reasons(error):
    return [refusal.reason for refusal in error.value.refusals]


def test_a_class_comes_first_with_its_year_group_and_its_school(pick, ida, class_home, world, now):
    pupil = Person.objects.create_user("bo", first_name="Bo")
    for name in ("3.B", "3. årgang"):
        Membership.objects.create(
            person=pupil, institution=world.school, group=world.groups[name], role=Role.PUPIL,
            source=Source.ROSTER,
        )  # fmt: skip
    first = pick(ida, class_home).sections(also=(), on=now.date())[0]
    assert [row.name for row in first.rows] == ["3.B", "3. årgang", "Egesøskolen"]
    assert first.is_open


def test_an_institution_offers_its_groups_by_kind_and_nothing_of_others(
    pick, ida, school_home, world, now
):
    sections = pick(ida, school_home).sections(also=(), on=now.date())
    assert [section.title for section in sections] == [
        "Her, hvor du skriver",
        "Klasser",
        "Årgange",
        "Jeres egne grupper",
    ]
    assert [row.name for row in sections[1].rows] == ["3.B", "4.A", "4.B"]
    units = {key.partition("/")[0] for key in keys_in(sections)}
    own = ("3.B", "4.A", "4.B", "3. årgang", "Skolebestyrelsen")
    assert units == {"998101", *(world.unit(name) for name in own)}


def test_ended_groups_are_not_offered(pick, ida, school_home, world, now):
    group = world.groups["4.A"]
    group.ends_on = now.date() - timedelta(days=1)
    group.save()
    offered = keys_in(pick(ida, school_home).sections(also=(), on=now.date()))
    assert f"{world.unit('4.A')}/guardian" not in offered
    assert f"{world.unit('4.B')}/guardian" in offered


def test_wide_choices_are_offered_with_the_rights_for_them_alone(
    pick, ida, sofie, school_home, municipality_home, now
):
    wide = {"public", "998/guardian", "998.school/staff", "G99801/guardian"}
    assert wide <= keys_in(pick(sofie, municipality_home).sections(also=(), on=now.date()))
    assert not wide & keys_in(pick(ida, school_home).sections(also=(), on=now.date()))


def test_small_children_are_no_readers_and_administrations_have_none(
    pick, sofie, municipality_home, now
):
    offered = keys_in(pick(sofie, municipality_home).sections(also=(), on=now.date()))
    assert {"G99801/guardian", "998101/pupil", "998001/leader"} <= offered
    assert not {"G99801/pupil", "998.daycare/pupil", "998001/guardian"} & offered


def test_everything_that_is_offered_may_be_chosen(
    pick, ida, sofie, school_home, municipality_home, now
):
    for person, parent in ((ida, school_home), (sofie, municipality_home)):
        picker = pick(person, parent)
        for key in keys_in(picker.sections(also=(), on=now.date())):
            assert picker.check_draft([key]) == (key,)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (["999101/staff"], "outside"),
        (["fremmed 3.B/guardian"], "outside"),
        (["999/guardian"], "outside"),
        (["g999999/guardian"], "outside"),
        (["p1"], "outside"),
        (["Egernene/guardian"], "institution"),
        (["998111/guardian"], "institution"),
        (["998/guardian"], "municipality"),
        (["998.school/staff"], "municipality"),
        (["public"], "public"),
    ],
)
def test_an_editor_of_one_school_may_not_choose_more(pick, ida, school_home, world, keys, reason):
    unit, _slash, holder = keys[0].partition("/")
    keys = [f"{world.unit(unit)}/{holder}" if unit in world.groups else keys[0]]
    picker = pick(ida, school_home)
    with pytest.raises(AudienceRefused) as error:
        picker.check_draft([*keys, "998101/guardian"])
    assert reasons(error) == [reason]
    assert picker.check_draft(["998101/guardian"]) == ("998101/guardian",)


def test_a_refusal_tells_nothing_of_what_was_refused(pick, ida, school_home, world):
    messages = []
    for key in ("999101/staff", "g999999/staff", f"{world.unit('fremmed 3.B')}/staff"):
        with pytest.raises(AudienceRefused) as error:
            pick(ida, school_home).check_draft([key])
        messages.append(error.value.messages)
    assert messages[0] == messages[1] == messages[2]
    assert "Revleskolen" not in messages[0][0]


def test_the_right_to_a_municipality_opens_its_groups_but_no_other_municipality(
    pick, sofie, municipality_home, world
):
    picker = pick(sofie, municipality_home)
    key = f"{world.unit('3.B')}/guardian"
    assert picker.check_draft([key, "998.sfo/staff"]) == ("998.sfo/staff", key)
    with pytest.raises(AudienceRefused) as error:
        picker.check_draft([f"{world.unit('fremmed 3.B')}/guardian"])
    assert reasons(error) == ["outside"]


def test_rights_count_where_the_page_stands(pick, ida, sofie, school_home, world):
    """Sofie may show the municipality's pages to all, but not Egesøskolen's."""
    grant_rights(person_id=sofie.pk, institution_id=world.school.pk, rights=[Right.EDIT])
    with pytest.raises(AudienceRefused) as error:
        pick(sofie, school_home).check_draft(["public", "998101/staff"])
    assert reasons(error) == ["public"]
    grant_rights(person_id=ida.pk, institution_id=world.school.pk, rights=[Right.PUBLIC])
    assert pick(ida, school_home).check_draft(["public"]) == ("public",)


def test_a_second_institution_may_be_chosen_where_one_writes_there_too(
    pick, ida, school_home, world, now
):
    grant_rights(person_id=ida.pk, institution_id=world.sfo.pk, rights=[Right.EDIT])
    picker = pick(ida, school_home)
    assert picker.check_draft(["998111/guardian"]) == ("998111/guardian",)
    assert "SFO Ahornen" in [item.title for item in picker.sections(also=(), on=now.date())]


@pytest.mark.parametrize("keys", [[], ["nonsense"], ["998101/guardian"] * 3 + ["x/y"]])
def test_what_is_no_audience_is_refused_in_words(pick, ida, school_home, keys):
    with pytest.raises(ValidationError) as error:
        pick(ida, school_home).check_draft(keys)
    assert error.value.messages[0].startswith(("Sæt mindst ét kryds", "Vi forstod ikke"))


def test_more_keys_than_an_audience_has_are_refused(pick, ida, school_home):
    with pytest.raises(ValidationError, match="Vi forstod ikke"):
        pick(ida, school_home).check_draft([f"g{number}/staff" for number in range(MOST_KEYS + 1)])


def test_drafted_keys_stay_but_are_not_published_without_the_right(pick, ida, school_home):
    picker = pick(ida, school_home)
    assert picker.check_draft(["public"], drafted=["public"]) == ("public",)
    with pytest.raises(AudienceRefused) as error:
        picker.check_publishing(("public",))
    assert reasons(error) == ["public"]


def test_keys_of_another_municipality_do_not_stay(pick, ida, school_home):
    with pytest.raises(AudienceRefused) as error:
        pick(ida, school_home).check_draft(["999101/staff"], drafted=["999101/staff"])
    assert reasons(error) == ["outside"]


def test_following_a_public_page_needs_the_right_too(
    pick, ida, sofie, school_home, municipality_home, make_page, world
):
    section = make_page(school_home, "Åbent", own_audience=["public"])
    with pytest.raises(ValidationError, match="Siden ovenover kan ses af flere"):
        pick(ida, section).check_publishing(None)
    pick(ida, section).check_publishing(("998101/staff",))
    grant_rights(person_id=ida.pk, institution_id=world.school.pk, rights=[Right.PUBLIC])
    pick(ida, section).check_publishing(None)


def test_a_page_that_is_public_already_may_be_mended_without_the_right(ida, school_home, make_page):
    page = make_page(school_home, "Ringetider", own_audience=["public"])
    picker = Picker(page=page, parent=school_home, person_id=ida.pk)
    picker.check_publishing(("public",))
    with pytest.raises(AudienceRefused):
        picker.check_publishing(("998/guardian",))
