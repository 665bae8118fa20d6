"""Keys and audiences refuse everything that they are not."""

import pytest

from core.access.audiences import InvalidAudience, digest_audience, make_audience
from core.access.keys import (
    Holder,
    InvalidKey,
    UnitKind,
    check_key,
    find_group_id,
    find_kind,
    make_group_unit,
    make_key,
    make_person_key,
    split_key,
)


@pytest.mark.parametrize(
    "key",
    [
        "public",
        "p17",
        "998/staff",
        "998.school/guardian",
        "998101/leader",
        "G99801/pupil",
        "g4/member",
    ],
)
def test_keys_are_accepted(key):
    assert check_key(key) == key


@pytest.mark.parametrize(
    "text",
    ["", "p", "p-1", "998", "998101", "998101/", "998101/everyone", "99810/staff", "g/pupil",
     "g4/pupil ", "g4/pupil\n", "public/staff", "998.castle/staff", "998101/staff;drop", "PUBLIC",
     "g" + "1" * 19 + "/pupil", None, 7, ["p1"]],
)  # fmt: skip
def test_everything_else_is_refused(text):
    with pytest.raises(InvalidKey):
        check_key(text)


def test_longest_key_fits_its_column():
    from core.access.models import KEY_LENGTH, PersonKey  # noqa: PLC0415

    longest = make_key("998.administration", Holder.ADMINISTRATIVE)
    assert len(longest) <= KEY_LENGTH
    unit_length = PersonKey._meta.get_field("unit").max_length
    assert len(split_key(longest)[0]) <= unit_length
    assert len(f"g{10**17}") <= unit_length


def test_keys_are_split_into_unit_and_holder():
    assert split_key("998101/staff") == ("998101", "staff")
    assert split_key(make_person_key(4)) == ("p4", "")


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("998", UnitKind.MUNICIPALITY),
        ("998.school", UnitKind.SORT),
        ("998101", UnitKind.INSTITUTION),
        ("G99801", UnitKind.INSTITUTION),
        ("g17", UnitKind.GROUP),
        # Six characters are an institution's too.
        ("g12345", UnitKind.GROUP),
        *(
            (text, None)
            for text in ("", "public", "p4", "99", "998.castle", "g", "998\n", "g\u0661")
        ),
    ],
)
def test_a_unit_says_what_it_stands_for(unit, kind):
    assert find_kind(unit) is kind


def test_the_group_of_a_unit_is_found_and_nothing_elses():
    assert find_group_id(make_group_unit(17)) == 17
    assert [find_group_id(unit) for unit in ("998", "998101", "p17", "gruppe")] == [None] * 4


def test_audience_is_sorted_and_without_repeats():
    assert make_audience(["p2", "998/staff", "p2"]) == ("998/staff", "p2")


def test_public_swallows_all_other_keys():
    assert make_audience(["998/staff", "public"]) == ("public",)


@pytest.mark.parametrize(
    "keys", [[], ["x"], "public", ["public", None], [f"p{number}" for number in range(2_001)]]
)
def test_what_is_no_audience_is_refused(keys):
    with pytest.raises(InvalidAudience):
        make_audience(keys)


def test_most_keys_are_accepted():
    assert len(make_audience(f"p{number}" for number in range(2_000))) == 2_000


def test_equal_audiences_have_equal_digests():
    first, second = make_audience(["p1", "p2"]), make_audience(["p2", "p1"])
    assert digest_audience(first) == digest_audience(second)
    assert digest_audience(first) != digest_audience(make_audience(["p1"]))
