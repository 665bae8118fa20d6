"""The keys that answers are signed with, over a change and over a restart."""

import stat
from pathlib import Path

from sandbox.servers.playing import Sandbox
from sandbox.servers.unilogin.keys import KeyRing
from tests.sandbox.asking import ask
from tests.sandbox.unilogin.browsing import Broker, Portal, Visitor


def list_kids(address: str) -> list[str]:
    certs = f"{address}/auth/realms/broker/protocol/openid-connect/certs"
    return [key["kid"] for key in ask(certs).json()["keys"]]


def test_a_new_key_signs_and_the_earlier_ones_stay(portal: Portal) -> None:
    with Sandbox() as played:
        address = played.addresses["unilogin"]
        broker = Broker(address, portal)
        (first,) = list_kids(address)
        before = broker.get_tokens(Visitor())["id_token"]
        pressed = ask(f"{address}/settings", form={"key": "new"})
        assert (pressed.status, pressed.headers["location"]) == (303, "/")
        kids = list_kids(address)
        assert kids[0] == first
        assert len(set(kids)) == 2
        after = broker.get_tokens(Visitor())["id_token"]
        used = [broker.read_token(token).header["kid"] for token in (before, after)]
        assert used == kids
        assert ask(f"{address}/saml/metadata").text.count("<ds:X509Certificate>") == 2


def test_no_private_part_is_shown(provider: str) -> None:
    certs = f"{provider}/auth/realms/broker/protocol/openid-connect/certs"
    for key in ask(certs).json()["keys"]:
        assert {"kty", "n", "e", "kid", "use", "alg"} == key.keys()


def test_one_process_makes_its_first_key_once() -> None:
    assert KeyRing().current is KeyRing().current


def test_keys_outlive_a_restart_where_they_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with Sandbox(folder=folder) as played:
        address = played.addresses["unilogin"]
        ask(f"{address}/settings", form={"key": "new"})
        kids = list_kids(address)
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == ["unilogin-000.pem", "unilogin-001.pem"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]
    again = KeyRing()
    again.keep_in(folder)
    assert [key.jwk.kid for key in again.list_keys()] == kids
    assert again.current.certificate.startswith("-----BEGIN CERTIFICATE-----")
