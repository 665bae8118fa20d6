"""The reference of the contract, written from the contract itself."""

import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any

import indgang_sdk
from indgang_sdk import (
    calendar,
    connectors,
    errors,
    hookspecs,
    http,
    levels,
    links,
    nsis,
    people,
    provider_documents,
    search,
    settings,
    sign_in,
    testing,
    texts,
    tiles,
    week,
)
from indgang_sdk.testing.quality import RULES, Tier

NOTE = "<!-- Written by `python -m indgang_sdk.command reference`: change the code, not this. -->\n"
PREFIX = re.compile(r"(?:\b[a-z_]+\.)+(?=[A-Za-z])")
# From the first prompt to the end of its paragraph.
EXAMPLE = re.compile(r"^(>>> .*(?:\n.+)*)", re.MULTILINE)
OWN = re.compile(r"^\((self|cls)(, )?")
# A type that is named before it is there.
QUOTED = re.compile(r"(-> |: )'([\w.]+)'")
NAMELESS = re.compile(r"<function \S+ at 0x[0-9a-f]+>")
MEMBER = re.compile(r"<(\w+\.\w+): [^>]*>")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of types: its file, its title, and the modules that it shows."""

    file: str
    title: str
    words: str
    modules: tuple[ModuleType, ...]


PAGES = (
    Page(
        file="calls.md",
        title="What a call is given",
        words="Each call of a source gets a `Context`, and through it everything that it may use.",
        modules=(connectors, http),
    ),
    Page(
        file="people.md",
        title="People",
        words="Who looks and whom it is about: only what a source has declared.",
        modules=(people,),
    ),
    Page(
        file="answers.md",
        title="What sources offer and answer",
        words="Everything here is frozen, and is built with keywords.",
        modules=(texts, links, tiles, search, calendar, week),
    ),
    Page(
        file="sign-in.md",
        title="Signing in",
        words="What a connector says of an identity provider, and how it reads what that answers.",
        modules=(sign_in, levels, nsis, provider_documents),
    ),
    Page(
        file="settings.md",
        title="Settings",
        words="What a municipality fills in, as a pydantic model.",
        modules=(settings,),
    ),
    Page(
        file="failures.md",
        title="Failures",
        words="Whatever goes wrong comes out as one of these; an outage is never an empty answer.",
        modules=(errors,),
    ),
    Page(
        file="testing.md",
        title="Testing",
        words="An `Example` in a connector's `example.py` is what the kit tries it with.",
        modules=(testing,),
    ),
)
READING = Page(
    file="reading.md",
    title="Reading answers",
    words="What many connectors need, so that none has to be careful by itself.",
    modules=(),
)
APART = frozenset({"indgang_sdk.hookspecs", "indgang_sdk.testing", "indgang_sdk.command"})


def write_reference(folder: Path) -> None:
    """Writes every page into a folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_reference().items():
        (folder / name).write_text(text, encoding="utf-8")


def make_reference() -> dict[str, str]:
    """The text of every page, by the name of its file."""
    pages = {page.file: _write_page(page) for page in list_pages()}
    return {
        "index.md": _write_index(),
        "hooks.md": _write_hooks(),
        **pages,
        "quality.md": _write_quality(),
    }


def list_pages() -> list[Page]:
    """Every page of types, with whatever module of the contract no other has on the last."""
    shown = {module.__name__ for page in PAGES for module in page.modules}
    names = [found.name for found in pkgutil.walk_packages(indgang_sdk.__path__, "indgang_sdk.")]
    rest = [
        importlib.import_module(name)
        for name in names
        if name not in shown and ".".join(name.split(".")[:2]) not in APART
    ]
    return [*PAGES, replace(READING, modules=tuple(rest))]


def list_hooks() -> list[Callable[..., Any]]:
    """The hooks in the order in which they stand in the contract."""
    found = vars(hookspecs).values()
    return [one for one in found if hasattr(one, f"{hookspecs.PROJECT}_spec")]


def list_public(module: ModuleType) -> list[Any]:
    """The classes and functions that a module is imported for."""
    names = getattr(module, "__all__", vars(module))
    found = [getattr(module, name) for name in names if not name.startswith("_")]
    return [
        one
        for one in found
        if (inspect.isclass(one) or inspect.isfunction(one))
        and one.__module__.startswith(module.__name__)
    ]


def write_signature(function: Callable[..., Any], name: str = "") -> str:
    """A function as its heading says it, without the modules of its types."""
    said = _shorten(QUOTED.sub(r"\1\2", str(inspect.signature(function))))
    return f"{name or function.__name__}{OWN.sub('(', said)}"


def _shorten(said: str) -> str:
    plain = NAMELESS.sub("...", MEMBER.sub(r"\1", said)).replace("~", "")
    return PREFIX.sub("", plain.replace("datetime.", ""))


def _write_index() -> str:
    names = ["hooks", *(page.file.removesuffix(".md") for page in list_pages()), "quality"]
    return (
        f"# Connectors\n\n{NOTE}\nThe contract between the portal and a connector, word for word. "
        "How to write one stands in `plugins/sdk/README.md`.\n\n"
        "```{toctree}\n" + "\n".join(names) + "\n```\n"
    )


def _write_hooks() -> str:
    parts = [f"# Hooks\n\n{NOTE}\n{_read_words(hookspecs)}\n"]
    parts += [f"## `{write_signature(hook)}`\n\n{_read_words(hook)}\n" for hook in list_hooks()]
    return "\n".join(parts)


def _write_page(page: Page) -> str:
    parts = [f"# {page.title}\n\n{NOTE}\n{page.words}\n"]
    for module in page.modules:
        parts += [_write_one(one) for one in list_public(module)]
    return "\n".join(parts)


def _write_one(one: Any) -> str:
    if not inspect.isclass(one):
        return f"## `{write_signature(one)}`\n\n{_read_words(one)}\n"
    rows = "\n".join(_list_rows(one))
    if issubclass(one, Exception) and "__init__" in vars(one):
        rows = f"```python\n{write_signature(vars(one)['__init__'], one.__name__)}\n```"
    methods = "".join(
        _write_method(write_signature(method, f"{one.__name__}.{name}"), _read_words(method))
        for name, method in _list_methods(one)
        if _read_words(method)
    )
    return (
        f"## `{one.__name__}`\n\n{_read_words(one)}\n" + (f"\n{rows}\n" if rows else "") + methods
    )


def _write_method(signature: str, words: str) -> str:
    """An entry of a list of terms, whose paragraphs all stand below the term."""
    return f"\n`{signature}`\n: {indent(words, '  ').strip()}\n"


def _list_rows(one: type) -> Iterator[str]:
    if issubclass(one, enum.Enum):
        yield "| value | as text |\n| --- | --- |"
        yield from (f"| `{member.name}` | `{member.value!r}` |" for member in one)
    elif is_dataclass(one):
        yield "| field | type | without it |\n| --- | --- | --- |"
        yield from (_write_field(field) for field in fields(one) if not field.name.startswith("_"))
    properties = [
        (name, value)
        for name, value in vars(one).items()
        if isinstance(value, property) and not name.startswith("_")
    ]
    if properties:
        yield "\n| reads | type | |\n| --- | --- | --- |"
    for name, value in properties:
        kind = inspect.signature(value.fget).return_annotation if value.fget else ""
        yield f"| `{name}` | {_write_type(kind)} | {_read_words(value.fget)} |"


def _write_field(field: "Field[Any]") -> str:
    return f"| `{field.name}` | {_write_type(field.type)} | {_write_default(field)} |"


def _write_type(kind: Any) -> str:
    said = kind if isinstance(kind, str) else inspect.formatannotation(kind)
    return f"`{_shorten(said)}`".replace("|", "\\|")


def _write_default(field: "Field[Any]") -> str:
    if field.default_factory is not MISSING:
        return f"`{field.default_factory()!r}`"
    if field.default is MISSING:
        return "is needed"
    default = field.default
    if isinstance(default, enum.Enum):
        return f"`{type(default).__name__}.{default.name}`"
    is_long = is_dataclass(default) or len(repr(default)) > 60  # noqa: PLR2004 - a column's width
    said = default.__name__ if inspect.isclass(default) else _shorten(repr(default))
    return "made up" if is_long else f"`{said}`"


def _list_methods(one: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(one).items():
        method = value.__func__ if isinstance(value, classmethod) else value
        if not name.startswith("_") and inspect.isfunction(method):
            yield name, method


def _read_words(one: Any) -> str:
    """The docstring, without those that dataclasses make up, its examples as code."""
    text = inspect.cleandoc(getattr(one, "__doc__", None) or "")
    if inspect.isclass(one) and text.startswith(f"{one.__name__}("):
        return ""
    return EXAMPLE.sub(r"```python\n\1\n```", text).strip()


def _write_quality() -> str:
    parts = [
        f"# The quality scale\n\n{NOTE}\n"
        'Each connector says in its `quality.toml` of every rule whether it is `"done"`, '
        '`"todo"`, or `{exempt = "the reason"}`. A tier is reached when its rules and those of '
        "the tiers below hold. The test kit checks what is said to be done; two rules of gold "
        "are said by the author alone.\n"
    ]
    for tier in (Tier.BRONZE, Tier.SILVER, Tier.GOLD):
        rows = [
            f"| `{rule.name}` | {rule.words} | {'' if rule.may_be_exempt else 'nobody is exempt'}"
            f"{'' if rule.is_checked else 'said by the author'} |"
            for rule in RULES
            if rule.tier is tier
        ]
        head = f"## {tier.value.capitalize()}\n\n| rule | what holds | |\n| --- | --- | --- |"
        parts.append("\n".join([head, *rows]) + "\n")
    return "\n".join(parts)
