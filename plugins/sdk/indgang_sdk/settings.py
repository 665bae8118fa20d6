"""What a municipality has to fill in before a connector can run, as a pydantic model."""

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import pydantic
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretBytes, SecretStr

from indgang_sdk.texts import Text

__all__ = ["Address", "InvalidSetting", "Layer", "Secret", "Settings", "SettingsRow", "setting"]


class Layer(StrEnum):
    """Who fills a setting in: the portal's operator, the municipality, or each institution."""

    PORTAL = "portal"
    MUNICIPALITY = "municipality"
    INSTITUTION = "institution"


class InvalidSetting(ValueError):
    """What is wrong with a value, in `words` for whoever fills it in; a validator raises it."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


# Of this machine, as in the demo: the only hosts that are asked without https.
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})
NOT_WHOLE = Text(
    da="Skriv hele adressen, begyndende med https://.",
    en="Write the whole address, beginning with https://.",
)
UNDERSCORE = Text(
    da="Adressen har en understregning i navnet på serveren. Det kan den ikke have.",
    en="The address has an underscore in the name of its host, which no host has.",
)
USER_IN_ADDRESS = Text(
    da="Skriv adressen uden brugernavn og adgangskode. De har deres egne felter.",
    en="Leave user and password out of the address. They are settings of their own.",
)


class Settings(BaseModel):
    """What a connector is set up with; subclass it with one `setting` for each value.

    Fields are `str`, `int`, `bool`, an `Enum`, `Address`, `Secret`, or a tuple of `SettingsRow`s.
    A `Secret` is a field of its own; one in a row or a tuple is refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SettingsRow(BaseModel):
    """One row of a setting that is a list, with plain values and addresses as its columns."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or not sign.isprintable()


def check_address(text: str) -> str:
    """The same text if it is an address with a host and without a user; the portal says which
    hosts may be called."""
    try:
        parts = urlsplit(text)
        schemes = {"https", "http"} if parts.hostname in LOCAL_HOSTS else {"https"}
        # Asked for its port, it also says whether that is one.
        is_whole = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or "*" in parts.netloc or any(map(_is_unseen, text)):
        raise InvalidSetting(NOT_WHOLE)
    if "_" in (parts.hostname or ""):
        raise InvalidSetting(UNDERSCORE)
    if parts.username is not None or parts.password is not None:
        raise InvalidSetting(USER_IN_ADDRESS)
    return text


Address = Annotated[str, AfterValidator(check_address)]
# Kept encrypted, and never shown again once it is saved.
Secret = SecretStr
_SECRETS = (SecretStr, SecretBytes, pydantic.Secret)


def setting(
    *,
    title: Text,
    help: Text | None = None,  # noqa: A002 - what forms call it
    layer: Layer = Layer.MUNICIPALITY,
    default: Any = ...,
    choices: Mapping[str, Text] | None = None,
    **rules: Any,
) -> Any:
    """A field of `Settings` with its words; without a `default` it has to be filled in.

    `choices` are the words for the values of a `Literal` or an `Enum`, by the values.
    `rules` are pydantic's own: `min_length`, `max_length`, `ge`, `le`, `pattern`.
    """
    extra: dict[str, Any] = {
        "title_text": title,
        "help_text": help,
        "layer": layer,
        "choices": dict(choices or {}),
    }
    return Field(default=default, validate_default=False, json_schema_extra=_Words(extra), **rules)


class _Words(dict[str, Any]):
    """The words of a setting, which pydantic carries along and leaves out of JSON schemas."""


def choices_of(model: type[BaseModel], name: str) -> Mapping[str, Text]:
    """The words for a setting's values, for those that the author gave words."""
    extra = model.model_fields[name].json_schema_extra
    return extra["choices"] if isinstance(extra, _Words) else {}


def words_of(model: type[BaseModel], name: str) -> tuple[Text, Text | None, Layer]:
    """Title, help and layer of a setting; its own name where the author gave it no words."""
    extra = model.model_fields[name].json_schema_extra
    if not isinstance(extra, _Words):
        return Text(da=name, en=name), None, Layer.MUNICIPALITY
    return extra["title_text"], extra["help_text"], extra["layer"]


def is_secret(model: type[BaseModel], name: str) -> bool:
    """Whether a setting is kept encrypted and never shown."""
    return model.model_fields[name].annotation in (SecretStr, SecretStr | None)


def explain_secrets(model: type[Settings]) -> str:
    """Which setting holds a secret that would be kept as it is; "" when there is none."""
    for name, field in model.model_fields.items():
        if not is_secret(model, name) and _holds_secret(field.annotation):
            return (
                f"the setting {name} holds a Secret that nothing encrypts:"
                " a Secret is a setting of its own"
            )
    return ""


def _holds_secret(kind: Any, known: tuple[Any, ...] = ()) -> bool:
    kind = getattr(kind, "__value__", kind)
    origin = get_origin(kind) or kind
    if isinstance(origin, type) and issubclass(origin, _SECRETS):
        return True
    # A model may have rows of its own kind.
    return kind not in known and any(
        _holds_secret(inner, (*known, kind)) for inner in _list_inner(kind)
    )


def _list_inner(kind: Any) -> Iterable[Any]:
    """The types that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [field.annotation for field in kind.model_fields.values()]
    # Of tuples and dictionaries only those with names have hints.
    is_class = isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, tuple | dict))
    return get_args(kind) or (get_type_hints(kind).values() if is_class else ())
