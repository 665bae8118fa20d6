"""What the connector makes of two real platforms, and of what goes wrong with them."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from indgang_sdk.calendar import Event, Period
from indgang_sdk.errors import ConnectorError, Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.links import LaunchRequest, Link
from indgang_sdk.people import Readers, Role
from indgang_sdk.settings import Secret
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Card, Item, Mark, Number
from indgang_sdk.week import IsoWeek, PlanKind, TaskKind
from plugins.open_json import plugin
from sandbox.servers.switches import State
from tests.plugins.calling import Call, PlainClient
from tests.plugins.conftest import Turn
from tests.sandbox.asking import ask

DENMARK = ZoneInfo("Europe/Copenhagen")
WEEK_48 = IsoWeek(year=2026, number=48)
TWO_WEEKS = Period(first=date(2026, 11, 23), last=date(2026, 12, 6))
Who = Callable[[str], Call]


def get_client(made: Call) -> PlainClient:
    assert isinstance(made.http, PlainClient)
    return made.http


# --- what is shown --------------------------------------------------------------------------


def test_tasks_are_the_childrens_own(call: Who) -> None:
    made = call("dorte")
    bo, emil = made.viewer.children
    tile = plugin.read_tasks(made.make_context())
    assert tile.parts == (
        Item(
            title="Læs kapitel 4 og 5 i klassens bog",
            detail="Dansk",
            when=date(2026, 11, 26),
            mark=Mark.NOT_DONE,
            child=bo,
            link=Link(launcher="open", target="tasks/1", child=bo),
        ),
        Item(
            title="Billedanalyse: Et maleri fra Skagen",
            detail="Billedkunst",
            when=date(2026, 11, 27),
            mark=Mark.DONE,
            child=emil,
            link=Link(launcher="open", target="tasks/1", child=emil),
        ),
    )
    assert tile.link == Link(launcher="open", target="home")
    assert made.alarms == []


def test_the_overview_of_a_mother_and_of_a_teacher(call: Who) -> None:
    focus = plugin.read_overview(call("dorte").make_context()).parts
    assert [(part.title, part.text) for part in focus if isinstance(part, Card)] == [
        ("Fokuspunkt", "Jeg vil læse højt for en voksen tre gange om ugen")
    ]
    plans = plugin.read_overview(call("anna").make_context()).parts
    assert [(part.value, part.title) for part in plans if isinstance(part, Number)] == [
        (3, "punkter i ugeplanen for 3.B")
    ]


def test_a_tile_without_parts_says_so(call: Who) -> None:
    made = call("anna")
    tile = plugin.read_tasks(made.make_context())
    assert tile.parts == ()
    assert tile.empty == Text(da="Der er ikke noget nyt.", en="There is nothing new.")


def test_two_platforms_fill_the_same_week(call: Who) -> None:
    plans = plugin.read_week(call("dorte").make_context(), WEEK_48)
    letters = plugin.read_week(call("dorte in Klitnæs").make_context(), WEEK_48)
    assert [(item.child.id, item.kind, item.title) for item in plans.items[:2]] == [
        ("bo000001", PlanKind.COMMENT, "Vi skriver instruktioner"),
        ("bo000001", PlanKind.TASK, "Gangetabellerne 3, 4 og 6"),
    ]
    assert [(task.child.id, task.kind, task.is_done) for task in plans.tasks] == [
        ("bo000001", TaskKind.HOMEWORK, False),
        ("emil0001", TaskKind.ASSIGNMENT, True),
    ]
    assert plans.letters == letters.items == letters.tasks == ()
    assert [(each.child.id, each.group) for each in letters.letters] == [
        ("ella0001", "Tanglopperne")
    ]
    assert letters.letters[0].html.startswith("<p>Kære Tanglopper</p>")


def test_events_of_all_pages_come_with_their_readers(call: Who) -> None:
    made = call("dorte")
    events = list(plugin.read_events(made.make_context(), TWO_WEEKS))
    assert [event.key for event in events if isinstance(event, Event)] == ["e1", "e2", "e3", "e4"]
    first = events[0]
    assert isinstance(first, Event)
    assert first.starts_at == datetime(2026, 11, 27, 10, 15, tzinfo=DENMARK)
    assert first.readers == tuple(
        Readers(institution="998101", group="3.B", role=role)
        for role in (Role.PUPIL, Role.GUARDIAN, Role.STAFF)
    )


def test_a_search_finds_what_is_ones_own(call: Who) -> None:
    made = call("bo")
    hits = plugin.search(made.make_context(), "kapitel")
    assert [(hit.title, hit.child) for hit in hits] == [
        ("Læs kapitel 4 og 5 i klassens bog", made.viewer.children[0])
    ]


def test_entries_come_page_by_page_and_name_nobody(call: Who) -> None:
    made = call("dorte")
    first = plugin.read_entries(made.make_context(), "")
    second = plugin.read_entries(made.make_context(), first.cursor)
    assert [entry.key for entry in first.entries + second.entries] == ["home", "aloud", "plan"]
    assert (first.is_last, second.is_last) == (False, True)
    assert all(
        name not in request.headers
        for request in get_client(made).requests
        for name in ("Indgang-Viewer", "Indgang-Children", "Indgang-Roles")
    )


def test_entries_that_have_not_changed_are_not_sent_again(call: Who) -> None:
    made = call("dorte")
    pages = [plugin.read_entries(made.make_context(), "") for _ in range(2)]
    assert pages[0] == pages[1]
    assert [answer.status for answer in get_client(made).answers] == [200, 200, 304]


def test_a_launch_lands_signed_in(call: Who) -> None:
    made = call("dorte")
    bo = made.viewer.children[0]
    destination = plugin.open_system(made.make_context(), LaunchRequest(target="tasks/1", child=bo))
    landed = ask(destination.address, form=destination.fields)
    assert "Du er nu i Læringsstien som Dorte" in landed.text
    assert "?" not in destination.address


def test_the_health_check_tells_what_it_found(call: Who) -> None:
    assert plugin.check(call("dorte").make_context()) == Text(
        da="Læringsstien svarer", en="Læringsstien answers"
    )


# --- what leaves the portal -----------------------------------------------------------------


def test_no_address_says_whom_it_is_about(call: Who) -> None:
    made = call("dorte")
    context = made.make_context()
    plugin.read_overview(context)
    plugin.read_week(context, WEEK_48)
    list(plugin.read_events(context, TWO_WEEKS))
    plugin.search(context, "kapitel")
    plugin.open_system(context, LaunchRequest(child=made.viewer.children[0]))
    requests = get_client(made).requests
    assert any(request.headers.get("Indgang-Viewer") == "dorte001" for request in requests)
    for word in ("dorte001", "bo000001", "emil0001", "kapitel", "hemmelighed"):
        assert [request.address for request in requests if word in request.address] == []


def test_nothing_about_a_person_is_kept_in_memory(call: Who) -> None:
    made = call("dorte")
    context = made.make_context()
    plugin.read_tasks(context)
    plugin.read_week(context, WEEK_48)
    plugin.read_entries(context, "")
    kept = b"".join(made.memory.values.values())
    assert b"aloud" in kept
    for word in (b"bo000001", b"dorte001", b"kapitel"):
        assert word not in kept


def test_a_token_is_asked_for_once(call: Who) -> None:
    made = call("dorte")
    for _ in range(3):
        plugin.read_tasks(made.make_context())
    asked = [each for each in get_client(made).requests if each.address.endswith("/token")]
    assert len(asked) == 1


def test_a_token_that_ended_is_renewed_unseen(call: Who) -> None:
    made = call("dorte")
    whole = plugin.read_tasks(made.make_context())
    made.memory.values = dict.fromkeys(made.memory.values, b"ended")
    assert plugin.read_tasks(made.make_context()) == whole
    assert [answer.status for answer in get_client(made).answers] == [200, 200, 401, 200, 200]


# --- what goes wrong ------------------------------------------------------------------------


def test_CON_21_another_childs_parts_are_dropped_and_the_rest_is_shown(
    call: Who, turn: Turn
) -> None:
    made = call("dorte")
    honest = plugin.read_week(made.make_context(), WEEK_48)
    turn("laeringsstien", State.OTHER_CHILD)
    lied = plugin.read_week(made.make_context(), WEEK_48)
    sent = get_client(made).answers[-1].read_json()["items"]
    assert {item["child"] for item in sent} > {"bo000001", "emil0001"}
    assert lied == honest
    assert len(made.alarms) == 2
    assert all("about a child nobody asked about" in alarm for alarm in made.alarms)


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        (State.ERROR, Unavailable),
        (State.DOWN, Unavailable),
        (State.REFUSING, Refused),
        (State.CUT, UnexpectedAnswer),
        (State.WRONG_SHAPE, UnexpectedAnswer),
    ],
)
def test_CON_01_a_failure_has_its_name_and_is_never_an_empty_answer(
    call: Who, turn: Turn, state: State, failure: type[ConnectorError]
) -> None:
    made = call("dorte")
    context = made.make_context()
    questions: list[Callable[[], object]] = [
        lambda: plugin.read_overview(context),
        lambda: plugin.read_tasks(context),
        lambda: plugin.read_week(context, WEEK_48),
        lambda: list(plugin.read_events(context, TWO_WEEKS)),
        lambda: plugin.search(context, "kapitel"),
        lambda: plugin.read_entries(context, ""),
        lambda: plugin.open_system(context, LaunchRequest()),
        lambda: plugin.check(context),
    ]
    for question in questions:
        question()
    # The token stays, so that it is the question itself that fails.
    made.memory.values = {
        key: value for key, value in made.memory.values.items() if key.startswith("token ")
    }
    turn("laeringsstien", state)
    for question in questions:
        with pytest.raises(failure):
            question()


def test_a_system_that_is_too_slow_is_unavailable(call: Who, turn: Turn) -> None:
    made = call("dorte")
    made.http = PlainClient(timeout=0.05)
    turn("laeringsstien", State.SLOW, seconds=20)
    with pytest.raises(Unavailable):
        plugin.read_tasks(made.make_context())


def test_the_wrong_secret_is_refused(call: Who) -> None:
    made = call("dorte")
    made.settings = made.settings.model_copy(update={"client_secret": Secret("canary-secret")})
    with pytest.raises(Refused) as raised:
        plugin.read_tasks(made.make_context())
    assert "canary" not in str(raised.value)
