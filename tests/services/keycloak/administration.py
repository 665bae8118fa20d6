"""What an administrator of the broker does during a test, over Keycloak's own interface."""

import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from tests.services.web import Answer, ask

KEYS = "org.keycloak.keys.KeyProvider"


@dataclass(kw_only=True)
class Administration:
    """Changes a realm; every method raises where Keycloak refuses."""

    address: str
    realm: str
    password: str = field(repr=False)
    _token: str = field(default="", repr=False)
    _until: float = 0.0

    # --- clients

    def put_client(self, client: dict[str, Any]) -> None:
        """Adds a client, or writes one of the same id anew."""
        if known := self._find_client(client["clientId"]):
            self._call("DELETE", f"clients/{known['id']}")
        self._call("POST", "clients", client)

    def read_client(self, client_id: str) -> dict[str, Any]:
        """A client's settings as they are now."""
        if not (known := self._find_client(client_id)):
            raise LookupError(client_id)
        return known

    def set_client(
        self, client_id: str, *, attributes: dict[str, str] | None = None, **settings: Any
    ) -> None:
        """Switches some of a client's settings, or of its attributes, and leaves the rest."""
        client = self.read_client(client_id)
        changed = {**client, **settings}
        changed["attributes"] = {**client.get("attributes", {}), **(attributes or {})}
        self._call("PUT", f"clients/{client['id']}", changed)

    # --- people and their sessions

    def set_attribute(self, username: str, name: str, value: str) -> None:
        """Changes what the broker tells of a person."""
        user = self._find_user(username)
        user["attributes"] = {**user.get("attributes", {}), name: [value]}
        self._call("PUT", f"users/{user['id']}", user)

    def list_sessions(self, username: str) -> list[dict[str, Any]]:
        """A person's sessions at the broker."""
        return self._call("GET", f"users/{self._find_user(username)['id']}/sessions").json

    def end_sessions(self, username: str) -> None:
        """Ends a person's sessions at once, and tells every client by the back channel."""
        self._call("POST", f"users/{self._find_user(username)['id']}/logout")

    # --- the keys that the realm signs with

    def list_keys(self) -> list[dict[str, Any]]:
        """The realm's keys, each with its `kid`, `algorithm`, `use`, `status` and `providerId`."""
        return self._call("GET", "keys").json["keys"]

    def find_signing_key(self) -> dict[str, Any]:
        """The key that new tokens and assertions are signed with."""
        keys = [k for k in self.list_keys() if k["algorithm"] == "RS256" and k["use"] == "SIG"]
        active = [k for k in keys if k["status"] == "ACTIVE"]
        return max(active, key=lambda key: key["providerPriority"])

    def add_signing_key(self) -> str:
        """Signs with a new key from now on; the old ones stay valid. Answers its `kid`."""
        priority = self.find_signing_key()["providerPriority"] + 100
        provider = {
            "name": f"rsa-{priority}",
            "providerId": "rsa-generated",
            "providerType": KEYS,
            "config": {
                "priority": [str(priority)],
                "enabled": ["true"],
                "active": ["true"],
                "algorithm": ["RS256"],
                "keySize": ["2048"],
            },
        }
        self._call("POST", "components", provider)
        return self.find_signing_key()["kid"]

    def disable_key(self, kid: str) -> None:
        """Takes a key away: what it has signed is valid no more."""
        key = next(key for key in self.list_keys() if key["kid"] == kid)
        provider = self._call("GET", f"components/{key['providerId']}").json
        provider["config"] |= {"enabled": ["false"], "active": ["false"]}
        self._call("PUT", f"components/{key['providerId']}", provider)

    def rotate_signing_key(self) -> tuple[str, str]:
        """A new key instead of the one before; answers the old `kid` and the new one."""
        old = self.find_signing_key()["kid"]
        new = self.add_signing_key()
        self.disable_key(old)
        return old, new

    # --- asking

    def _find_client(self, client_id: str) -> dict[str, Any] | None:
        query = urllib.parse.urlencode({"clientId": client_id})
        found = self._call("GET", f"clients?{query}").json
        return found[0] if found else None

    def _find_user(self, username: str) -> dict[str, Any]:
        query = urllib.parse.urlencode({"username": username, "exact": "true"})
        (user,) = self._call("GET", f"users?{query}").json
        return user

    def _call(self, method: str, path: str, sent: Any = None) -> Answer:
        answer = ask(
            urllib.request.Request(  # noqa: S310 - Keycloak's own address
                f"{self.address}/admin/realms/{self.realm}/{path}",
                method=method,
                data=None if sent is None else json.dumps(sent).encode(),
                headers={
                    "Authorization": f"Bearer {self._give_token()}",
                    "Content-Type": "application/json",
                },
            )
        )
        if answer.status >= 300:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.text[:500]}")
        return answer

    def _give_token(self) -> str:
        if time.monotonic() >= self._until:
            asked = {
                "grant_type": "password",
                "client_id": "admin-cli",
                "username": "admin",
                "password": self.password,
            }
            answer = ask(
                urllib.request.Request(  # noqa: S310 - Keycloak's own address
                    f"{self.address}/realms/master/protocol/openid-connect/token",
                    data=urllib.parse.urlencode(asked).encode(),
                )
            )
            if answer.status != 200:
                raise AssertionError(f"no token for the administrator: {answer.text[:500]}")
            told = answer.json
            self._token = told["access_token"]
            self._until = time.monotonic() + told["expires_in"] / 2
        return self._token
