"""The one place that reads the environment: every setting an operator may set, typed."""

from dataclasses import dataclass
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]


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


def read_environment() -> Environment:
    """Reads `INDGANG_*` from the process environment and, if it exists, from `.env`.

    Raises `ImproperlyConfigured` with the variable's name when a value is missing or of
    the wrong type. Outside demo mode the secret key and the portal's address have no default.
    """
    env = environ.FileAwareEnv()
    dotenv = ROOT / ".env"
    if dotenv.is_file():
        env.read_env(dotenv)
    demo = env.bool("INDGANG_DEMO", default=False)
    data_dir = Path(env.str("INDGANG_DATA_DIR", default=str(ROOT / "var")))
    only_in_demo = {"default": "the-demo-holds-no-secrets"} if demo else {}
    portal_url = env.str("INDGANG_URL", **({"default": "http://localhost:8000"} if demo else {}))
    return Environment(
        demo=demo,
        debug=env.bool("INDGANG_DEBUG", default=False),
        secret_key=env.str("INDGANG_SECRET_KEY", **only_in_demo),
        portal_url=portal_url.rstrip("/"),
        allowed_hosts=env.list("INDGANG_ALLOWED_HOSTS", default=[host_of(portal_url)]),
        trusted_origins=env.list("INDGANG_TRUSTED_ORIGINS", default=[portal_url.rstrip("/")]),
        behind_proxy=env.bool("INDGANG_BEHIND_PROXY", default=False),
        data_dir=data_dir,
        database_url=env.str(
            "INDGANG_DATABASE_URL", default=f"sqlite:///{data_dir / 'indgang.sqlite3'}"
        ),
        email_url=env.str("INDGANG_EMAIL_URL", default="consolemail://"),
        email_from=env.str("INDGANG_EMAIL_FROM", default="Indgang <indgang@localhost>"),
        log_level=env.str("INDGANG_LOG_LEVEL", default="INFO"),
        sign_in_attempts_per_minute=env.int("INDGANG_SIGN_IN_ATTEMPTS_PER_MINUTE", default=5),
    )


def host_of(url: str) -> str:
    """The host name in an address, without scheme and port."""
    return url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
