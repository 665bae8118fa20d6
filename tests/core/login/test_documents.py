"""What providers publish: asked for seldom, kept for all processes, and used while one is down."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core.login.documents import MOST_BYTES, PAUSE, TIME_LIMIT, read_document
from core.login.models import ProviderDocument
from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import HostNotApproved, Unavailable
from indgang_sdk.http import Answer, HttpClient, Request
from tests.core.login.refusing import refused

NOW = datetime(2026, 11, 30, 7, 45, tzinfo=UTC)
ADDRESS = "https://broker.example/metadata.xml"
KIND = ProviderDocument.Kind.SAML_METADATA
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


class Publisher(HttpClient):
    """Answers what a test says, and notes what it was asked."""

    def __init__(self, text: str = "one") -> None:
        self.answer = Answer(status=200, body=text.encode())
        self.failure: Exception | None = None
        self.requests: list[Request] = []
        self.meanwhile = lambda: None

    def send(self, request: Request) -> Answer:
        self.requests.append(request)
        self.meanwhile()
        if self.failure:
            raise self.failure
        return self.answer

    def publish(self, text: str) -> None:
        self.answer, self.failure = Answer(status=200, body=text.encode()), None

    def read(self, now: datetime, *, address=ADDRESS, **options) -> str:
        return read_document(
            KIND, address, client=self, now=now, fresh_for=HOUR, usable_for=DAY, **options
        )


def test_a_document_is_asked_for_again_when_it_is_no_longer_fresh() -> None:
    publisher = Publisher()
    assert publisher.read(NOW) == "one"
    publisher.publish("two")
    assert publisher.read(NOW + HOUR - SECOND) == "one"
    assert publisher.read(NOW + HOUR) == "two"
    assert len(publisher.requests) == 2
    assert all(request.within == TIME_LIMIT for request in publisher.requests)


def test_while_the_provider_is_down_the_last_one_does_for_a_day() -> None:
    publisher = Publisher()
    publisher.read(NOW)
    publisher.failure = Unavailable("gone")
    assert publisher.read(NOW + HOUR) == "one"
    assert publisher.read(NOW + DAY - SECOND) == "one"
    with refused(Reason.PROVIDER_DOWN, "Unavailable"):
        publisher.read(NOW + DAY + PAUSE)
    publisher.publish("two")
    assert publisher.read(NOW + DAY + 2 * PAUSE) == "two"


def test_a_provider_that_is_down_is_asked_once_a_minute() -> None:
    publisher = Publisher()
    publisher.read(NOW)
    publisher.failure = Unavailable("gone")
    for seconds in range(60):
        assert publisher.read(NOW + HOUR + seconds * SECOND) == "one"
    assert len(publisher.requests) == 2
    assert publisher.read(NOW + HOUR + PAUSE) == "one"
    assert len(publisher.requests) == 3


def test_where_there_is_nothing_yet_a_provider_is_not_asked_all_the_time_either() -> None:
    publisher = Publisher()
    publisher.failure = Unavailable("gone")
    with refused(Reason.PROVIDER_DOWN, "Unavailable"):
        publisher.read(NOW)
    for seconds in range(5, 60):
        with refused(Reason.PROVIDER_DOWN, "asked in vain a moment ago"):
            publisher.read(NOW + seconds * SECOND)
    assert len(publisher.requests) == 1
    publisher.publish("one")
    assert publisher.read(NOW + PAUSE) == "one"


def test_who_comes_while_the_first_is_asking_asks_too() -> None:
    """In a new portal the first two people sign in at once: neither is turned away."""
    first, second = Publisher(), Publisher()
    found = []
    first.meanwhile = lambda: found.append(second.read(NOW + SECOND))
    assert [first.read(NOW), *found] == ["one", "one"]


def test_who_comes_while_it_is_renewed_does_not_wait() -> None:
    first, second = Publisher(), Publisher()
    first.read(NOW)
    found = []
    first.publish("two")
    first.meanwhile = lambda: found.append(second.read(NOW + HOUR))
    assert first.read(NOW + HOUR) == "two"
    assert (found, second.requests) == (["one"], [])


def test_after_a_quiet_weekend_nobody_is_turned_away() -> None:
    first, second = Publisher(), Publisher()
    first.read(NOW)
    found = []
    first.meanwhile = lambda: found.append(second.read(NOW + 3 * DAY))
    assert [first.read(NOW + 3 * DAY), *found] == ["one", "one"]


def test_a_text_that_is_no_good_does_not_take_the_place_of_the_last_one() -> None:
    def check(text: str) -> None:
        if text != "one":
            raise Rejected(Reason.NOT_SET_UP, "another")

    publisher = Publisher("bad")
    with refused(Reason.NOT_SET_UP, "another"):
        publisher.read(NOW, check=check)
    publisher.publish("one")
    assert publisher.read(NOW + PAUSE, check=check) == "one"
    publisher.publish("bad")
    assert publisher.read(NOW + PAUSE + HOUR, check=check) == "one"
    assert ProviderDocument.objects.get().text == "one"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=200, body=b"a" * (MOST_BYTES + 1)), Reason.PROVIDER_DOWN),
        (Answer(status=200), Reason.PROVIDER_DOWN),
        (Answer(status=200, body=b"a\0"), Reason.PROVIDER_DOWN),
        (Answer(status=200, body=b"\xff"), Reason.PROVIDER_DOWN),
        (Answer(status=404, body=b"not here"), Reason.PROVIDER_DOWN),
        (Answer(status=302, body=b"elsewhere"), Reason.PROVIDER_DOWN),
        (Answer(status=503), Reason.PROVIDER_DOWN),
        (HostNotApproved("no"), Reason.NOT_SET_UP),
    ],
)
def test_what_is_no_document_is_not_kept(answer, reason) -> None:
    publisher = Publisher("a" * MOST_BYTES)
    if isinstance(answer, Answer):
        good, publisher.answer = publisher.answer, answer
    else:
        good, publisher.failure = publisher.answer, answer
    with refused(reason):
        publisher.read(NOW)
    publisher.publish(good.body.decode())
    assert len(publisher.read(NOW + PAUSE)) == MOST_BYTES


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_provider_is_asked() -> None:
    publisher = Publisher()
    seen = []
    publisher.meanwhile = lambda: seen.append(connection.in_atomic_block)
    publisher.read(NOW)
    publisher.read(NOW + HOUR)
    assert seen == [False, False]


def test_a_fresh_document_is_one_query(django_assert_num_queries) -> None:
    publisher = Publisher()
    publisher.read(NOW)
    with django_assert_num_queries(1):
        publisher.read(NOW)


def test_an_address_is_not_longer_than_can_be_kept() -> None:
    publisher = Publisher()
    assert publisher.read(NOW, address=ADDRESS.ljust(1000, "x")) == "one"
    with refused(Reason.NOT_SET_UP, "an address that is too long"):
        publisher.read(NOW, address=ADDRESS.ljust(1001, "x"))
    assert len(publisher.requests) == 1


def test_each_address_and_kind_is_kept_by_itself() -> None:
    first, second = Publisher("one"), Publisher("two")
    assert first.read(NOW) == "one"
    assert second.read(NOW, address=ADDRESS + "?x") == "two"
    keys = ProviderDocument.Kind.OIDC_KEYS
    options = {"client": second, "now": NOW, "fresh_for": HOUR, "usable_for": DAY}
    assert read_document(keys, ADDRESS, **options) == "two"
    assert first.read(NOW) == "one"
