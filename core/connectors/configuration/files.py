"""Connections as a file: what an administrator could click together, written down.

A file is for one municipality. It is read as a whole or not at all, and reading it again changes
nothing. Secrets never stand in a written file; in one that is read they may, or as the name of an
environment variable, where who reads it hands the environment over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.connectors.configuration import operations
from core.connectors.configuration.layers import is_secret, list_fields
from core.connectors.configuration.operations import Actor, AnotherInUse, InvalidSettings
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.models import Connection, InstitutionConnection, Standing, TileRule
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from core.numbers import read_id
from core.people.models import Group, Institution, Municipality
from indgang_sdk.people import Role
from indgang_sdk.settings import Layer


class InvalidFile(ValueError):
    """The file cannot be used; the message says where and why, and nothing was changed."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class TilePart(_Part):
    """How a tile stands for those of a unit: a municipality, an institution or a group's key."""

    source: str
    unit: str
    standing: Standing
    roles: list[Role] = []
    position: int = Field(default=0, ge=0, le=99)


class InstitutionPart(_Part):
    """What one institution has decided and filled in."""

    is_on: bool = True
    settings: dict[str, Any] = {}
    secrets_from: dict[str, str] = {}


class ConnectionPart(_Part):
    """One system; what is approved must be named, so that a file approves nothing by itself."""

    connector: str
    title: str = Field(min_length=1, max_length=60)
    settings: dict[str, Any] = {}
    secrets_from: dict[str, str] = {}
    is_on: bool = False
    is_for_all: bool = True
    is_paused: bool = False
    approved_needs: list[str] = []
    approved_hosts: list[str] = []
    when_down: str = Field(default="", max_length=200)
    when_down_english: str = Field(default="", max_length=200)
    institutions: dict[str, InstitutionPart] = {}
    tiles: list[TilePart] = []


class ConnectionsFile(_Part):
    """The connections of a municipality, by its code."""

    municipality: str
    connections: list[ConnectionPart]


def read_file(text: str) -> ConnectionsFile:
    """The file's content; raises `InvalidFile` with the place of the first mistake."""
    try:
        return ConnectionsFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise InvalidFile(f"{where}: {first['msg']}") from None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Who has a file read, and the environment that its secrets may come from, if any may."""

    by: Actor
    environment: Mapping[str, str] | None = None


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
    titles = [part.title for part in file.connections]
    if len(set(titles)) != len(titles):
        raise InvalidFile("connections: two have one title")
    # First of all, so that one system may take another's place.
    for connection in Connection.objects.filter(
        municipality=municipality,
        title__in=[part.title for part in file.connections if not part.is_on],
    ):
        operations.switch(connection, on=False, by=by)
    for part in file.connections:
        try:
            _apply(part, municipality, reading)
        except InvalidSettings as error:
            says = "; ".join(f"{item.name}: {item.reason}" for item in error.mistakes)
            raise InvalidFile(f"{part.title}: {says}") from error
        except AnotherInUse as error:
            raise InvalidFile(
                f"{part.title}: {', '.join(error.institutions)} use {error.title} already"
            ) from error
    rows = connections_with_circuits().filter(municipality=municipality, title__in=titles)
    return [
        f"{configured.connection.title}: {status.label}"
        for configured in read_configured(rows)
        for status in configured.statuses
    ]


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
    values = _read_values(part, part.title, offer, Layer.MUNICIPALITY, reading)
    operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=values, by=by)
    needs, hosts = part.approved_needs, part.approved_hosts
    operations.approve_named(connection, needs=needs, hosts=hosts, by=by)
    operations.rename(
        connection,
        title=part.title,
        when_down=part.when_down,
        english=part.when_down_english,
        by=by,
    )
    operations.choose_institutions(connection, is_for_all=part.is_for_all, by=by)
    operations.pause(connection, paused=part.is_paused, by=by)
    for key, own in part.institutions.items():
        _apply_institution(connection, offer, key, own, reading)
    if part.is_on:
        operations.switch(connection, on=True, by=by)
    _apply_tiles(connection, offer, part.tiles, by=by)


def _apply_institution(
    connection: Connection, offer: Offer, key: str, part: InstitutionPart, reading: Reading
) -> None:
    by = reading.by
    place = Institution.objects.filter(municipality=connection.municipality, key=key).first()
    if place is None:
        raise InvalidFile(f"{connection.title}: there is no institution {key}")
    row = operations.choose_for_institution(connection, place, is_on=part.is_on, by=by)
    values = _read_values(part, connection.title, offer, Layer.INSTITUTION, reading)
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values=values, by=by)


def _apply_tiles(
    connection: Connection, offer: Offer, tiles: Iterable[TilePart], *, by: Actor
) -> None:
    wanted = {(tile.source, tile.unit): tile for tile in tiles}
    for rule in TileRule.objects.filter(connection=connection):
        if (rule.source, rule.unit) not in wanted:
            operations.place_tile(connection, rule.source, unit=rule.unit, standing=None, by=by)
    for tile in wanted.values():
        if offer.find_source("tile_sources", tile.source) is None:
            raise InvalidFile(f"{connection.title}: no tile is named {tile.source}")
        if not _is_place(tile.unit, connection.municipality):
            raise InvalidFile(f"{connection.title}: the municipality has no {tile.unit}")
        operations.place_tile(
            connection,
            tile.source,
            unit=tile.unit,
            standing=tile.standing,
            roles=tile.roles,
            position=tile.position,
            by=by,
        )


def _is_place(unit: str, municipality: Municipality) -> bool:
    """Whether a unit of keys is the municipality itself, or lies within it."""
    if unit == municipality.code:
        return True
    if unit.startswith("g"):
        number = read_id(unit[1:]) or 0
        return Group.objects.filter(pk=number, institution__municipality=municipality).exists()
    return Institution.objects.filter(key=unit, municipality=municipality).exists()


def _read_values(
    part: ConnectionPart | InstitutionPart,
    title: str,
    offer: Offer,
    layer: Layer,
    reading: Reading,
) -> dict[str, Any]:
    """The settings of a part, with the secrets that the environment has for it."""
    if part.secrets_from and reading.environment is None:
        raise InvalidFile(f"{title}: secrets_from: only files on the server name its environment")
    model = offer.connector.settings
    unknown = sorted({*part.settings, *part.secrets_from} - set(list_fields(model, layer)))
    if unknown:
        raise InvalidFile(f"{title}: {layer.value} has no setting {', '.join(unknown)}")
    values = dict(part.settings)
    for name, variable in part.secrets_from.items():
        # What is no secret is shown again, and would show the server's own environment.
        if not is_secret(model, name):
            raise InvalidFile(f"{title}: {name} is no secret and stands among the settings")
        if variable not in (reading.environment or {}):
            raise InvalidFile(f"{title}: the environment has no {variable} for {name}")
        values[name] = (reading.environment or {})[variable]
    return values


def _write(configured: Configured) -> ConnectionPart:
    connection = configured.connection
    rows = InstitutionConnection.objects.filter(connection=connection)
    rules = TileRule.objects.filter(connection=connection).order_by("source", "unit")
    return ConnectionPart(
        connector=connection.connector,
        title=connection.title,
        settings=connection.values,
        is_on=connection.is_on,
        is_for_all=connection.is_for_all,
        is_paused=connection.is_paused,
        approved_needs=connection.approved_needs,
        approved_hosts=connection.approved_hosts,
        when_down=connection.when_down,
        when_down_english=connection.when_down_english,
        institutions={
            row.institution.key: InstitutionPart(is_on=row.is_on, settings=row.values)
            for row in rows.select_related("institution").order_by("institution__key")
        },
        tiles=[
            TilePart(
                source=rule.source,
                unit=rule.unit,
                standing=Standing(rule.standing),
                roles=[Role(role) for role in rule.roles],
                position=rule.position,
            )
            for rule in rules
        ],
    )
