"""What files of connections have in common: their parts, and how a mistake in one is named."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.connectors.configuration import operations
from core.connectors.configuration.layers import list_fields
from core.connectors.configuration.operations import (
    Actor,
    AnotherInUse,
    InvalidApproval,
    InvalidSettings,
    RolesTaken,
)
from core.connectors.configuration.public_words import InvalidWords
from core.connectors.models import Connection, Standing, TileRule
from core.connectors.registry.offers import Offer
from core.people.models import Institution
from indgang_sdk.people import Role
from indgang_sdk.settings import Layer, is_secret


class InvalidFile(ValueError):
    """The file cannot be used; the message says where and why, and nothing was changed."""


class Part(BaseModel):
    """A part of a file, which has no fields but those that it says."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class FilledPart(Part):
    """What one layer has filled in; a secret may be named by a variable of the environment."""

    settings: dict[str, Any] = {}
    secrets_from: dict[str, str] = {}


class AnswerPart(FilledPart):
    """What one institution has decided and filled in; null is for as the municipality says."""

    is_on: bool | None = None


class TilePart(Part):
    """How a tile stands for those of a unit: a municipality, an institution or a group's key.

    Without `roles`, for all of them that no other rule of the unit names.
    """

    source: str
    unit: str
    standing: Standing
    roles: list[Role] = []
    position: int = Field(default=0, ge=0, le=99)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Who has a file read, and the environment that its secrets may come from, if any may."""

    by: Actor
    environment: Mapping[str, str] | None = None


P = TypeVar("P", bound=Part)


def parse(model: type[P], text: str) -> P:
    """The file's content; raises `InvalidFile` with the place of the first mistake."""
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise InvalidFile(f"{where}: {first['msg']}") from None


@contextmanager
def naming(title: str) -> Iterator[None]:
    """Has what an operation refuses said as a mistake of the file, at one of its systems."""
    try:
        yield
    except InvalidSettings as error:
        says = "; ".join(f"{item.name}: {item.reason}" for item in error.mistakes)
        raise InvalidFile(f"{title}: {says}") from error
    except AnotherInUse as error:
        raise InvalidFile(
            f"{title}: {', '.join(error.institutions)} use {error.title} already, "
            "which is the same kind of system"
        ) from error
    except RolesTaken as error:
        raise InvalidFile(f"{title}: two rules of a tile are for {error} in one place") from error
    except (InvalidWords, InvalidApproval) as error:
        raise InvalidFile(f"{title}: {error}") from error


def read_values(
    part: FilledPart, title: str, offer: Offer, layer: Layer, reading: Reading
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


def require_distinct(names: Iterable[str], *, says: str) -> None:
    """Raises `InvalidFile` with a sentence when a name stands in a file twice."""
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise InvalidFile(says)


def apply_answer(
    part: AnswerPart,
    connection: Connection,
    offer: Offer,
    place: Institution,
    reading: Reading,
) -> None:
    """Writes down what an institution has decided and filled in."""
    values = read_values(part, connection.title, offer, Layer.INSTITUTION, reading)
    row = operations.choose_for_institution(connection, place, is_on=part.is_on, by=reading.by)
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values=values, by=reading.by)


def apply_tiles(
    connection: Connection,
    offer: Offer,
    tiles: Iterable[TilePart],
    *,
    known: Iterable[TileRule],
    by: Actor,
) -> None:
    """Places tiles as a file has them; of the rules that are known, what it omits goes."""
    wanted = {(tile.source, tile.unit, tuple(sorted(set(tile.roles)))): tile for tile in tiles}
    for rule in known:
        if (rule.source, rule.unit, tuple(rule.roles)) not in wanted:
            operations.place_tile(
                connection, rule.source, unit=rule.unit, roles=rule.roles, standing=None, by=by
            )
    for tile in wanted.values():
        if offer.find_source("tile_sources", tile.source) is None:
            raise InvalidFile(f"{connection.title}: no tile is named {tile.source}")
        operations.place_tile(
            connection,
            tile.source,
            unit=tile.unit,
            standing=tile.standing,
            roles=[role.value for role in tile.roles],
            position=tile.position,
            by=by,
        )


def write_tiles(rules: Iterable[TileRule]) -> list[TilePart]:
    """Rules as a file has them, in an order that stays."""
    return [
        TilePart(
            source=rule.source,
            unit=rule.unit,
            standing=Standing(rule.standing),
            roles=[Role(role) for role in rule.roles],
            position=rule.position,
        )
        for rule in sorted(rules, key=lambda rule: (rule.source, rule.unit, rule.roles))
    ]
