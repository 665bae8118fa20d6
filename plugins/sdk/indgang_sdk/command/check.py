"""The test kit against an address: how a supplier sees whether its system keeps the contract."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import ModuleType

from pydantic import ValidationError

from indgang_sdk.command.asking import ask_system
from indgang_sdk.connectors import Connector
from indgang_sdk.http import describe_mismatch
from indgang_sdk.people import Role
from indgang_sdk.settings import Settings
from indgang_sdk.testing.example import Example
from indgang_sdk.testing.live import LiveTrial, try_system
from indgang_sdk.testing.people import DORTE, Person
from indgang_sdk.testing.subject import import_connector, load_subject


class NotChecked(Exception):
    """Why nothing could be tried."""


def check_address(
    name: str,
    *,
    values: Mapping[str, str],
    secrets: Mapping[str, str],
    guardian: str,
    children: Iterable[str],
    words: str,
    now: datetime,
) -> LiveTrial:
    """Tries a connector on a test system, with people that the system knows.

    `secrets` are settings by the environment variables that hold them. Raises `NotChecked`.
    """
    try:
        module = import_connector(name)
    except ImportError as error:
        raise NotChecked(f"there is no connector {name}: {error}") from None
    missing = [variable for variable in secrets.values() if variable not in os.environ]
    if missing:
        raise NotChecked(f"the environment has no {', '.join(missing)}")
    filled = {**values, **{key: os.environ[variable] for key, variable in secrets.items()}}
    example = Example(
        settings=_fill_settings(module, filled),
        answers=(),
        people=(_make_family(guardian, children),),
        words=words,
        now=now,
    )
    return try_system(module, example, ask=ask_system)


def _fill_settings(module: ModuleType, values: Mapping[str, str]) -> Settings:
    found = [one for one in load_subject(module).connectors if isinstance(one, Connector)]
    if not found:
        raise NotChecked("the module is no connector")
    try:
        return found[0].settings.model_validate(values)
    except ValidationError as error:
        raise NotChecked(f"the settings do not fit: {describe_mismatch(error)}") from None


def _make_family(guardian: str, children: Iterable[str]) -> Person:
    """Somebody whom the test system knows, with children whom it knows; names are made up."""
    made_up = DORTE.children
    return Person(
        id=guardian,
        first_name=DORTE.first_name,
        family_name=DORTE.family_name,
        roles=frozenset({Role.GUARDIAN}),
        institutions=DORTE.institutions,
        children=tuple(
            Person(
                id=child,
                first_name=made_up[number % len(made_up)].first_name,
                family_name=DORTE.family_name,
                roles=frozenset({Role.PUPIL}),
                institutions=DORTE.institutions,
                groups=made_up[number % len(made_up)].groups,
            )
            for number, child in enumerate(children)
        ),
    )
