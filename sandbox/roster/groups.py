"""The groups of an institution, and which of them a person belongs to."""

from collections.abc import Iterable
from functools import cached_property

from sandbox.roster.records import Group
from sandbox.roster.world import Institution, MainGroup

_TEAMS = {
    "Team indskoling": ("0", "1", "2", "3"),
    "Team mellemtrin": ("4", "5", "6"),
    "Team udskoling": ("7", "8", "9"),
}
_TEACHING_GROUPS = {"998101": {"Tysk 7. årgang": "7"}}


class InstitutionGroups:
    """All groups of one institution in the school year that begins in `year`.

    Ids are made from names, so two schools both have a `3B-2026`: as in the real export, an id
    means something only together with the institution.
    """

    def __init__(self, institution: Institution, *, year: int) -> None:
        self.institution = institution
        self.year = year

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return (
            *(self._make_main_group(*item) for item in enumerate(self.institution.main_groups, 1)),
            *self._make_year_groups(),
            *self._make_others("TEAM", "Team", self.teams),
            *self._make_others("HOLD", "Hold", self.teaching_groups),
            *self._make_others("SFO", "SFO", (item.name for item in self.institution.sfo_groups)),
        )

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each group by its name."""
        return {group.name: group.group_id for group in self.groups}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels with a year group, lowest first; a reception class has none."""
        found = (item.level for item in self.institution.main_groups if item.level.isdecimal())
        return tuple(dict.fromkeys(found))

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(name for name, levels in _TEAMS.items() if set(levels) & set(self.levels))

    @property
    def teaching_groups(self) -> dict[str, str]:
        """The level of each teaching group, by name."""
        return _TEACHING_GROUPS.get(self.institution.key, {})

    def find_main_group(self, name: str) -> MainGroup:
        return next(item for item in self.institution.main_groups if item.name == name)

    def list_student_ids(self, main: MainGroup, *, others: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the ids of a pupil's groups, the main group first; `others` are names."""
        names = (main.name, *_name_year_groups([main.level]), *others)
        return tuple(self.ids[name] for name in names)

    def list_staff_ids(self, mains: Iterable[MainGroup]) -> tuple[str, ...]:
        """Return the ids of these classes or rooms, their year groups and their teams."""
        mains = tuple(mains)
        levels = dict.fromkeys(main.level for main in mains)
        teams = (team for team, its in _TEAMS.items() if set(its) & set(levels))
        names = (*(main.name for main in mains), *_name_year_groups(levels), *teams)
        return tuple(self.ids[name] for name in names)

    def find_sfo_id(self, level: str) -> str:
        """Return the id of the after-school group for a level, or an empty text."""
        for item in self.institution.sfo_groups:
            if level in item.levels:
                return self.ids[item.name]
        return ""

    def _make_main_group(self, number: int, main: MainGroup) -> Group:
        code = f"STUE{number}" if main.level == "DT" else main.name.replace(".", "")
        return Group(
            group_id=f"{code}-{self.year}",
            name=main.name,
            group_type="Hovedgruppe",
            level=main.level,
            line=main.line,
        )

    def _make_year_groups(self) -> Iterable[Group]:
        for level, name in zip(self.levels, _name_year_groups(self.levels), strict=True):
            yield Group(group_id=f"AARG{level}-{self.year}", name=name, group_type="Årgang")

    def _make_others(self, code: str, group_type: str, names: Iterable[str]) -> Iterable[Group]:
        for number, name in enumerate(names, 1):
            yield Group(group_id=f"{code}{number}-{self.year}", name=name, group_type=group_type)


def _name_year_groups(levels: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{level}. årgang" for level in levels if level.isdecimal())
