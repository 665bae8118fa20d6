"""Who looks, and whom it is about: only what a source says that it needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from indgang_sdk.errors import NotDeclared, WrongPerson


class Role(StrEnum):
    """As what somebody belongs to an institution or a group; staff is also one of its kinds."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    STAFF = "staff"
    PEDAGOGICAL = "pedagogical"
    LEADER = "leader"
    ADMINISTRATIVE = "administrative"
    EXTERNAL = "external"
    MEMBER = "member"


class Need(StrEnum):
    """A piece of information about a person that leaves the portal, if a source declares it.

    `VIEWER` is who looks. `CHILD` is whom it is about: each of a guardian's children, or the
    pupil who looks. A municipality approves each of these before anything is asked.
    """

    VIEWER_ID = "viewer.id"
    VIEWER_NAME = "viewer.name"
    VIEWER_ROLES = "viewer.roles"
    VIEWER_INSTITUTIONS = "viewer.institutions"
    VIEWER_GROUPS = "viewer.groups"
    CHILD_ID = "child.id"
    CHILD_FIRST_NAME = "child.first_name"
    CHILD_INSTITUTIONS = "child.institutions"
    CHILD_GROUPS = "child.groups"
    # What somebody searches for: of every source of live search, which need not name it.
    SEARCH_WORDS = "search.words"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A class, room or other group: its name, and its number in the roster of an institution."""

    name: str
    institution: str
    number: str = ""


class _Blanked:
    """Reads what was given of a person; what was not declared is refused."""

    _subject = ""

    def __init__(self, values: Mapping[Need, Any]) -> None:
        self._values = dict(values)

    def _read(self, need: Need) -> Any:
        try:
            return self._values[need]
        except KeyError:
            raise NotDeclared(f"{need.value} is not among what this source needs") from None

    def __repr__(self) -> str:
        # Never the values: this may end up in a log or a traceback.
        return f"<{type(self).__name__} with {', '.join(sorted(self._values)) or 'nothing'}>"


class Child(_Blanked):
    """A child whom a question is about. Reading what the source has not declared raises.

    Answers name their child by this very object, so that nothing lands with a sibling.
    """

    @property
    def id(self) -> str:
        """The UNI-Login id, which is how other systems know the child."""
        return str(self._read(Need.CHILD_ID))

    @property
    def first_name(self) -> str:
        return str(self._read(Need.CHILD_FIRST_NAME))

    @property
    def institutions(self) -> tuple[str, ...]:
        """The numbers of the institutions that the child belongs to, such as `998101`."""
        return tuple(self._read(Need.CHILD_INSTITUTIONS))

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(self._read(Need.CHILD_GROUPS))


class Viewer(_Blanked):
    """Who looks, and the children it is about. Reading what was not declared raises.

    `children` are a guardian's own in the institutions that the system is connected for, or the
    pupil who looks; for everybody else there are none.
    """

    def __init__(self, values: Mapping[Need, Any], children: Iterable[Child] = ()) -> None:
        super().__init__(values)
        self.children = tuple(children)

    @property
    def id(self) -> str:
        """The UNI-Login id."""
        return str(self._read(Need.VIEWER_ID))

    @property
    def name(self) -> str:
        return str(self._read(Need.VIEWER_NAME))

    @property
    def roles(self) -> frozenset[Role]:
        """As what the viewer belongs to the institutions that the system is connected for."""
        return frozenset(self._read(Need.VIEWER_ROLES))

    @property
    def institutions(self) -> tuple[str, ...]:
        return tuple(self._read(Need.VIEWER_INSTITUTIONS))

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(self._read(Need.VIEWER_GROUPS))

    def find_child(self, child_id: str) -> Child:
        """The child with a UNI-Login id; raises `WrongPerson` for anybody not asked about.

        Use it for whatever an answer says that it is about, so that a system that answers with
        another child's data shows it to nobody.
        """
        for child in self.children:
            if child.id == child_id:
                return child
        raise WrongPerson("the answer is about somebody who was not asked about")


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Some of those whom something is for: everybody with a role in an institution or a group.

    Or one person, by UNI-Login id. `group` is the group's name or number in the institution's
    roster. The portal refuses what names none, and who is not in its roster is nobody.

    >>> Readers(institution="998101", group="3.B", role=Role.GUARDIAN).role.value
    'guardian'
    """

    institution: str = ""
    group: str = ""
    role: Role | None = None
    person: str = ""

    def __post_init__(self) -> None:
        if self.person and (self.institution or self.group or self.role):
            raise ValueError("readers are one person, or a role in an institution; not both")
        if not self.person and not (self.institution and self.role):
            raise ValueError("readers need a person, or an institution and a role")


@dataclass(frozen=True, kw_only=True, slots=True)
class Institution:
    """An institution by its number and its name."""

    number: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Municipality:
    """A municipality by its code and its name, with its connected institutions."""

    code: str
    name: str
    institutions: tuple[Institution, ...] = field(default=())
