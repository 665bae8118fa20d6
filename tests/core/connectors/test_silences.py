"""Systems that fail for days: one quiet line for people, one mail to administrators."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.access.models import EditingRight, Right
from core.access.operations import grant_rights
from core.connectors.configuration import operations
from core.connectors.models import Circuit, FailingSource, Standing
from core.connectors.office.testing import try_connection
from core.connectors.running.outcomes import Answered, Failed, FailureKind
from core.connectors.running.silences import (
    FORGOTTEN_AFTER,
    QUIET_AFTER,
    forget_old_failures,
    note_source,
)
from core.connectors.telling import tell_administrators
from core.people.models import Institution
from core.tasks.models import OutboxMail
from indgang_sdk.errors import Unavailable
from indgang_sdk.settings import Layer
from indgang_sdk.tiles import Tile
from indgang_sdk.week import Week
from tests.core.connectors.conftest import BY, NOW, configure, find, sign_in
from tests.core.connectors.systems import library, platform
from tests.core.connectors.test_tiles import read_box, words_of

DAY = timedelta(days=1)
LATER = NOW + QUIET_AFTER
QUIET = "has not answered for several days."
KNOWN = "The municipality has been told."


@pytest.fixture
def fail():
    """Has the box of the library fail until a test mends it."""

    def raise_error(context):
        raise Unavailable("gone")

    library.behaviour["tile"] = raise_error
    return lambda: library.behaviour.pop("tile")


def read_on_days(books, at_moment, *days):
    """What Dorte reads on some days from the first on, each in a browser of its own."""
    read, passed = [], 0
    for day in days:
        at_moment.shift((day - passed) * DAY)
        passed = day
        read.append(words_of(read_box(sign_in("dorte"), books)))
    return read


def note(connection, source="loans", *, on, kind=FailureKind.UNAVAILABLE):
    Circuit.objects.get_or_create(pk=connection.pk)
    note_source(connection.pk, None, source, Failed(kind=kind), now=on)


def test_after_three_days_people_read_one_quiet_line(books, fail, at_moment):
    words = read_on_days(books, at_moment, 0, 2, 3)
    assert [QUIET in text for text in words] == [False, False, True]
    assert "does not answer right now" in words[1]
    assert b"quiet-line" in read_box(sign_in("dorte"), books).content


def test_while_it_rests_the_line_is_quiet_too(books, fail, at_moment):
    read_on_days(books, at_moment, 0, 1, 2, 3)
    for _ in range(5):
        read_box(sign_in("dorte"), books)
    assert Circuit.objects.get().probe_at is not None
    assert QUIET in words_of(read_box(sign_in("dorte"), books))


def test_an_answer_between_begins_anew(books, fail, at_moment):
    read_on_days(books, at_moment, 0, 2)
    raises = library.behaviour["tile"]
    fail()
    read_box(sign_in("dorte"), books)
    assert (FailingSource.objects.count(), Circuit.objects.get().failing_since) == (0, None)
    library.behaviour["tile"] = raises
    assert QUIET not in read_on_days(books, at_moment, 1)[0]


def test_one_failure_and_three_quiet_days_are_no_silence(books):
    note(books, on=NOW)
    assert tell_administrators(now=LATER) == 0
    note(books, on=LATER)
    assert tell_administrators(now=LATER) == 1


def test_a_dead_box_beside_a_source_that_answers_is_noticed(plans, at_moment):
    def raise_error(context):
        raise Unavailable("gone")

    platform.behaviour["tile"] = raise_error
    for day in range(4):
        at_moment.move_to(NOW + day * DAY)
        client = sign_in("dorte")
        words = words_of(read_box(client, plans, "plan"))
        platform.behaviour["week"] = lambda context, week: Week()
        assert client.get(reverse("week_content")).status_code == 200
    assert FailingSource.objects.get().source == "plan"
    assert QUIET in words
    assert tell_administrators(now=LATER) == 1


def test_a_success_of_another_source_costs_one_look(plans, django_assert_num_queries):
    note(plans, "plan", on=NOW)
    circuit = Circuit.objects.get()
    with django_assert_num_queries(3):
        answered = Answered(value=Tile(), fetched_at=NOW)
        note_source(plans.pk, circuit, "week", answered, now=NOW)
    assert Circuit.objects.get().failing_since == NOW


def test_administrators_are_told_once(books):
    for day in range(5):
        note(books, on=NOW + day * DAY)
        assert tell_administrators(now=NOW + day * DAY) == (1 if day == 3 else 0)
    mail = OutboxMail.objects.get()
    assert mail.person.unilogin == "henrik"
    assert mail.subject == "BogKassen has not answered as it should for three days"
    assert f"/kontor/998001/integrationer/{books.pk}/" in mail.body


def test_they_are_told_again_of_what_begins_to_fail_later(books):
    for day in (0, 3, 6):
        note(books, on=NOW + day * DAY)
    assert tell_administrators(now=NOW + 6 * DAY) == 1
    for day in (7, 10):
        note(books, "other", on=NOW + day * DAY)
    assert tell_administrators(now=NOW + 10 * DAY) == 1
    assert OutboxMail.objects.count() == 2


def test_that_somebody_knows_is_said_only_when_somebody_was_told(books, fail, at_moment, caplog):
    EditingRight.objects.filter(right=Right.CONNECT).delete()
    words = read_on_days(books, at_moment, 0, 3)[-1]
    assert tell_administrators(now=LATER) == 0
    assert "there is nobody to tell" in caplog.text
    assert (QUIET in words, KNOWN in words_of(read_box(sign_in("dorte"), books))) == (True, False)
    place = Institution.objects.get(key="998001")
    grant_rights(person_id=find("henrik").pk, institution_id=place.pk, rights=[Right.CONNECT])
    assert tell_administrators(now=LATER) == 1
    assert f"{QUIET} {KNOWN}" in words_of(read_box(sign_in("dorte"), books))


def test_a_mail_that_cannot_be_promised_keeps_no_other_back(books, plans, caplog):
    type(books).objects.filter(pk=books.pk).update(title="hjælp@library.example")
    for connection in (books, plans):
        for day in (0, 3):
            note(connection, on=NOW + day * DAY)
    assert tell_administrators(now=LATER) == 1
    assert OutboxMail.objects.get().subject.startswith("MinPlan")
    assert "nobody could be told" in caplog.text
    told = FailingSource.objects.exclude(told_at=None)
    assert [row.connection_id for row in told] == [plans.pk]


@pytest.mark.parametrize("change", [{"is_on": False}, {"is_paused": True}])
def test_nobody_is_told_of_what_is_not_asked(books, change):
    for day in (0, 3):
        note(books, on=NOW + day * DAY)
    type(books).objects.update(**change)
    assert tell_administrators(now=LATER) == 0
    type(books).objects.update(is_on=True, is_paused=False)
    assert tell_administrators(now=LATER) == 1


def fill_in(books):
    offer = configure(books).offer
    values = {"address": "https://library.example/api"}
    operations.fill_in(books, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)


@pytest.mark.parametrize(
    ("act", "begins_anew"),
    [
        (fill_in, True),
        (lambda books: operations.approve(configure(books), by=BY), True),
        (lambda books: operations.pause(books, paused=True, by=BY), True),
        (lambda books: operations.switch(books, on=True, by=BY), True),
        (
            lambda books: operations.place_tile(
                books, "loans", unit="998101", standing=Standing.OFFERED, by=BY
            ),
            False,
        ),
        (
            lambda books: operations.rename(books, title="B", when_down="", english="", by=BY),
            False,
        ),
    ],
)
def test_only_what_may_change_the_answer_begins_anew(books, act, begins_anew):
    note(books, on=NOW)
    Circuit.objects.update(failures=5, probe_at=NOW)
    act(books)
    circuit = Circuit.objects.get()
    expected = (False, None, None) if begins_anew else (True, NOW, NOW)
    assert (FailingSource.objects.exists(), circuit.failing_since, circuit.probe_at) == expected


@pytest.mark.parametrize("kind", [FailureKind.BUSY, FailureKind.FORBIDDEN, FailureKind.NOT_ASKED])
def test_what_says_nothing_of_the_system_is_no_silence(books, kind):
    note(books, on=NOW, kind=kind)
    assert not FailingSource.objects.exists()
    note(books, on=NOW, kind=FailureKind.CRASHED)
    assert FailingSource.objects.exists()


def test_what_nobody_asks_any_more_is_forgotten(books, plans):
    note(books, on=NOW)
    note(plans, "plan", on=NOW + FORGOTTEN_AFTER)
    forget_old_failures(now=NOW + FORGOTTEN_AFTER + DAY)
    assert [row.source for row in FailingSource.objects.all()] == ["plan"]
    since = dict(Circuit.objects.values_list("connection", "failing_since"))
    assert since == {books.pk: None, plans.pk: NOW + FORGOTTEN_AFTER}


def test_a_connection_that_was_tried_is_no_silence(books):
    def fail(context):
        raise Unavailable("gone")

    library.behaviour["health"] = fail
    (tried,) = try_connection(configure(books), place=None, now=NOW)
    assert tried.failure is FailureKind.UNAVAILABLE
    assert not FailingSource.objects.exists()
    assert Circuit.objects.get().failing_since is None
    # That the system was not there counts all the same.
    assert Circuit.objects.get().failures == 1
    del library.behaviour["health"]
    Circuit.objects.update(probe_at=NOW + timedelta(hours=1))
    (tried,) = try_connection(configure(books), place=None, now=NOW)
    assert tried.failure is None
