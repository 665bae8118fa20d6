"""What connectors must be like before anybody relies on them, each breach with its reason."""

import re
import traceback
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from indgang_sdk.connectors import Connector, explain_category
from indgang_sdk.epoch import explain_epoch
from indgang_sdk.levels import Level
from indgang_sdk.people import Need, Role
from indgang_sdk.settings import Settings, explain_secrets
from indgang_sdk.sign_in import Vouches
from indgang_sdk.texts import Text

LONGEST_VERSION = 40
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_SAID: dict[str, type[Any]] = {
    "title": Text,
    "description": Text,
    "version": str,
    "made_for": int,
}
_ASKED = ("read", "search", "open", "check", "describe", "read_claims")
_MAY_BE_ASKED = ("find_title",)
_TYPED: dict[str, type[Any]] = {
    "max_age": timedelta,
    "every": timedelta,
    "level": Level,
    "vouches": Vouches,
}


class InvalidConnector(Exception):
    """A connector breaks the contract; the message says how, for its author."""


@contextmanager
def refuse_failing(what: str) -> Iterator[None]:
    """Makes whatever a connector raises the reason why it is not used.

    A missing package, a syntax error, ending the process: all cost one connector. Only whoever
    stops the portal by hand is heard.
    """
    try:
        yield
    except (InvalidConnector, KeyboardInterrupt):
        raise
    except BaseException as error:
        # An error's own words may raise, too.
        words = traceback.TracebackException.from_exception(error)
        raise InvalidConnector(f"{what} {type(error).__name__}: {words}") from error


def check_connector(connector: Connector, *, epoch: int) -> None:
    """Raises `InvalidConnector` for what a connector must not say of itself."""
    if not _is_name(connector.name):
        raise InvalidConnector(f"{connector.name!r:.60} is no name: use a-z, 0-9 and _")
    for name, kind in _SAID.items():
        value = getattr(connector, name)
        if not isinstance(value, kind):
            raise InvalidConnector(f"{name} must be {kind.__name__}, not {type(value).__name__}")
    if len(connector.version) > LONGEST_VERSION:
        raise InvalidConnector(f"version is longer than {LONGEST_VERSION} characters")
    if reason := explain_epoch(connector.made_for, current=epoch):
        raise InvalidConnector(reason)
    if not (isinstance(connector.settings, type) and issubclass(connector.settings, Settings)):
        raise InvalidConnector("settings must be a subclass of indgang_sdk.settings.Settings")
    if reason := explain_category(connector):
        raise InvalidConnector(reason)
    if connector.find_hosts is not None and not callable(connector.find_hosts):
        raise InvalidConnector("find_hosts cannot be called")
    if reason := explain_secrets(connector.settings):
        raise InvalidConnector(reason)


def check_source(source: Any, hook: str) -> None:
    """Raises `InvalidConnector` for a source that nobody could ask, or that is for nobody."""
    name = source.name
    if not _is_name(name):
        raise InvalidConnector(f"{hook}(): {name!r:.60} is no name: use a-z, 0-9 and _")
    if not isinstance(source.title, Text):
        raise InvalidConnector(f"{hook}(): the title of {name} is no Text")
    if not getattr(source, "roles", True):
        raise InvalidConnector(f"{hook}(): {name} is for nobody: name its roles")
    if not _are_some_of(Role, getattr(source, "roles", frozenset())):
        raise InvalidConnector(f"{hook}(): {name} is for something that is no Role")
    if not _are_some_of(Need, getattr(source, "needs", frozenset())):
        raise InvalidConnector(f"{hook}(): {name} needs something that is no Need")
    for asked in (*_ASKED, *_MAY_BE_ASKED):
        is_left_out = asked in _MAY_BE_ASKED and getattr(source, asked, None) is None
        if not (is_left_out or callable(getattr(source, asked, print))):
            raise InvalidConnector(f"{hook}(): {asked} of {name} cannot be called")
    for field, kind in _TYPED.items():
        if hasattr(source, field) and not isinstance(getattr(source, field), kind):
            raise InvalidConnector(f"{hook}(): {field} of {name} is no {kind.__name__}")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _are_some_of(kinds: type[Role] | type[Need], values: object) -> bool:
    return isinstance(values, AbstractSet) and values <= set(kinds)
