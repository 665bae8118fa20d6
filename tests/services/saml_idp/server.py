"""Runs saml-idp for one person on a free port of this machine, with a key made for the run."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.certificates import KeyPair, make_key_pair
from tests.services.postgresql import find_free_port
from tests.services.processes import running
from tests.services.web import answers

START_WITHIN_SECONDS = 60
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


@dataclass(frozen=True, kw_only=True)
class SamlIdp:
    """A running saml-idp; its page offers to sign in the one person that it knows."""

    address: str
    entity_id: str
    keys: KeyPair

    @property
    def metadata(self) -> str:
        """Where its metadata stands."""
        return f"{self.address}/metadata"

    @property
    def sign_in(self) -> str:
        """Where requests go, by redirect or by form."""
        return f"{self.address}/saml/sso"


@contextmanager
def running_saml_idp(
    installed: Path,
    *,
    entity_id: str,
    answer_to: str,
    logout_at: str,
    name_id: str,
    attributes: Mapping[str, str],
    level: str = "",
) -> Iterator[SamlIdp]:
    """Starts it for the service `entity_id`, which takes answers at `answer_to`.

    Assertions are signed by RSA-SHA256, and `level` is their class of authentication.
    """
    folder = Path(tempfile.mkdtemp(prefix="indgang-saml-idp-"))
    port = find_free_port()
    address = f"http://127.0.0.1:{port}"
    keys = make_key_pair("saml-idp")
    try:
        (folder / "key.pem").write_text(keys.private_key)
        (folder / "certificate.pem").write_text(keys.certificate)
        (folder / "person.json").write_text(
            json.dumps(_describe_person(name_id=name_id, attributes=attributes))
        )
        with running(
            [
                *("node", installed / "node_modules" / "saml-idp" / "bin" / "run.js"),
                *("--host", "127.0.0.1", "--port", str(port)),
                *("--issuer", f"{address}/metadata", "--audience", entity_id),
                *("--acsUrl", answer_to, "--sloUrl", logout_at, "--disableRequestAcsUrl"),
                *("--cert", folder / "certificate.pem", "--key", folder / "key.pem"),
                *("--configFile", folder / "person.json", "--signResponse=false"),
                *(("--authnContextClassRef", level) if level else ()),
            ],
            name="saml-idp",
            log=folder / "log",
            answers=lambda: answers(f"{address}/metadata"),
            within_seconds=START_WITHIN_SECONDS,
        ):
            yield SamlIdp(address=address, entity_id=f"{address}/metadata", keys=keys)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _describe_person(*, name_id: str, attributes: Mapping[str, str]) -> dict[str, object]:
    return {
        "user": {"userName": name_id, "nameIdFormat": PERSISTENT, **attributes},
        "metadata": [
            {"id": name, "displayName": name, "optional": False, "multiValue": False}
            for name in attributes
        ],
    }
