"""Writes the groups of one institution's roster.

A group that is no longer in the file keeps its row, because pages and local members may belong
to it: its last day is yesterday, and nobody holds a key to it from today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.people.kinds import Source
from core.people.models import Group, Membership
from core.people.roster.records import GroupRecord
from core.people.roster.summary import Tally

FIELDS = ("name", "kind", "level", "starts_on", "ends_on")
DAYS = {"starts_on", "ends_on"}

Fields = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class WrittenGroups:
    """The ids of groups by their ids in the file, and whom changed days concern."""

    ids: dict[str, int]
    touched: frozenset[int]
    tally: Tally


def write_groups(records: Iterable[GroupRecord], *, institution_id: int, on: date) -> WrittenGroups:
    """Adds, changes and ends groups so that they are those of the file."""
    rows = Group.objects.filter(institution_id=institution_id, source=Source.ROSTER)
    present = {group.external_id: group for group in rows}
    in_file = {record.external_id: _fields_of(record) for record in records}
    gone = {key: _end(group, on=on) for key, group in present.items() if key not in in_file}
    differing = _apply({**in_file, **gone}, present)
    Group.objects.bulk_update([present[key] for key in differing], FIELDS)
    new = _create({key: in_file[key] for key in in_file if key not in present}, institution_id)
    ended = len(differing.keys() & gone.keys())
    return WrittenGroups(
        ids={group.external_id: group.pk for group in (*present.values(), *new)},
        touched=_find_members(present[key].pk for key in differing if differing[key] & DAYS),
        tally=Tally(new=len(new), changed=len(differing) - ended, ended=ended),
    )


def _apply(wanted: Mapping[str, Fields], present: Mapping[str, Group]) -> dict[str, set[str]]:
    """Sets what differs on the groups that are there, and returns the names of those fields."""
    differing: dict[str, set[str]] = {}
    for key, group in present.items():
        names = {name for name in FIELDS if getattr(group, name) != wanted[key][name]}
        for name in names:
            setattr(group, name, wanted[key][name])
        if names:
            differing[key] = names
    return differing


def _create(wanted: Mapping[str, Fields], institution_id: int) -> list[Group]:
    return Group.objects.bulk_create(
        [
            Group(institution_id=institution_id, source=Source.ROSTER, external_id=key, **fields)
            for key, fields in wanted.items()
        ]
    )


def _find_members(group_ids: Iterable[int]) -> frozenset[int]:
    members = Membership.objects.filter(group_id__in=list(group_ids))
    return frozenset(members.values_list("person_id", flat=True))


def _fields_of(row: GroupRecord | Group) -> Fields:
    return {name: getattr(row, name) for name in FIELDS}


def _end(group: Group, *, on: date) -> Fields:
    """The fields of a group that is gone; one that had ended before stays as it is."""
    yesterday = on - timedelta(days=1)
    days = {
        "starts_on": min(group.starts_on, yesterday),
        "ends_on": min(group.ends_on, yesterday),
    }
    return {**_fields_of(group), **days}
