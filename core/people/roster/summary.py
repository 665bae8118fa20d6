"""How much an import changed."""

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Tally:
    """Rows of one kind that are new, have changed and have ended."""

    new: int = 0
    changed: int = 0
    ended: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.ended)


@dataclass(kw_only=True)
class InstitutionSummary:
    """What an import changed in one institution."""

    key: str
    name: str
    people: Tally = field(default_factory=Tally)
    groups: Tally = field(default_factory=Tally)
    memberships: Tally = field(default_factory=Tally)
    guardianships: Tally = field(default_factory=Tally)
    skipped: int = 0

    @property
    def has_changes(self) -> bool:
        return any((self.people, self.groups, self.memberships, self.guardianships))
