"""Connecting systems: each step leaves a line in the log.

What may change how a system answers has it asked again, if it had been left alone.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from core.audit.models import Action
from core.audit.operations import record
from core.connectors.configuration.categories import find_category, find_category_of
from core.connectors.configuration.layers import (
    Mistake,
    find_mistakes,
    list_fields,
)
from core.connectors.configuration.public_words import check_words
from core.connectors.configuration.reaches import Configured
from core.connectors.configuration.statuses import is_used_by
from core.connectors.entries.reading import forget_entries, read_anew, tell_of_connection
from core.connectors.models import (
    Connection,
    Filled,
    InstitutionConnection,
    PortalConnector,
    Standing,
    TileRule,
)
from core.connectors.registry.offers import Offer
from core.connectors.running.circuits import close_circuit
from core.connectors.running.silences import forget_failures
from core.connectors.vault import SecretLost, decrypt, encrypt
from core.connectors.way_out import is_host, spell_host
from core.people.models import Institution, Municipality, Person
from indgang_sdk.connectors import Category
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer, is_secret

_USES = {True: "used by", False: "not used by", None: "as the municipality says at"}
# Of these a place has one at a time.
EXCLUSIVE = frozenset({Category.LEARNING_PLATFORM, Category.TIMETABLE})


class InvalidSettings(ValueError):
    """Values do not fit a connector's settings; `mistakes` say which, and nothing was saved."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        super().__init__("the settings do not fit")
        self.mistakes = tuple(mistakes)


class TitleTaken(ValueError):
    """Another connection of the municipality has that name."""


class AnotherInUse(ValueError):
    """An institution uses another system of the same kind; `title` is the other's name."""

    def __init__(self, title: str, institutions: Iterable[str]) -> None:
        super().__init__(title)
        self.title = title
        self.institutions = tuple(institutions)


class InvalidApproval(ValueError):
    """What is named can be approved by nobody: the connector does not ask for it."""


class RolesTaken(ValueError):
    """Another rule of the tile says in that place how it stands for `roles`; none are all."""

    def __init__(self, roles: Iterable[str]) -> None:
        self.roles = tuple(roles)
        super().__init__(", ".join(self.roles) or "all")


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who changes something, and when."""

    person: Person | None
    now: datetime


@transaction.atomic
def add_connection(
    municipality: Municipality,
    offer: Offer,
    *,
    title: str,
    when_down: str = "",
    english: str = "",
    required_level: int = Level.ONE_FACTOR.value,
    by: Actor,
) -> Connection:
    """A system under a name of its own, off; raises `TitleTaken`, `InvalidWords`."""
    check_words(title=title, when_down=when_down, when_down_english=english)
    try:
        with transaction.atomic():
            connection = Connection.objects.create(
                municipality=municipality,
                connector=offer.connector.name,
                title=title,
                when_down=when_down,
                when_down_english=english,
                required_level=Level(required_level).value,
                changed_at=by.now,
                changed_by=by.person,
            )
    except IntegrityError as error:
        raise TitleTaken(title) from error
    _record(connection, by=by, reason="added")
    return connection


@transaction.atomic
def fill_in(
    row: Filled, offer: Offer, *, layer: Layer, values: Mapping[str, Any], by: Actor
) -> None:
    """Saves what a layer has filled in; a secret that is not among the values stays.

    Raises `InvalidSettings` for a value that does not fit. What is missing may still come. Raises
    `AnotherInUse` where a system that is switched on would become another's double.
    """
    model = offer.connector.settings
    own = {name: values[name] for name in list_fields(model, layer) if name in values}
    wrong = [
        mistake
        for mistake in find_mistakes(model, {**_read_secrets(row), **own})
        # Without a name it is about several of them together.
        if mistake.name in {*own, ""} and not mistake.is_missing
    ]
    if wrong:
        raise InvalidSettings(wrong)
    secrets = {name: value for name, value in own.items() if is_secret(model, name)}
    plain = {name: value for name, value in own.items() if name not in secrets}
    category = find_category(offer, plain)
    if isinstance(row, Connection):
        _lock(row)
        row.refresh_from_db(fields=["is_on", "values"])
        if row.is_on and category != find_category(offer, row.values):
            _require_alone_as(row, category)
    row.values = plain
    row.secrets = _join_secrets(row.secrets, secrets)
    row.changed_at, row.changed_by = by.now, by.person
    written = ["values", "secrets", "changed_at", "changed_by"]
    if isinstance(row, Connection):
        row.version = offer.connector.version
        written.append("version")
    # Nothing else: somebody may have paused or approved it since the row was read.
    row.save(update_fields=None if row._state.adding else written)
    for connection in _list_connections(row):
        read_anew(connection, now=by.now)
    _wake(row)
    _record(row, by=by, reason=f"settings of layer {layer.value}")


@transaction.atomic
def rename(
    connection: Connection,
    *,
    title: str,
    when_down: str,
    english: str,
    required_level: int | None = None,
    by: Actor,
) -> None:
    """Another name, other words for when it is down, and what it asks of who looks if that is said.

    Raises `TitleTaken`, `InvalidWords`.
    """
    check_words(title=title, when_down=when_down, when_down_english=english)
    connection.title, connection.when_down = title, when_down
    connection.when_down_english = english
    if required_level is not None:
        connection.required_level = Level(required_level).value
    try:
        with transaction.atomic():
            connection.save(
                update_fields=["title", "when_down", "when_down_english", "required_level"]
            )
    except IntegrityError as error:
        raise TitleTaken(title) from error
    _record(connection, by=by, reason="name, words and level")


@transaction.atomic
def approve(configured: Configured, *, by: Actor) -> None:
    """Agrees to all that the connector needs of people now, and to the hosts it calls."""
    offer = configured.offer
    if offer is not None:
        needs = [need.value for need in offer.needs]
        approve_named(configured.connection, offer, needs=needs, hosts=configured.hosts, by=by)


@transaction.atomic
def approve_named(
    connection: Connection,
    offer: Offer,
    *,
    needs: Iterable[str],
    hosts: Iterable[str],
    by: Actor,
) -> None:
    """Agrees to these needs and hosts, and to no others; raises `InvalidApproval`.

    What the connector does not need, and what was not agreed to before, nobody has read about.
    """
    needs, hosts = set(needs), {spell_host(host) for host in hosts}
    known = {need.value for need in offer.needs} | set(connection.approved_needs)
    if unknown := sorted(needs - known):
        raise InvalidApproval(f"approved_needs: the connector does not need {', '.join(unknown)}")
    if unlike := sorted(host for host in hosts if not is_host(host)):
        raise InvalidApproval(f"approved_hosts: no host is named {', '.join(unlike)}")
    connection.approved_needs, connection.approved_hosts = sorted(needs), sorted(hosts)
    connection.save(update_fields=["approved_needs", "approved_hosts"])
    named = ", ".join(connection.approved_needs) or "nothing"
    _wake(connection)
    _record(connection, by=by, reason=f"approved {named}; {', '.join(connection.approved_hosts)}")


@transaction.atomic
def switch(connection: Connection, *, on: bool, by: Actor) -> None:
    """Switches a connection on or off; raises `AnotherInUse`."""
    if on:
        _lock(connection)
        connection.refresh_from_db(fields=["is_for_all", "values"])
        _require_alone(connection)
    connection.is_on = on
    connection.save(update_fields=["is_on"])
    tell_of_connection(connection)
    _wake(connection)
    _record(connection, by=by, reason="switched on" if on else "switched off")


@transaction.atomic
def pause(connection: Connection, *, paused: bool, by: Actor) -> None:
    """Has a connection not asked for a while, or asked again."""
    connection.is_paused = paused
    connection.save(update_fields=["is_paused"])
    _wake(connection)
    _record(connection, by=by, reason="paused" if paused else "resumed")


@transaction.atomic
def choose_institutions(connection: Connection, *, is_for_all: bool, by: Actor) -> None:
    """Says whether institutions use a connection that have not said so themselves."""
    _lock(connection)
    connection.refresh_from_db(fields=["is_on", "values"])
    connection.is_for_all = is_for_all
    if is_for_all and connection.is_on:
        _require_alone(connection)
    connection.save(update_fields=["is_for_all"])
    read_anew(connection, now=by.now)
    _record(connection, by=by, reason="for all" if is_for_all else "for chosen institutions")


@transaction.atomic
def choose_for_institution(
    connection: Connection, institution: Institution, *, is_on: bool | None, by: Actor
) -> InstitutionConnection:
    """Has an institution use a connection or not, or with None as the municipality says.

    Raises `AnotherInUse`.
    """
    _lock(connection)
    connection.refresh_from_db(fields=["is_on", "is_for_all", "values"])
    row, _ = InstitutionConnection.objects.get_or_create(
        connection=connection,
        institution=institution,
        defaults={"changed_at": by.now, "changed_by": by.person},
    )
    row.is_on = is_on
    row.save(update_fields=["is_on"])
    if connection.is_on and is_used_by(connection, row):
        _require_alone(connection)
    read_anew(connection, now=by.now)
    _record(connection, by=by, reason=f"{_USES[is_on]} {institution.key}")
    return row


@transaction.atomic
def forget_institution(row: InstitutionConnection, *, by: Actor) -> None:
    """Forgets what an institution has decided and filled in; raises `AnotherInUse`."""
    choose_for_institution(row.connection, row.institution, is_on=None, by=by)
    _wake(row)
    _record(row, by=by, reason="settings of layer institution removed")
    row.delete()


@transaction.atomic
def remove(connection: Connection, *, by: Actor) -> None:
    """Forgets a connection with its settings, secrets and tiles."""
    _record(connection, by=by, reason="removed")
    forget_entries(connection)
    connection.delete()


@transaction.atomic
def place_tile(
    connection: Connection,
    source: str,
    *,
    unit: str,
    standing: Standing | None,
    roles: Iterable[str] = (),
    position: int = 0,
    changed: TileRule | None = None,
    by: Actor,
) -> None:
    """Says how a tile stands for some roles of a unit, or all; None takes the rule away.

    A unit has a rule for each set of roles, and each role stands in one of them; raises
    `RolesTaken`. `changed` is the rule that somebody had before, if not for the same.
    """
    wanted = sorted(set(roles))
    tile = TileRule.objects.select_for_update().filter(connection=connection, source=source)
    others = [rule for rule in tile.filter(unit=unit) if rule != changed]
    same = next((rule for rule in others if rule.roles == wanted), None)
    rule = changed or same
    if standing is None:
        if rule is not None:
            rule.delete()
    else:
        if changed is not None and same is not None:
            raise RolesTaken(wanted)
        taken = {role for other in others if other is not same for role in other.roles}
        if both := sorted(taken & set(wanted)):
            raise RolesTaken(both)
        rule = rule or TileRule(connection=connection, source=source)
        rule.unit, rule.roles = unit, wanted
        rule.standing, rule.position = standing, position
        rule.save()
    says = standing.value if standing else "no rule"
    whose = f" for {', '.join(wanted)}" if wanted else ""
    _record(connection, by=by, reason=f"tile {source} in {unit}{whose}: {says}")


@transaction.atomic
def make_available(connector: str, *, is_available: bool, by: Actor) -> PortalConnector:
    """Lets municipalities use a connector, or none of them."""
    row, _ = PortalConnector.objects.get_or_create(
        connector=connector, defaults={"changed_at": by.now, "changed_by": by.person}
    )
    row.is_available = is_available
    row.save(update_fields=["is_available"])
    for connection in _list_connections(row):
        tell_of_connection(connection)
    _record(row, by=by, reason="available" if is_available else "withdrawn")
    return row


@transaction.atomic
def fill_in_portal(offer: Offer, *, values: Mapping[str, Any], by: Actor) -> PortalConnector:
    """Saves what the operator has filled in of a connector for all; raises `InvalidSettings`."""
    row, _ = PortalConnector.objects.get_or_create(
        connector=offer.connector.name, defaults={"changed_at": by.now, "changed_by": by.person}
    )
    fill_in(row, offer, layer=Layer.PORTAL, values=values, by=by)
    return row


def _read_secrets(row: Filled) -> dict[str, str]:
    """What is stored and stays; one that no key fits any more has to be typed anew."""
    found = {}
    for name, stored in row.secrets.items():
        with suppress(SecretLost):
            found[name] = decrypt(stored)
    return found


def _join_secrets(stored: Mapping[str, str], typed: Mapping[str, str | None]) -> dict[str, str]:
    """What is stored with what has been typed; nothing in place of a secret takes it away."""
    kept = {name: text for name, text in stored.items() if name not in typed}
    return kept | {name: encrypt(value) for name, value in typed.items() if value is not None}


def _lock(connection: Connection) -> None:
    """Has whoever else says in the municipality what is used wait until this is written."""
    rows = Municipality.objects.select_for_update(no_key=True)
    rows.get(pk=connection.municipality_id)


def _require_alone(connection: Connection) -> None:
    """Raises `AnotherInUse` where an institution would use two systems of an exclusive kind.

    Who asks has locked what is used in the municipality, and writes before it is let go.
    """
    _require_alone_as(connection, find_category_of(connection))


def _require_alone_as(connection: Connection, category: Category | None) -> None:
    """The same for the kind of system that a connection is to be."""
    if category not in EXCLUSIVE:
        return
    others = Connection.objects.filter(municipality=connection.municipality, is_on=True)
    places = list(Institution.objects.filter(municipality=connection.municipality))
    mine = _list_users(connection, places)
    for other in others.exclude(pk=connection.pk).order_by("title"):
        if find_category_of(other) is not category:
            continue
        both = mine & _list_users(other, places)
        if both:
            names = [place.name for place in places if place.pk in both]
            raise AnotherInUse(other.title, names)


def _list_users(connection: Connection, places: Iterable[Institution]) -> set[int]:
    rows = {row.institution_id: row for row in connection.institution_rows.all()}
    return {place.pk for place in places if is_used_by(connection, rows.get(place.pk))}


def _connection_of(row: Filled) -> Filled:
    return row.connection if isinstance(row, InstitutionConnection) else row


def _list_connections(row: Filled) -> list[Connection]:
    """The connections that go by a row: its own, or all of the connector."""
    if isinstance(row, PortalConnector):
        return list(Connection.objects.filter(connector=row.connector))
    connection = _connection_of(row)
    return [connection] if isinstance(connection, Connection) else []


def _record(row: Filled, *, by: Actor, reason: str) -> None:
    connection = _connection_of(row)
    code = connection.municipality.code if isinstance(connection, Connection) else ""
    record(
        Action.CHANGE,
        now=by.now,
        actor_id=by.person.pk if by.person else None,
        object_type=type(row)._meta.label_lower,
        object_id=row.pk,
        municipality_code=code,
        institution_key=row.institution.key if isinstance(row, InstitutionConnection) else "",
        reason=reason,
    )


def _wake(row: Filled) -> None:
    """Has asked at once what had been left alone: it may answer now, or fail for other reasons."""
    for connection in _list_connections(row):
        close_circuit(connection.pk)
        forget_failures(connection.pk)
