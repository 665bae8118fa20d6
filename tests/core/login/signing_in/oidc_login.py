"""A login by OpenID Connect as a browser goes through it, with a provider on this machine."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client
from structlog.testing import capture_logs

from tests.core.login.oidc.played_provider import PlayedProvider
from tests.core.login.signing_in.browsers import read_who

WHO = "dorte"


@dataclass(kw_only=True)
class OidcLogin:
    """One provider's login in one browser; `asked` is where it was last sent to."""

    key: str
    provider: PlayedProvider
    client: Client
    asked: str = ""
    refused_for: list[str] = field(default_factory=list)

    @property
    def answer_path(self) -> str:
        return f"/log-ind/oidc/{self.key}/svar"

    @property
    def question(self) -> dict[str, str]:
        """What the provider was last asked."""
        return dict(parse_qsl(urlsplit(self.asked).query))

    def begin(self, *, client: Client | None = None, **query: Any) -> str:
        """Presses the button: where the browser is sent to."""
        return self.follow((client or self.client).get(f"/log-ind/med/{self.key}/", query))

    def follow(self, response: HttpResponse) -> str:
        """Goes to the provider, where the portal has sent the browser."""
        assert response.status_code == 302, response.content.decode()
        self.asked = response["Location"]
        assert self.asked.startswith(f"{self.provider.issuer}/auth?")
        return self.asked

    def answer(self, who: str = WHO, loa: str = "EnFaktor", **claims: Any) -> str:
        """What the browser brings back when somebody has signed in at the provider."""
        said = {"uniid": who, "loa": loa, "sub": f"name-of-{who}"}
        self.provider.claims = {**said, **claims}
        return self.provider.sign_in(self.asked)

    def bring(self, query_string: str, *, client: Client | None = None) -> HttpResponse:
        """Comes back to the portal."""
        browser = client or self.client
        return self.watch(lambda: browser.get(f"{self.answer_path}?{query_string}"))

    def watch(self, ask: Any) -> HttpResponse:
        """An answer of the portal, with what it wrote down of why it refused."""
        with capture_logs() as lines:
            response: HttpResponse = ask()
        self.refused_for += [line["reason"] for line in lines if line["event"] == "sign-in refused"]
        return response

    def sign_in(self, who: str = WHO, *, client: Client | None = None, **claims: Any) -> Any:
        """The whole way with an honest answer."""
        self.begin(client=client)
        return self.bring(self.answer(who, **claims), client=client)

    def post_logout(self, token: str) -> HttpResponse:
        """The provider's server says that somebody has signed out."""
        path = f"/log-ind/oidc/{self.key}/bagkanal"
        return self.watch(lambda: Client().post(path, {"logout_token": token}))

    def frame_logout(self, **query: str) -> HttpResponse:
        """The provider's page frames the address that ends a session."""
        path = f"/log-ind/oidc/{self.key}/frontkanal?{urlencode(query)}"
        return self.watch(lambda: Client().get(path))

    def who(self, client: Client | None = None) -> str:
        """Whose session the browser has; "" for nobody's."""
        return read_who(client or self.client)
