"""From a sealed link to the address in the other system: asked, checked, and recorded first."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from core.access.levels import LevelRequired
from core.access.viewer import Viewer
from core.audit.models import Action
from core.audit.operations import record
from core.connectors.answers import check_text, check_texts, require
from core.connectors.configuration.reaches import (
    Configured,
    Reach,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.households import Household, make_viewer, read_household
from core.connectors.levels import level_of
from core.connectors.models import Connection
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Answered, Outcome
from core.connectors.sealing import Sealed
from core.connectors.way_out import find_destination
from indgang_sdk.connectors import Context
from indgang_sdk.links import Destination, Launcher, LaunchRequest
from indgang_sdk.people import Child

WITHIN = timedelta(seconds=8)
LONGEST_ADDRESS = 4_000
LONGEST_FIELD = 100_000


class NotForViewer(Exception):
    """The viewer may not open this: no role, no such child, or no such launcher."""


class OnBreak(Exception):
    """The municipality wants the system asked nothing for a while."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection


@dataclass(frozen=True, kw_only=True)
class _Opening:
    reach: Reach
    launcher: Launcher
    child_id: int | None


def open_link(
    sealed: Sealed, viewer: Viewer, *, connection_id: int, language: str, address: str
) -> tuple[Connection, Outcome]:
    """Where a link leads, or why nowhere now; raises `NotForViewer`, and `OnBreak`.

    Raises `LevelRequired` with the link's own `address` for who has to step up first.
    That somebody opens another system is written into the log before it is asked.
    """
    household = read_household(viewer)
    configured = read_configured(connections_with_circuits().filter(pk=connection_id))
    if household is None or not configured or not set(configured[0].statuses) <= {Status.PAUSED}:
        raise NotForViewer
    opening = _find_opening(configured[0], household, sealed)
    connection = opening.reach.connection
    level = level_of(opening.launcher, connection)
    if level > viewer.level:
        raise LevelRequired(level, address=address)
    if not configured[0].runs:
        raise OnBreak(connection)
    record(
        Action.OPEN,
        now=viewer.now,
        actor_id=viewer.person_id,
        subject_id=opening.child_id,
        object_type=Connection._meta.label_lower,
        object_id=connection.pk,
        municipality_code=connection.municipality.code,
        reason=f"{connection.connector} {opening.launcher.name}",
    )
    call = _make_call(opening, household, sealed)
    return connection, run_calls([call], within=WITHIN, now=viewer.now, language=language)[0]


def _find_opening(configured: Configured, household: Household, sealed: Sealed) -> _Opening:
    offer = configured.offer
    launcher = offer.find_source("launchers", sealed.launcher) if offer else None
    if launcher is None:
        raise NotForViewer
    for reach in configured.reaches:
        # What one institution's settings have found means something else by another's.
        if sealed.unit not in ("", reach.unit):
            continue
        keys = [place.key for place in reach.institutions]
        if not household.roles_in(keys) & launcher.roles:
            continue
        children = {member.person_id for member in household.children_in(keys)}
        if sealed.child_id is None or sealed.child_id in children:
            return _Opening(reach=reach, launcher=launcher, child_id=sealed.child_id)
    raise NotForViewer


def _make_call(opening: _Opening, household: Household, sealed: Sealed) -> Call:
    keys = [place.key for place in opening.reach.institutions]
    asked, child_ids = make_viewer(household, institutions=keys, needs=opening.launcher.needs)
    child = next((item for item, pk in child_ids.items() if pk == sealed.child_id), None)
    return Call(
        reach=opening.reach,
        source=opening.launcher.name,
        ask=lambda context: _ask(opening.launcher, context, target=sealed.target, child=child),
        check=check_destination(opening.reach.connection),
        viewer=asked,
        personal=tuple(household.values()),
    )


def _ask(launcher: Launcher, context: Context[Any], *, target: str, child: Child | None) -> Any:
    return launcher.open(context, LaunchRequest(target=target, child=child))


def check_destination(connection: Connection) -> Any:
    """Makes sure that a launch leads to a host that the municipality has approved."""

    def check(value: Any, context: Context[Any]) -> Destination:
        destination = require(value, Destination)
        check_texts(destination, longest=LONGEST_ADDRESS)
        # The same rules as for what is called: what is about a child goes by https alone.
        found = find_destination(
            destination.address,
            allowed_hosts=connection.approved_hosts,
            may_call_local=settings.DEMO,
        )
        parts = urlsplit(destination.address)._replace(netloc=found.authority)
        fields = dict(destination.fields)
        for name, field in fields.items():
            check_text(name, name="a field's name")
            check_text(field, name="a field", longest=LONGEST_FIELD)
        return replace(destination, address=parts.geturl(), fields=fields)

    return check


def read_destination(outcome: Outcome) -> Destination | None:
    """The destination of an outcome; None when there is none now."""
    return outcome.value if isinstance(outcome, Answered) else None
