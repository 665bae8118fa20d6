"""A query that is compiled once answers as the queryset that it was written as."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from core.compiled_queries import MOST_LISTED, CompiledQuery
from core.connectors.models import Circuit, Connection, Standing, TileRule
from core.login.models import Session
from core.people.models import Institution, Municipality

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def connections(db):
    places = [Municipality.objects.create(code=code, name=code) for code in ("901", "902")]
    made = [
        Connection.objects.create(
            municipality=place, connector="x", title=title, changed_at=NOW, values={"a": [1, None]}
        )
        for place, title in zip([*places, places[0]], ("B", "A", "C"), strict=True)
    ]
    Circuit.objects.create(connection=made[0], probe_at=NOW, failures=2)
    return made


def count_compilations(monkeypatch):
    seen = []
    real = QuerySet.filter

    def filter_and_note(self, *args, **named):
        seen.append(named)
        return real(self, *args, **named)

    monkeypatch.setattr(QuerySet, "filter", filter_and_note)
    return seen


def read_all(rows):
    """The rows with everything that is selected beside them."""
    return [
        (
            {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields},
            row.municipality.name,
            getattr(row, "circuit", None) and (row.circuit.failures, row.circuit.probe_at),
        )
        for row in rows
    ]


def write(ids):
    rows = Connection.objects.select_related("circuit", "municipality").order_by("title")
    return rows.filter(pk__in=ids)


def test_models_come_with_those_beside_them(connections, django_assert_num_queries):
    query = CompiledQuery(write)
    ids = [connections[0].pk, connections[1].pk]
    expected = read_all(write(ids))
    for _ in range(2):
        with django_assert_num_queries(1):
            found = read_all(query.ask(ids=ids))
        assert found == expected
    assert [beside for *_, beside in expected] == [None, (2, NOW)]


def test_each_asks_with_values_of_its_own(connections):
    query = CompiledQuery(write)
    assert [row.title for row in query.ask(ids={connections[0].pk})] == ["B"]
    assert [row.title for row in query.ask(ids={connections[2].pk})] == ["C"]
    assert [row.title for row in query.ask(ids=[row.pk for row in connections])] == ["A", "B", "C"]
    assert query.ask(ids=[0]) == []


def test_it_is_written_once_for_each_number_of_values(connections, monkeypatch):
    query = CompiledQuery(write)
    written = count_compilations(monkeypatch)
    query.ask(ids=[1])
    assert len(written) == 1
    query.ask(ids=[connections[0].pk])
    assert len(written) == 1
    query.ask(ids=[1, 2])
    assert len(written) == 2


@pytest.mark.parametrize("count", [0, MOST_LISTED + 1])
def test_no_values_and_many_are_asked_as_django_does(connections, monkeypatch, count):
    query = CompiledQuery(write)
    ids = [connections[0].pk, *(-number for number in range(1, MOST_LISTED + 1))][:count]
    written = count_compilations(monkeypatch)
    found = [query.ask(ids=ids), query.ask(ids=ids)]
    assert found == [connections[:1] if count else []] * 2
    assert len(written) == 2


def test_columns_come_in_the_order_in_which_they_are_named(connections):
    query = CompiledQuery(
        lambda code: (
            Connection.objects.filter(municipality__code=code)
            .order_by("-title")
            .values_list("municipality__name", "values", "title")
        )
    )
    assert query.ask(code="901") == [("901", {"a": [1, None]}, "C"), ("901", {"a": [1, None]}, "B")]
    assert query.ask(code="902") == [("902", {"a": [1, None]}, "A")]


def test_several_values_go_where_they_belong(connections):
    for unit, source in (("901", "a"), ("902", "a"), ("901", "b")):
        TileRule.objects.create(
            connection=connections[0],
            source=source,
            unit=unit,
            standing=Standing.LOCKED,
            roles=["x"],
        )
    query = CompiledQuery(
        lambda units, connection, source: TileRule.objects.filter(
            connection=connection, source=source, unit__in=units
        ).order_by("pk")
    )
    own = {"connection": connections[0].pk}
    found = query.ask(units=["901", "902"], source="a", **own)
    assert [(rule.unit, rule.roles) for rule in found] == [("901", ["x"]), ("902", ["x"])]
    assert [rule.source for rule in query.ask(units=["902", "901"], source="b", **own)] == ["b"]
    assert query.ask(units=["901", "902"], source="a", connection=connections[1].pk) == []


def test_lists_of_relations_are_compared_by_their_column(connections):
    Institution.objects.create(
        municipality=connections[0].municipality, key="901001", name="Skole", kind="school"
    )
    query = CompiledQuery(lambda places: Institution.objects.filter(municipality__pk__in=places))
    assert [row.key for row in query.ask(places=[connections[0].municipality_id])] == ["901001"]
    assert query.ask(places=[connections[1].municipality_id]) == []


def test_moments_and_days_are_compared_as_such(db):
    Session.objects.create(session_key="a", session_data="", expire_date=NOW)
    moments = CompiledQuery(lambda moment: Session.objects.filter(expire_date__gt=moment))
    assert [row.expire_date for row in moments.ask(moment=NOW - timedelta(seconds=1))] == [NOW]
    assert moments.ask(moment=NOW) == []
    days = CompiledQuery(lambda day: Session.objects.filter(expire_date__date__lte=day))
    assert len(days.ask(day=date(2026, 11, 30))) == 1
    assert days.ask(day=date(2026, 11, 29)) == []
