"""Runs Keycloak on a free port of this machine, with all that it writes in a folder of its own."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp

from tests.services.keycloak.administration import Administration
from tests.services.keycloak.clients import PortalAtBroker, describe_clients
from tests.services.keycloak.realm import REALM, describe_realm
from tests.services.postgresql import find_free_port
from tests.services.processes import running
from tests.services.web import answers

START_WITHIN_SECONDS = 180
# A quick start matters more to tests than speed later on.
JAVA = {
    "JAVA_OPTS_KC_HEAP": "-Xms64m -Xmx512m",
    "JAVA_OPTS_APPEND": "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
}


@dataclass(frozen=True, kw_only=True)
class Keycloak:
    """A running Keycloak, whose realm has the address `issuer`.

    Everybody of the cast has the same password, and the same secret for codes.
    """

    issuer: str
    password: str
    totp_secret: str
    client_secret: str
    administration: Administration

    @property
    def discovery(self) -> str:
        return f"{self.issuer}/.well-known/openid-configuration"

    @property
    def saml_descriptor(self) -> str:
        """Where the realm's metadata for SAML stands."""
        return f"{self.issuer}/protocol/saml/descriptor"

    def give_code(self) -> str:
        """The code that the second step asks for now."""
        return pyotp.TOTP(self.totp_secret).now()

    def connect(self, portal: PortalAtBroker) -> None:
        """Makes the realm know a portal and its certificates, as they are at this moment."""
        for client in describe_clients(portal, secret=self.client_secret):
            self.administration.put_client(client)


@contextmanager
def running_keycloak(home: Path) -> Iterator[Keycloak]:
    """Starts the Keycloak of `home` with the realm `broker`, and removes every trace of it."""
    folder = Path(tempfile.mkdtemp(prefix="indgang-keycloak-"))
    address = f"http://127.0.0.1:{find_free_port()}"
    issuer = f"{address}/realms/{REALM}"
    password, admin_password = secrets.token_urlsafe(12), secrets.token_urlsafe(24)
    totp_secret = pyotp.random_base32()
    try:
        copy = link_home(home, folder / "keycloak")
        imported = copy / "data" / "import" / f"{REALM}.json"
        imported.parent.mkdir(parents=True)
        realm = describe_realm(password=password, totp_secret=totp_secret)
        imported.write_text(json.dumps(realm))
        with running(
            [
                *(copy / "bin" / "kc.sh", "start", "--optimized", "--import-realm"),
                *("--cache=local", "--http-enabled=true", "--http-host=127.0.0.1"),
                *(f"--http-port={address.rpartition(':')[2]}", f"--hostname={address}"),
            ],
            name="Keycloak",
            log=folder / "log",
            answers=lambda: answers(f"{issuer}/.well-known/openid-configuration"),
            within_seconds=START_WITHIN_SECONDS,
            settings={
                **JAVA,
                "KC_BOOTSTRAP_ADMIN_USERNAME": "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD": admin_password,
            },
        ):
            yield Keycloak(
                issuer=issuer,
                password=password,
                totp_secret=totp_secret,
                client_secret=secrets.token_urlsafe(24),
                administration=Administration(
                    address=address, realm=REALM, password=admin_password
                ),
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def link_home(home: Path, copy: Path) -> Path:
    """A home that shares the programs of `home` but writes beside them.

    The script that starts Keycloak takes the folder above its own for its home, so that it must
    be a file here.
    """
    (copy / "bin").mkdir(parents=True)
    shutil.copy2(home / "bin" / "kc.sh", copy / "bin")
    for name in sorted({entry.name for entry in home.iterdir()} - {"bin", "data"}):
        os.symlink(home / name, copy / name)
    return copy
