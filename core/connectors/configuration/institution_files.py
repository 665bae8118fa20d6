"""What one institution has decided of its municipality's connections, as a file of its own."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from core.access.keys import make_group_unit
from core.connectors.configuration.categories import may_sign_in
from core.connectors.configuration.file_parts import (
    AnswerPart,
    InvalidFile,
    Part,
    Reading,
    TilePart,
    apply_answer,
    apply_tiles,
    naming,
    parse,
    require_distinct,
    write_tiles,
)
from core.connectors.configuration.operations import Actor
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.models import InstitutionConnection, TileRule
from core.people.models import Group, Institution


class OwnTilePart(TilePart):
    """How a tile stands for the institution, or for one of its groups by the group's key."""

    unit: str = ""


class OwnPart(AnswerPart):
    """One system of the municipality: with `is_on` null, it is used as the municipality says."""

    title: str
    tiles: list[OwnTilePart] = []


class InstitutionFile(Part):
    """What an institution has decided and filled in, by its key."""

    institution: str
    connections: list[OwnPart]


def read_institution_file(text: str) -> InstitutionFile:
    """The file's content; raises `InvalidFile` with the place of the first mistake."""
    return parse(InstitutionFile, text)


@transaction.atomic
def apply_institution_file(
    file: InstitutionFile, *, by: Actor, environment: Mapping[str, str] | None = None
) -> list[str]:
    """Has an institution use the named systems as the file says; returns what is in their way.

    Systems that it does not name stay as they are. Raises `InvalidFile`.
    """
    place = Institution.objects.filter(key=file.institution).select_related("municipality").first()
    if place is None:
        raise InvalidFile(f"institution: there is none with the key {file.institution}")
    titles = [part.title for part in file.connections]
    require_distinct(titles, says="connections: two have one title")
    known = {item.connection.title: item for item in _list_configured(place)}
    reading = Reading(by=by, environment=environment)
    # What is left comes first, so that one system may take another's place.
    for part in sorted(file.connections, key=lambda part: part.is_on is not None and part.is_on):
        if part.title not in known:
            raise InvalidFile(f"{part.title}: the municipality has no such system")
        with naming(part.title):
            _apply(part, known[part.title], place, reading)
    return [
        f"{item.connection.title}: {status.label}"
        for item in _list_configured(place)
        if item.connection.title in titles and item.is_used_by(place)
        for status in dict.fromkeys((*item.statuses, *item.list_statuses_at(place)))
    ]


def touches_sign_in(file: InstitutionFile, place: Institution) -> bool:
    """Whether a file names a system of the place's municipality that people may be signed in by."""
    titles = {part.title for part in file.connections}
    return any(
        item.connection.title in titles and may_sign_in(item.offer)
        for item in _list_configured(place)
    )


def write_institution_file(place: Institution) -> InstitutionFile:
    """What an institution has decided of each of its municipality's systems, without secrets."""
    rules: dict[int, list[TileRule]] = {}
    for rule in _find_rules(place):
        rules.setdefault(rule.connection_id, []).append(rule)
    return InstitutionFile(
        institution=place.key,
        connections=[
            _write(item, place, rules.get(item.connection.pk, []))
            for item in _list_configured(place)
        ],
    )


def _apply(part: OwnPart, configured: Configured, place: Institution, reading: Reading) -> None:
    connection, offer = configured.connection, configured.offer
    if offer is None:
        raise InvalidFile(f"{part.title}: its connector {connection.connector} is not installed")
    # Who has not answered and does not answer now gets no row.
    says = part.is_on is not None or part.settings or part.secrets_from
    if says or place.pk in configured.rows:
        apply_answer(part, connection, offer, place, reading)
    tiles = [tile.model_copy(update={"unit": tile.unit or place.key}) for tile in part.tiles]
    units = _list_units(place)
    for tile in tiles:
        if tile.unit not in units:
            raise InvalidFile(f"{part.title}: the institution has no {tile.unit}")
    own = _find_rules(place).filter(connection=connection)
    apply_tiles(connection, offer, tiles, known=own, by=reading.by)


def _write(configured: Configured, place: Institution, rules: list[TileRule]) -> OwnPart:
    row = configured.rows.get(place.pk) or InstitutionConnection()
    return OwnPart(
        title=configured.connection.title,
        is_on=row.is_on,
        settings=row.values,
        tiles=[OwnTilePart(**tile.model_dump()) for tile in write_tiles(rules)],
    )


def _list_configured(place: Institution) -> list[Configured]:
    return read_configured(connections_with_circuits().filter(municipality=place.municipality_id))


def _find_rules(place: Institution) -> QuerySet[TileRule]:
    return TileRule.objects.filter(
        connection__municipality=place.municipality_id, unit__in=_list_units(place)
    )


def _list_units(place: Institution) -> set[str]:
    """The units of keys that are the institution's: itself and its groups."""
    groups = Group.objects.filter(institution=place).values_list("pk", flat=True)
    return {place.key, *(make_group_unit(pk) for pk in groups)}
