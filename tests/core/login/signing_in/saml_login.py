"""A login by SAML as a browser goes through it, with a provider that says what a test wants."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from structlog.testing import capture_logs

from core.login.models import Session
from core.login.refusals import Reason
from core.people.models import Person
from tests.core.login.signing_in.browsers import read_who
from tests.identity_provider.answers import Answer, IdentityProvider
from tests.identity_provider.received import Received, read_redirect
from tests.identity_provider.responses import encode_post, write_response

WHO = "dorte"


@dataclass(kw_only=True)
class SamlLogin:
    """One provider's login in one browser; `asked` is the portal's last question."""

    key: str
    provider: IdentityProvider
    client: Client
    asked: Received | None = None
    refused_for: list[str] = field(default_factory=list)

    @property
    def answer_path(self) -> str:
        return f"/log-ind/saml/{self.key}/svar"

    @property
    def answer_address(self) -> str:
        return f"http://localhost:8000{self.answer_path}"

    @property
    def entity_id(self) -> str:
        return f"http://localhost:8000/log-ind/saml/{self.key}/metadata.xml"

    def begin(self, **query: Any) -> Received:
        """Presses the button, and reads the question that the provider gets."""
        response = self.client.get(f"/log-ind/med/{self.key}/", query)
        assert response.status_code == 302, response.content.decode()
        self.asked = read_redirect(response["Location"])
        return self.asked

    def answer(self, who: str = WHO, loa: str = "EnFaktor", **changes: Any) -> Answer:
        """The honest answer to the portal's last question, with some fields changed."""
        attributes = changes.pop("attributes", {"uniid": (who,), "loa": (loa,)})
        honest = self.provider.answer(
            now=timezone.now(),
            name_id=f"name-of-{who}",
            acs_address=self.answer_address,
            audience=self.entity_id,
            in_response_to=self.asked.id if self.asked else None,
            attributes=attributes,
        )
        return replace(honest, **changes)

    def post(
        self, answer: Answer | bytes | str, *, client: Client | None = None, **form: str
    ) -> HttpResponse:
        """Brings an answer to the portal, and goes on as a browser does that may."""
        browser = client or self.client
        if isinstance(answer, Answer):
            answer = write_response(answer)
        text = encode_post(answer) if isinstance(answer, bytes) else answer
        with capture_logs() as lines:
            # From another site no cookies come along.
            stranger = Client()
            response = stranger.post(self.answer_path, {"SAMLResponse": text, **form})
            if response.status_code == 303:
                response = browser.get(response["Location"])
        self.refused_for += [line["reason"] for line in lines if line["event"] == "sign-in refused"]
        return response

    def sign_in(self, who: str = WHO, **changes: Any) -> HttpResponse:
        """The whole way with an honest answer."""
        self.begin()
        return self.post(self.answer(who, **changes))

    def go_on_as(
        self, who: str, page: HttpResponse, *, client: Client | None = None
    ) -> HttpResponse:
        """Presses the button for somebody on the page that asks whom to sign in as."""
        handle = page.content.decode().partition('name="svar" value="')[2].partition('"')[0]
        person = Person.objects.get(unilogin=who)
        form = {"svar": handle, "person": person.pk}
        response: HttpResponse = (client or self.client).post("/log-ind/vaelg/", form)
        return response

    def who(self, client: Client | None = None) -> str:
        """Whose session the browser has; "" for nobody's."""
        return read_who(client or self.client)

    def expect_refusal(self, answer: Answer | bytes | str, reason: Reason, **form: str) -> None:
        """The answer is refused for this reason, and the honest one to the same question is not."""
        response = self.post(answer, **form)
        assert self.refused_for[-1:] == [reason.value], (self.refused_for, response.status_code)
        assert 400 <= response.status_code < 500
        assert Session.objects.count() == 0
        assert self.who() == ""
        response = self.post(self.answer())
        assert response.status_code == 302, f"the control fails: {self.refused_for}"
        assert self.who() == WHO
        assert Session.objects.get().person == Person.objects.get(unilogin=WHO)
