"""The one place that reads the environment: every setting an operator may set, typed."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from indgang_sdk.levels import Level

ROOT = Path(__file__).resolve().parents[2]
FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, kw_only=True)
class ElasticsearchSettings:
    """A cluster that answers searches: the addresses of its nodes, and how the portal signs in.

    `index` is the name that the portal's indexes begin with.
    """

    addresses: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    certificate_file: Path | None = None
    index: str = "indgang"
    shards: int = 3
    replicas: int = 1


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the operator has set; each field is documented in `.env.example`."""

    demo: bool
    debug: bool
    secret_key: str
    portal_url: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    behind_proxy: bool
    data_dir: Path
    database_url: str
    email_url: str
    email_from: str
    log_level: str
    sign_in_attempts_per_minute: int
    request_threads: int
    connector_keys_path: Path | None
    sensitive_level: Level
    elasticsearch: ElasticsearchSettings | None


class NamingEnv(environ.FileAwareEnv):  # type: ignore[misc]
    """Says which variable is wrong and why, never its value: that may be a secret."""

    ENVIRON = FileAwareMapping(cache=False)

    def get_value(self, var: str, cast: Any = None, **options: Any) -> Any:
        """The value, without the line end that a file behind `_FILE` closes with."""
        try:
            value = super().get_value(var, cast=cast, **options)
        except ValueError as error:
            reason = error if cast in PARSERS else "it is not of the right type"
            raise ImproperlyConfigured(f"{var}: {reason}") from None
        return value.strip() if isinstance(value, str) else value


def read_environment() -> Environment:
    """Reads `INDGANG_*` from the process environment and, if it exists, from `.env`.

    A process that was started for the demo leaves `.env` alone: what stands there is real.
    Raises `ImproperlyConfigured` with the variable's name when a value is missing or of
    the wrong type. Outside demo mode the secret key and the portal's address have no default.
    """
    env = NamingEnv()
    dotenv = ROOT / ".env"
    demo = env.get_value("INDGANG_DEMO", cast=parse_flag, default=False)
    if dotenv.is_file() and not demo:
        env.read_env(dotenv)
        demo = env.get_value("INDGANG_DEMO", cast=parse_flag, default=False)
    data_dir = Path(env.str("INDGANG_DATA_DIR", default=str(ROOT / "var")))
    only_in_demo = {"default": "the-demo-holds-no-secrets"} if demo else {}
    at_home = {"default": "http://localhost:8000"} if demo else {}
    portal_url = env.get_value("INDGANG_URL", cast=parse_portal_url, **at_home)
    keys_path = env.str("INDGANG_CONNECTOR_KEYS_PATH", default="")
    return Environment(
        demo=demo,
        debug=env.get_value("INDGANG_DEBUG", cast=parse_flag, default=False),
        secret_key=env.str("INDGANG_SECRET_KEY", **only_in_demo),
        portal_url=portal_url,
        allowed_hosts=env.list("INDGANG_ALLOWED_HOSTS", default=[host_of(portal_url)]),
        trusted_origins=env.list("INDGANG_TRUSTED_ORIGINS", default=[portal_url]),
        behind_proxy=env.get_value("INDGANG_BEHIND_PROXY", cast=parse_flag, default=False),
        data_dir=data_dir,
        database_url=env.get_value(
            "INDGANG_DATABASE_URL",
            cast=parse_database_url,
            default=f"sqlite:///{data_dir / 'indgang.sqlite3'}",
        ),
        email_url=env.get_value(
            "INDGANG_EMAIL_URL", cast=parse_email_url, default="consolemail://"
        ),
        email_from=env.str("INDGANG_EMAIL_FROM", default="Indgang <indgang@localhost>"),
        log_level=env.get_value("INDGANG_LOG_LEVEL", cast=parse_log_level, default="INFO"),
        sign_in_attempts_per_minute=env.int("INDGANG_SIGN_IN_ATTEMPTS_PER_MINUTE", default=5),
        request_threads=env.int("INDGANG_REQUEST_THREADS", default=8),
        connector_keys_path=Path(keys_path) if keys_path else None,
        sensitive_level=env.get_value(
            "INDGANG_SENSITIVE_LEVEL", cast=parse_level, default=Level.TWO_FACTOR
        ),
        elasticsearch=_read_elasticsearch(env),
    )


def _read_elasticsearch(env: NamingEnv) -> ElasticsearchSettings | None:
    addresses = env.get_value("INDGANG_ELASTICSEARCH_URLS", cast=parse_addresses, default=())
    if not addresses:
        return None
    certificate_file = env.str("INDGANG_ELASTICSEARCH_CERTIFICATE_PATH", default="")
    return ElasticsearchSettings(
        addresses=addresses,
        user=env.str("INDGANG_ELASTICSEARCH_USER", default=""),
        password=env.str("INDGANG_ELASTICSEARCH_PASSWORD", default=""),
        certificate_file=Path(certificate_file) if certificate_file else None,
        index=env.str("INDGANG_ELASTICSEARCH_INDEX", default="indgang"),
        shards=env.int("INDGANG_ELASTICSEARCH_SHARDS", default=3),
        replicas=env.int("INDGANG_ELASTICSEARCH_REPLICAS", default=1),
    )


def parse_addresses(text: str) -> tuple[str, ...]:
    """Whole addresses, with commas between them."""
    addresses = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    if not all(one.startswith(("http://", "https://")) and host_of(one) for one in addresses):
        raise ValueError("write whole addresses, such as https://node1:9200,https://node2:9200")
    return addresses


def parse_flag(text: str) -> bool:
    """Yes or no; anything else is refused, so that a slip never means "no"."""
    try:
        return FLAGS[text.strip().lower()]
    except KeyError:
        raise ValueError(f"write one of {', '.join(FLAGS)}") from None


def parse_portal_url(text: str) -> str:
    """An address without the closing slash."""
    if not text.startswith(("http://", "https://")) or not host_of(text):
        raise ValueError("write the whole address, such as https://portal.example.dk")
    return text.strip().rstrip("/")


def parse_database_url(text: str) -> str:
    """An address that names an engine Indgang runs on."""
    if not text.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ValueError("write sqlite:///PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
    try:
        environ.Env.db_url_config(text.strip())
    except ValueError:
        raise ValueError("its host, port or name cannot be read") from None
    return text.strip()


def parse_email_url(text: str) -> str:
    """An address that names a way to send mail."""
    try:
        environ.Env.email_url_config(text.strip())
    except (ImproperlyConfigured, ValueError):
        raise ValueError("write smtp+tls://USER:PASSWORD@HOST:PORT or consolemail://") from None
    return text.strip()


def parse_log_level(text: str) -> str:
    """One of Python's names for how much is logged."""
    if text.strip() not in logging.getLevelNamesMapping():
        raise ValueError("write DEBUG, INFO, WARNING or ERROR")
    return text.strip()


def parse_level(text: str) -> Level:
    """A level of assurance by its name in the contract of connectors, such as TWO_FACTOR."""
    try:
        return Level[text.strip().upper()]
    except KeyError:
        raise ValueError(f"write one of {', '.join(level.name for level in Level)}") from None


PARSERS = (
    *(parse_flag, parse_portal_url, parse_database_url, parse_email_url, parse_log_level),
    parse_level,
)


def host_of(url: str) -> str:
    """The host name in an address, without scheme and port."""
    return url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
