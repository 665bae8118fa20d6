"""From the readers that a connector names to the keys that open something here."""

import pytest

from core.connectors.entries.audiences import read_known
from core.people.models import Group
from indgang_sdk.people import Readers, Role
from tests.core.connectors.conftest import find

LINDESOE = ["998101", "998102"]


def keys(*readers, institutions=LINDESOE):
    return read_known(readers, institutions=institutions).list_keys(readers)


def group_key(holder, *, institution="998101"):
    return f"g{Group.objects.get(institution__key=institution, name='3.B').pk}/{holder}"


def test_a_role_in_an_institution(families):
    readers = Readers(institution="998101", role=Role.STAFF)
    assert keys(readers) == ["998101/staff"]


@pytest.mark.parametrize("group", ["3.B", "3B"])
def test_a_group_by_its_name_or_its_number(families, group):
    readers = Readers(institution="998101", group=group, role=Role.GUARDIAN)
    assert keys(readers) == [group_key("guardian")]


def test_the_group_of_the_same_name_at_another_school_is_another(families):
    readers = Readers(institution="998102", group="3.B", role=Role.PUPIL)
    assert keys(readers) == [group_key("pupil", institution="998102")]
    assert keys(readers) != [group_key("pupil")]


def test_one_person(families):
    assert keys(Readers(person="bo")) == [f"p{find('bo').pk}"]


@pytest.mark.parametrize(
    "readers",
    [
        Readers(person="nobody"),
        Readers(institution="998101", group="9.Z", role=Role.PUPIL),
        Readers(institution="999999", role=Role.PUPIL),
        # Where the system is not connected: Ella's daycare institution.
        Readers(institution="G99901", role=Role.GUARDIAN),
        Readers(institution="G99901", group="Tanglopperne", role=Role.GUARDIAN),
    ],
)
def test_who_is_not_known_where_it_is_connected_is_nobody(families, readers):
    assert keys(Readers(institution="998101", role=Role.PUPIL), readers) == ["998101/pupil"]
    assert keys(readers) == []


def test_several_readers_are_each_of_them_once(families):
    some = [
        Readers(institution="998101", role=Role.PUPIL),
        Readers(institution="998101", role=Role.PUPIL),
        Readers(person="anna"),
    ]
    assert keys(*some) == sorted(["998101/pupil", f"p{find('anna').pk}"])


def test_many_readers_cost_two_queries(families, django_assert_num_queries):
    some = [Readers(institution="998101", group=f"{n}.B", role=Role.PUPIL) for n in range(50)]
    with django_assert_num_queries(2):
        keys(*some, Readers(person="bo"), Readers(person="emil"))
