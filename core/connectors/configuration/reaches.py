"""With which settings a connection is asked, for which institutions: where each call starts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from django.db.models import QuerySet

from core.compiled_queries import CompiledQuery
from core.connectors.configuration.categories import find_category
from core.connectors.configuration.layers import (
    Filling,
    Mistake,
    fill_settings,
    list_fields,
)
from core.connectors.configuration.statuses import (
    Status,
    find_statuses,
    is_used_by,
    list_hosts,
    list_unapproved_hosts,
)
from core.connectors.models import Circuit, Connection, InstitutionConnection, PortalConnector
from core.connectors.registry.finding import Registry
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from core.people.models import Institution
from indgang_sdk.connectors import Category
from indgang_sdk.settings import Layer, Settings

log = structlog.get_logger(__name__)

_portal = CompiledQuery(PortalConnector.objects.all)
_institution_rows = CompiledQuery(
    lambda connections: InstitutionConnection.objects.filter(connection__pk__in=connections)
)
_places = CompiledQuery(
    lambda municipalities: Institution.objects.filter(municipality__pk__in=municipalities).order_by(
        "key"
    )
)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One way of asking a connection: these settings, for these institutions.

    `unit` says whose settings they are, the municipality's or an institution's own. It stays the
    same when they are filled in anew, or when other institutions use them.
    """

    connection: Connection
    unit: str
    offer: Offer
    settings: Settings
    institutions: tuple[Institution, ...]
    secrets: tuple[str, ...] = field(repr=False)
    # None while it never failed.
    circuit: Circuit | None = None


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """Institutions that use a connection and cannot, since what they fill in does not do."""

    institutions: tuple[Institution, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def status(self) -> Status:
        is_missing = all(mistake.is_missing for mistake in self.mistakes)
        return Status.INCOMPLETE if is_missing else Status.OUTDATED


@dataclass(frozen=True, kw_only=True)
class Configured:
    """A connection with everything that decides whether and how it is asked."""

    connection: Connection
    offer: Offer | None
    portal: PortalConnector | None
    filling: Filling | None
    statuses: tuple[Status, ...]
    hosts: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()
    # Ways of asking whose hosts nobody has approved yet.
    waiting: tuple[Reach, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    # All institutions of the municipality, and what those have said that have, by their ids.
    places: tuple[Institution, ...] = ()
    rows: Mapping[int, InstitutionConnection] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        return not self.statuses

    @property
    def category(self) -> Category | None:
        """The kind of system; None where nobody can tell yet."""
        return find_category(self.offer, self.connection.values) if self.offer else None

    @property
    def is_for_whole(self) -> bool:
        """Whether it is no institution's: people sign in before they are anywhere."""
        return self.category is Category.LOGIN

    @property
    def institutions(self) -> tuple[Institution, ...]:
        """Those that use it with settings that are complete."""
        return tuple(place for reach in self.reaches for place in reach.institutions)

    def is_used_by(self, institution: Institution) -> bool:
        """Whether an institution uses it, as it says itself or as the municipality says."""
        return is_used_by(self.connection, self.rows.get(institution.pk))

    def find_lacking(self, institution: Institution) -> Lacking | None:
        """What an institution has to mend in its own settings before anybody there is asked."""
        return next((item for item in self.lacking if institution in item.institutions), None)

    def list_statuses_at(self, institution: Institution) -> tuple[Status, ...]:
        """What keeps it from running for those of one institution alone."""
        lacking = self.find_lacking(institution)
        if lacking is not None:
            return (lacking.status,)
        waits = any(institution in reach.institutions for reach in self.waiting)
        # Where all of them wait, it is the connection that does.
        is_own = waits and Status.NOT_APPROVED not in self.statuses
        return (Status.NOT_APPROVED,) if is_own else ()


def read_configured(
    connections: Iterable[Connection], *, registry: Registry | None = None
) -> list[Configured]:
    """Connections, fetched with their circuits, with their settings: in three queries more."""
    rows = list(connections)
    known = registry or read_registry()
    portal = {row.connector: row for row in _portal.ask()}
    of_institutions: dict[int, dict[int, InstitutionConnection]] = defaultdict(dict)
    for row in _institution_rows.ask(connections={row.pk for row in rows}):
        of_institutions[row.connection_id][row.institution_id] = row
    places: dict[int, list[Institution]] = defaultdict(list)
    wanted = {row.municipality_id for row in rows}
    for place in _places.ask(municipalities=wanted):
        places[place.municipality_id].append(place)
    return [
        _configure(
            row,
            offer=known.find(row.connector),
            portal=portal.get(row.connector),
            of_institutions=of_institutions[row.pk],
            institutions=places[row.municipality_id],
        )
        for row in rows
    ]


def connections_with_circuits() -> QuerySet[Connection]:
    """All connections, ready for `read_configured`."""
    return Connection.objects.select_related("circuit", "municipality").order_by("title", "pk")


def _configure(
    connection: Connection,
    *,
    offer: Offer | None,
    portal: PortalConnector | None,
    of_institutions: dict[int, InstitutionConnection],
    institutions: Sequence[Institution],
) -> Configured:
    if offer is None:
        return Configured(
            connection=connection,
            offer=None,
            portal=portal,
            filling=None,
            statuses=(Status.MISSING,),
            places=tuple(institutions),
            rows=of_institutions,
        )
    reaches, lacking, filling = _list_reaches(
        connection, offer, portal=portal, rows=of_institutions, institutions=institutions
    )
    hosts = _find_hosts(offer, reaches)
    if hosts is None:
        unknown = Mistake(name="", is_missing=False, reason="its hosts cannot be found")
        reaches, lacking, filling, hosts = [], [], Filling(mistakes=(unknown,)), ()
    # An institution that fills in another host waits for the municipality, and stops no other.
    approved = [
        reach
        for reach in reaches
        if not list_unapproved_hosts(connection, list_hosts(offer, reach.settings))
    ]
    statuses = find_statuses(
        connection,
        offer=offer,
        portal=portal,
        filling=filling,
        may_call=bool(approved) or not reaches,
    )
    return Configured(
        connection=connection,
        offer=offer,
        portal=portal,
        filling=filling,
        statuses=statuses,
        hosts=hosts,
        reaches=tuple(approved),
        waiting=tuple(reach for reach in reaches if reach not in approved),
        lacking=tuple(lacking),
        places=tuple(institutions),
        rows=of_institutions,
    )


def _find_hosts(offer: Offer, reaches: Iterable[Reach]) -> tuple[str, ...] | None:
    """The hosts of all ways of asking; None when the connector fails to name them."""
    try:
        found = {host for reach in reaches for host in list_hosts(offer, reach.settings)}
    # It runs where pages are made, and no page falls over a connector.
    except (Exception, SystemExit) as error:  # noqa: BLE001
        log.error(
            "connector does not name its hosts",
            connector=offer.connector.name,
            error=type(error).__name__,
        )
        return None
    return tuple(sorted(found))


def _list_reaches(
    connection: Connection,
    offer: Offer,
    *,
    portal: PortalConnector | None,
    rows: dict[int, InstitutionConnection],
    institutions: Sequence[Institution],
) -> tuple[list[Reach], list[Lacking], Filling]:
    """The ways of asking, who lacks one, and the filling that the municipality's status is from."""
    model = offer.connector.settings
    theirs = list_fields(model, Layer.INSTITUTION)
    is_for_whole = find_category(offer, connection.values) is Category.LOGIN
    groups: dict[int | None, list[Institution]] = defaultdict(list)
    for place in institutions:
        row = rows.get(place.pk)
        if is_for_whole or is_used_by(connection, row):
            own = theirs and row is not None and (row.values or row.secrets)
            groups[place.pk if own else None].append(place)
    above = {Layer.PORTAL: portal, Layer.MUNICIPALITY: connection}
    common = fill_settings(model, {**above, Layer.INSTITUTION: None})
    reaches, lacking = [], []
    for pk, places in groups.items():
        filling = (
            common if pk is None else fill_settings(model, {**above, Layer.INSTITUTION: rows[pk]})
        )
        if filling.settings is not None:
            reaches.append(
                Reach(
                    connection=connection,
                    unit=connection.municipality.code if pk is None else places[0].key,
                    offer=offer,
                    settings=filling.settings,
                    institutions=tuple(places),
                    secrets=filling.secrets,
                    circuit=getattr(connection, "circuit", None),
                )
            )
        # Without a name a mistake is about several settings, of which some are the institution's.
        elif own := tuple(
            item
            for item in filling.mistakes
            if item.name in theirs or (pk is not None and not item.name)
        ):
            lacking.append(Lacking(institutions=tuple(places), mistakes=own))
    # What only institutions fill in is missing nowhere as long as one has it.
    left = tuple(item for item in common.mistakes if item.name not in theirs)
    if common.settings is None and not left:
        example = reaches[0].settings if reaches else None
        missing = () if reaches else common.mistakes
        return reaches, lacking, Filling(settings=example, mistakes=missing, secrets=common.secrets)
    return reaches, lacking, common
