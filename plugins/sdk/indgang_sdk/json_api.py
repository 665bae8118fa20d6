"""JSON over HTTP as most systems have it: client credentials, pages, and asking for changes only.

```python
api = JsonApi(
    context,
    address=settings.address,
    credentials=ClientCredentials(
        token_address=settings.token_address,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
    ),
)
loans = api.read("/loans", list[Loan])
```
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, Field

from indgang_sdk.conditional import ask_for_changes
from indgang_sdk.connectors import Context, Memory
from indgang_sdk.errors import Refused, UnexpectedAnswer
from indgang_sdk.http import Answer
from indgang_sdk.settings import Secret

MOST_PAGES = 50
# A token is asked for anew a little before it ends, and at the latest after this long.
TOKEN_MARGIN = timedelta(seconds=30)
LONGEST_TOKEN = timedelta(hours=1)
# What OAuth 2.0 answers with status 400 when it is the settings that are wrong.
REFUSALS = frozenset({"invalid_client", "unauthorized_client", "invalid_scope", "access_denied"})
UNAUTHORIZED, FORBIDDEN, BAD_REQUEST = 401, 403, 400
M = TypeVar("M")


@dataclass(frozen=True, kw_only=True)
class ClientCredentials:
    """What a token is got for, as OAuth 2.0 has it (RFC 6749, 4.4)."""

    token_address: str
    client_id: str
    client_secret: Secret = field(repr=False)
    scope: str = ""


class Token(BaseModel):
    """What a token's server answers. Letters that do not belong into a header are refused."""

    access_token: str = Field(pattern=r"^[A-Za-z0-9._~+/-]+=*$", max_length=8000)
    token_type: str = Field(pattern=r"^[Bb][Ee][Aa][Rr][Ee][Rr]$")
    expires_in: int = Field(default=300, ge=0)


class TokenRefusal(BaseModel):
    """Why a token's server gives none."""

    error: str = ""


class JsonApi:
    """A system's interface below one address; `headers` go with every question.

    Raises the contract's failures. Each question goes out with a token if there are
    `credentials`; one that the system no longer takes is renewed once.
    """

    def __init__(
        self,
        context: Context[Any],
        *,
        address: str,
        credentials: ClientCredentials | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._http, self._memory = context.http, context.memory
        self._address = address.rstrip("/")
        self._credentials = credentials
        self._headers = {"Accept": "application/json", **(headers or {})}

    def read(
        self,
        path: str,
        model: type[M],
        *,
        query: Mapping[str, str | int] | None = None,
        kept_in: Memory | None = None,
    ) -> M:
        """The answer of an address as a pydantic model, or a type such as `list[Model]`.

        With `kept_in` the answer is kept together with the tag that the system gave it, and the
        system is asked only whether it has changed. `context.memory` is the place for what is
        about nobody. What is about a person has no such place: the portal itself keeps it for its
        source's `max_age`, and then asks for the whole.
        """
        return self._read(
            path, lambda answer: answer.read_model(model), query=query, kept_in=kept_in
        )

    def send(self, path: str, value: Any, model: type[M], *, repeatable: bool = False) -> M:
        """Sends a value as JSON, and the answer as a model."""
        where = f"{self._address}{path}"
        answer = self._ask(
            lambda headers: self._http.post_json(
                where, value, headers=headers, repeatable=repeatable
            )
        )
        return answer.read_model(model)

    def read_pages(
        self,
        path: str,
        model: type[M],
        find_next: Callable[[M], str],
        *,
        query: Mapping[str, str | int] | None = None,
        most: int = MOST_PAGES,
    ) -> Iterator[M]:
        """Every page of a list; `find_next` finds in one the `cursor` of the next, or "".

        Raises `UnexpectedAnswer` for more than `most` pages, and for a list that bites its tail.
        """
        cursor, seen = "", {""}
        for _ in range(most):
            asked = {**(query or {}), **({"cursor": cursor} if cursor else {})}
            page = self.read(path, model, query=asked)
            yield page
            cursor = find_next(page)
            if not cursor:
                return
            if cursor in seen:
                raise UnexpectedAnswer("the list leads back to a page that was read already")
            seen.add(cursor)
        raise UnexpectedAnswer(f"the list has more than {most} pages")

    def get(
        self,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        kept_in: Memory | None = None,
    ) -> Answer:
        """A successful answer as it came; see `read`."""
        return self._read(path, lambda answer: answer, query=query, kept_in=kept_in)

    def _read(
        self,
        path: str,
        read: Callable[[Answer], M],
        *,
        query: Mapping[str, str | int] | None,
        kept_in: Memory | None,
    ) -> M:
        where = f"{self._address}{path}"
        return ask_for_changes(
            lambda marks: self._ask(
                lambda headers: self._http.get(where, query=query, headers={**headers, **marks})
            ),
            read=read,
            kept_in=kept_in,
            key=self._make_key(path, query),
        )

    def _ask(self, ask: Callable[[Mapping[str, str]], Answer]) -> Answer:
        if self._credentials is None:
            return ask(self._headers).require_ok()
        kept = self._memory.get(self._token_key)
        token = kept.decode() if kept else self._fetch_token(self._credentials)
        answer = ask({**self._headers, "Authorization": f"Bearer {token}"})
        if answer.status == UNAUTHORIZED and kept:
            token = self._fetch_token(self._credentials)
            answer = ask({**self._headers, "Authorization": f"Bearer {token}"})
        return answer.require_ok()

    def _fetch_token(self, credentials: ClientCredentials) -> str:
        fields = {"grant_type": "client_credentials"}
        if credentials.scope:
            fields["scope"] = credentials.scope
        answer = self._http.post_form(
            credentials.token_address,
            fields,
            headers={"Accept": "application/json", "Authorization": _write_basic(credentials)},
            repeatable=True,
        )
        if answer.status == FORBIDDEN or (
            answer.status == BAD_REQUEST and answer.read_model(TokenRefusal).error in REFUSALS
        ):
            raise Refused("the system gives no token for these settings")
        token = answer.require_ok().read_model(Token)
        # Some systems name more seconds than a timedelta holds.
        counted = min(token.expires_in, (LONGEST_TOKEN + TOKEN_MARGIN).total_seconds())
        lasts = timedelta(seconds=counted) - TOKEN_MARGIN
        if lasts > timedelta():
            self._memory.put(self._token_key, token.access_token.encode(), max_age=lasts)
        return token.access_token

    @property
    def _token_key(self) -> str:
        given = self._credentials
        assert given is not None  # noqa: S101 - asked for only with credentials
        return f"token {_digest(given.token_address, given.client_id, given.scope)}"

    def _make_key(self, path: str, query: Mapping[str, str | int] | None) -> str:
        asked = [f"{name}={value}" for name, value in sorted((query or {}).items())]
        sent = [f"{name}: {value}" for name, value in sorted(self._headers.items())]
        return f"answer {_digest(self._address, path, *asked, *sent)}"


def _write_basic(credentials: ClientCredentials) -> str:
    # RFC 6749, 2.3.1: both are encoded as in a form before they are put together.
    pair = f"{quote(credentials.client_id, safe='')}:" + quote(
        credentials.client_secret.get_secret_value(), safe=""
    )
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
