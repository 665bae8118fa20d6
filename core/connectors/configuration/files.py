"""Connections as a file: what an administrator could click together, written down.

A file is for one municipality. It is read as a whole or not at all, and reading it again changes
nothing. Secrets never stand in a written file; in one that is read they may, or as the name of an
environment variable, where who reads it hands the environment over.
"""

from collections.abc import Mapping

from django.db import transaction
from pydantic import Field

from core.access.keys import find_group_id
from core.connectors.configuration import operations
from core.connectors.configuration.categories import find_category, may_sign_in
from core.connectors.configuration.file_parts import (
    AnswerPart,
    FilledPart,
    InvalidFile,
    Part,
    Reading,
    TilePart,
    apply_answer,
    apply_tiles,
    naming,
    parse,
    read_values,
    require_distinct,
    write_tiles,
)
from core.connectors.configuration.operations import Actor
from core.connectors.configuration.public_words import LONGEST_ADVICE, LONGEST_TITLE
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.models import Connection, InstitutionConnection, TileRule
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from core.people.models import Group, Institution, Municipality
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer

__all__ = [
    "ConnectionsFile",
    "InvalidFile",
    "apply_file",
    "names_sign_in",
    "read_file",
    "write_file",
]


class InstitutionPart(AnswerPart):
    """The answer of an institution: who is named uses it, if nothing else is said."""

    is_on: bool | None = True


class ConnectionPart(FilledPart):
    """One system; what is approved must be named, so that a file approves nothing by itself."""

    connector: str
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    is_on: bool = False
    is_for_all: bool = True
    is_paused: bool = False
    # The number of a level of assurance, such as 3 for two factors; the connector's counts besides.
    required_level: Level = Level.ONE_FACTOR
    approved_needs: list[str] = []
    approved_hosts: list[str] = []
    when_down: str = Field(default="", max_length=LONGEST_ADVICE)
    when_down_english: str = Field(default="", max_length=LONGEST_ADVICE)
    institutions: dict[str, InstitutionPart] = {}
    tiles: list[TilePart] = []


class ConnectionsFile(Part):
    """The connections of a municipality, by its code."""

    municipality: str
    connections: list[ConnectionPart]


def read_file(text: str) -> ConnectionsFile:
    """The file's content; raises `InvalidFile` with the place of the first mistake."""
    return parse(ConnectionsFile, text)


@transaction.atomic
def apply_file(
    file: ConnectionsFile, *, by: Actor, environment: Mapping[str, str] | None = None
) -> list[str]:
    """Makes the named connections as the file has them, and returns what is still in their way.

    Connections that it does not name stay as they are. Secrets come from the `environment` where
    the operator hands one over, and never for a file that was sent. Raises `InvalidFile`.
    """
    reading = Reading(by=by, environment=environment)
    municipality = Municipality.objects.filter(code=file.municipality).first()
    if municipality is None:
        raise InvalidFile(f"municipality: there is none with the code {file.municipality}")
    titles = {part.title: part for part in file.connections}
    require_distinct(
        (part.title for part in file.connections), says="connections: two have one title"
    )
    # First of all, so that one system may take another's place.
    for connection in Connection.objects.filter(municipality=municipality, title__in=titles):
        if _gives_its_place(connection, titles[connection.title]):
            operations.switch(connection, on=False, by=by)
    for part in file.connections:
        with naming(part.title):
            _apply(part, municipality, reading)
    rows = connections_with_circuits().filter(municipality=municipality, title__in=titles)
    return [line for configured in read_configured(rows) for line in _list_obstacles(configured)]


def names_sign_in(file: ConnectionsFile) -> bool:
    """Whether a file names a system that people may be signed in by."""
    offers = (read_registry().find(part.connector) for part in file.connections)
    # Without its connector nothing is written.
    return any(offer is not None and may_sign_in(offer) for offer in offers)


def write_file(municipality: Municipality) -> ConnectionsFile:
    """The connections of a municipality as a file, without their secrets."""
    rows = connections_with_circuits().filter(municipality=municipality)
    return ConnectionsFile(
        municipality=municipality.code,
        connections=[_write(configured) for configured in read_configured(rows)],
    )


def _apply(part: ConnectionPart, municipality: Municipality, reading: Reading) -> None:
    by = reading.by
    offer = read_registry().find(part.connector)
    if offer is None:
        raise InvalidFile(f"{part.title}: no connector is named {part.connector}")
    connection = Connection.objects.filter(municipality=municipality, title=part.title).first()
    if connection is not None and connection.connector != part.connector:
        raise InvalidFile(f"{part.title}: is connected by {connection.connector}, remove it first")
    if connection is None:
        connection = operations.add_connection(municipality, offer, title=part.title, by=by)
    values = read_values(part, part.title, offer, Layer.MUNICIPALITY, reading)
    operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=values, by=by)
    needs, hosts = part.approved_needs, part.approved_hosts
    operations.approve_named(connection, offer, needs=needs, hosts=hosts, by=by)
    operations.rename(
        connection,
        title=part.title,
        when_down=part.when_down,
        english=part.when_down_english,
        required_level=part.required_level,
        by=by,
    )
    operations.choose_institutions(connection, is_for_all=part.is_for_all, by=by)
    operations.pause(connection, paused=part.is_paused, by=by)
    rows = InstitutionConnection.objects.filter(connection=connection)
    omitted = rows.exclude(institution__key__in=part.institutions)
    for row in omitted.select_related("institution", "connection__municipality"):
        operations.forget_institution(row, by=by)
    for key, own in part.institutions.items():
        _apply_institution(connection, offer, key, own, reading)
    if part.is_on:
        operations.switch(connection, on=True, by=by)
    for tile in part.tiles:
        if not _is_place(tile.unit, municipality):
            raise InvalidFile(f"{part.title}: the municipality has no {tile.unit}")
    rules = TileRule.objects.filter(connection=connection)
    apply_tiles(connection, offer, part.tiles, known=rules, by=by)


def _gives_its_place(connection: Connection, part: ConnectionPart) -> bool:
    """Whether a system will be off, or of another kind than it is while it is on."""
    offer = read_registry().find(part.connector)
    if not part.is_on or offer is None:
        return not part.is_on
    here, there = (find_category(offer, each) for each in (connection.values, part.settings))
    return connection.is_on and here != there


def _apply_institution(
    connection: Connection, offer: Offer, key: str, part: InstitutionPart, reading: Reading
) -> None:
    place = Institution.objects.filter(municipality=connection.municipality, key=key).first()
    if place is None:
        raise InvalidFile(f"{connection.title}: there is no institution {key}")
    apply_answer(part, connection, offer, place, reading)


def _is_place(unit: str, municipality: Municipality) -> bool:
    """Whether a unit of keys is the municipality itself, or lies within it."""
    if unit == municipality.code:
        return True
    number = find_group_id(unit)
    if number is not None:
        return Group.objects.filter(pk=number, institution__municipality=municipality).exists()
    return Institution.objects.filter(key=unit, municipality=municipality).exists()


def _write(configured: Configured) -> ConnectionPart:
    connection = configured.connection
    return ConnectionPart(
        connector=connection.connector,
        title=connection.title,
        settings=connection.values,
        is_on=connection.is_on,
        is_for_all=connection.is_for_all,
        is_paused=connection.is_paused,
        required_level=Level(connection.required_level),
        approved_needs=connection.approved_needs,
        approved_hosts=connection.approved_hosts,
        when_down=connection.when_down,
        when_down_english=connection.when_down_english,
        institutions={
            place.key: InstitutionPart(is_on=row.is_on, settings=row.values)
            for place in configured.places
            if (row := configured.rows.get(place.pk)) is not None
        },
        tiles=write_tiles(TileRule.objects.filter(connection=connection)),
    )


def _list_obstacles(configured: Configured) -> list[str]:
    """What is in a connection's way, for all and at the institutions that use it."""
    title = configured.connection.title
    return [
        *(f"{title}: {status.label}" for status in configured.statuses),
        *(
            f"{title}, {place.key}: {status.label}"
            for place in configured.places
            for status in configured.list_statuses_at(place)
            if status not in configured.statuses
        ),
    ]
