"""From what three layers have filled in to the settings that a connector runs with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import ValidationError

from core.connectors.models import Filled
from core.connectors.vault import SecretLost, decrypt
from indgang_sdk.settings import InvalidSetting, Layer, Settings, words_of
from indgang_sdk.texts import Text

log = structlog.get_logger(__name__)

# How pydantic writes a value of an enumeration that some values of are chosen from.
_MEMBER = re.compile(r"<\w+\.\w+: ('[^']*')>")


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong with a setting: it is missing, or its value does not fit.

    `reason` is for developers; `words` are the connector's own for whoever fills it in. `kind`
    is pydantic's type of error, with its `limits`, and `within` where in the value it is.
    """

    name: str
    is_missing: bool
    reason: str = ""
    words: Text | None = None
    kind: str = ""
    limits: Mapping[str, Any] = field(default_factory=dict)
    within: tuple[str | int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A connector's settings, or why there are none yet, and the secrets that logs must blank."""

    settings: Settings | None = None
    mistakes: tuple[Mistake, ...] = ()
    secrets: tuple[str, ...] = field(default=(), repr=False)


def list_fields(model: type[Settings], layer: Layer) -> list[str]:
    """The settings that a layer fills in, in the order in which the connector names them."""
    return [name for name in model.model_fields if words_of(model, name)[2] == layer]


def fill_settings(model: type[Settings], rows: Mapping[Layer, Filled | None]) -> Filling:
    """The settings that the layers make together; each layer counts for its own settings only."""
    values: dict[str, Any] = {}
    secrets: list[str] = []
    mistakes: list[Mistake] = []
    for layer, row in rows.items():
        if row is None:
            continue
        own = set(list_fields(model, layer))
        # What a former version had is no setting any more, and says so.
        known = own | {name for name in row.values if name not in model.model_fields}
        values |= {name: value for name, value in row.values.items() if name in known}
        for name, stored in row.secrets.items():
            if name not in own:
                continue
            try:
                secrets.append(decrypt(stored))
            except SecretLost:
                mistakes.append(Mistake(name=name, is_missing=True, reason="lost"))
            else:
                values[name] = secrets[-1]
    return _validate(model, values, secrets=secrets, mistakes=mistakes)


def find_mistakes(model: type[Settings], values: Mapping[str, Any]) -> list[Mistake]:
    """What is wrong with values, a mistake for each setting; none repeats a value."""
    return _try(model, values)[1]


def _validate(
    model: type[Settings],
    values: Mapping[str, Any],
    *,
    secrets: Iterable[str],
    mistakes: Iterable[Mistake],
) -> Filling:
    settings, wrong = _try(model, values)
    if found := {item.name: item for item in [*wrong, *mistakes]}:
        return Filling(mistakes=tuple(found.values()), secrets=tuple(secrets))
    return Filling(settings=settings, secrets=tuple(secrets))


def _try(model: type[Settings], values: Mapping[str, Any]) -> tuple[Settings | None, list[Mistake]]:
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        return None, _list_mistakes(error)
    # A connector's own validators run here too, and a page must not fall over one.
    except Exception as error:  # noqa: BLE001
        log.error("settings cannot be read", model=model.__qualname__, error=type(error).__name__)
        return None, [Mistake(name="", is_missing=False, reason=type(error).__name__)]


def _list_mistakes(error: ValidationError) -> list[Mistake]:
    found: dict[str, Mistake] = {}
    for item in error.errors(include_url=False, include_input=False):
        name = str(item["loc"][0]) if item["loc"] else ""
        limits = dict(item.get("ctx", {}))
        raised = limits.pop("error", None)
        mistake = Mistake(
            name=name,
            is_missing=item["type"] == "missing" and len(item["loc"]) == 1,
            reason=_MEMBER.sub(r"\1", item["msg"]).removeprefix("Value error, "),
            words=raised.words if isinstance(raised, InvalidSetting) else None,
            kind=item["type"],
            limits=limits,
            within=item["loc"][1:],
        )
        found.setdefault(name, mistake)
    return list(found.values())
