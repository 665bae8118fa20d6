"""Links into other systems: the portal asks the connector only when somebody follows one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from indgang_sdk.levels import Level
from indgang_sdk.people import Child, Need, Role
from indgang_sdk.texts import Text

# For sources that have something for whoever belongs to a place; it is never the default.
EVERYBODY = frozenset(Role)


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A way to one of the connector's launchers, as part of what a tile or a hit shows.

    `target` is the connector's own name for what is to be opened, such as `tasks/17`. It is
    sealed in the address, and the launcher gets it back as it was. `words` stand on the link, as
    the system has written them or the connector's own in both languages; without them the portal
    says "Open in" and the system's name.
    """

    launcher: str
    target: str = ""
    child: Child | None = None
    words: Text | str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchRequest:
    """What somebody wants to open: a link's target and child, both perhaps empty."""

    target: str = ""
    child: Child | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where a launch leads: an address, or one that a form with `fields` is sent to.

    What is secret or about a person goes into `fields`, never into the address. The portal
    refuses an address whose host was not approved, and one without https.
    """

    address: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Launcher:
    """A way into the system for somebody who is signed in to the portal.

    `open` is called when the link is followed, and that is recorded first. Whose session has less
    than `level` confirms first who they are, and then goes on.
    """

    name: str
    title: Text
    open: Callable[[Any, LaunchRequest], Destination]
    roles: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    level: Level = Level.ONE_FACTOR
