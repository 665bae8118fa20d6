"""The kind of system that a municipality chooses, and that no place has two of some kinds."""

import json

import pytest

from core.audit.models import Entry
from core.connectors.configuration import operations
from core.connectors.configuration.categories import find_category_of
from core.connectors.configuration.files import InvalidFile, apply_file, read_file, write_file
from core.connectors.configuration.operations import AnotherInUse, InvalidSettings
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
from indgang_sdk.connectors import Category
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, configure

SCHOOLS = {"998001", "998101", "998102"}


def fill_in(connection, **changed):
    offer = read_registry().find(connection.connector)
    values = {**connection.values, **changed}
    operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)


def kinds():
    return {each.title: find_category_of(each) for each in Connection.objects.all()}


def test_a_library_by_open_json_runs_beside_the_learning_platform(connect_as, plans):
    library = connect_as("BogKassen", "library")
    assert (configure(library).runs, configure(plans).runs) == (True, True)
    assert configure(library).category is Category.LIBRARY
    assert configure(plans).category is Category.LEARNING_PLATFORM
    assert {place.key for place in configure(library).institutions} == SCHOOLS
    assert {place.key for place in configure(plans).institutions} == SCHOOLS


def test_of_a_kind_of_which_there_may_be_several_there_may(connect_as):
    assert configure(connect_as("BogKassen", "library")).runs
    assert configure(connect_as("Bogbussen", "library")).runs


def test_a_second_learning_platform_is_refused_when_it_is_switched_on(connect_as):
    other = connect_as("KlarUge", "learning_platform", on=False)
    with pytest.raises(AnotherInUse) as refused:
        operations.switch(other, on=True, by=BY)
    assert refused.value.title == "MinPlan"


def test_two_timetables_by_open_json_are_refused(connect_as):
    assert connect_as("Skema", "timetable").is_on
    with pytest.raises(AnotherInUse) as refused:
        connect_as("Andet skema", "timetable")
    assert refused.value.title == "Skema"


def test_what_is_switched_on_becomes_no_second_learning_platform(connect_as, plans):
    library = connect_as("BogKassen", "library")
    lines = Entry.objects.count()
    with pytest.raises(AnotherInUse) as refused:
        fill_in(library, kind="learning_platform", client_id="other")
    assert refused.value.title == "MinPlan"
    assert len(refused.value.institutions) == len(SCHOOLS)
    saved = Connection.objects.get(pk=library.pk)
    assert (saved.values["kind"], saved.values["client_id"]) == ("library", "indgang")
    # What is shown beside the mistake is what is stored.
    assert library.values == saved.values
    assert Entry.objects.count() == lines
    operations.switch(plans, on=False, by=BY)
    fill_in(library, kind="learning_platform")
    assert configure(library).category is Category.LEARNING_PLATFORM
    with pytest.raises(AnotherInUse):
        operations.switch(plans, on=True, by=BY)


def test_what_is_switched_off_may_become_one_and_is_refused_then(connect_as):
    library = connect_as("BogKassen", "library", on=False)
    fill_in(library, kind="learning_platform")
    with pytest.raises(AnotherInUse):
        operations.switch(library, on=True, by=BY)


def test_it_may_become_one_for_other_institutions(connect_as, plans):
    library = connect_as("BogKassen", "library")
    school = Institution.objects.get(key="998102")
    operations.choose_institutions(library, is_for_all=False, by=BY)
    operations.choose_for_institution(library, school, is_on=True, by=BY)
    with pytest.raises(AnotherInUse) as refused:
        fill_in(library, kind="learning_platform")
    assert refused.value.institutions == (school.name,)
    operations.choose_for_institution(plans, school, is_on=False, by=BY)
    fill_in(library, kind="learning_platform")
    with pytest.raises(AnotherInUse):
        operations.choose_institutions(library, is_for_all=True, by=BY)


def test_other_settings_are_saved_whatever_else_is_in_use(connect_as):
    other = connect_as("KlarUge", "learning_platform", on=False)
    Connection.objects.filter(pk=other.pk).update(is_on=True)
    other.refresh_from_db()
    fill_in(other, client_id="other")
    assert Connection.objects.get(pk=other.pk).values["client_id"] == "other"


def test_without_a_kind_it_does_not_run_and_is_in_nobodys_way(connect_as, plans):
    unsaid = connect_as("Uvist", "")
    assert configure(unsaid).category is None
    assert configure(unsaid).statuses == (Status.INCOMPLETE,)
    assert configure(plans).runs
    with pytest.raises(AnotherInUse):
        fill_in(unsaid, kind="learning_platform")
    fill_in(unsaid, kind="absence")
    operations.approve(configure(unsaid), by=BY)
    assert configure(unsaid).runs


@pytest.mark.parametrize("kind", ["games", "LIBRARY", "", None, 7, ["library"]])
def test_a_kind_that_there_is_not_is_saved_nowhere(connect_as, kind):
    library = connect_as("BogKassen", "library")
    with pytest.raises(InvalidSettings) as refused:
        fill_in(library, kind=kind)
    assert [item.name for item in refused.value.mistakes] == ["kind"]
    assert configure(library).category is Category.LIBRARY


def test_a_connector_that_is_gone_is_of_no_kind(connect_as, install):
    library = connect_as("BogKassen", "library")
    assert find_category_of(library) is Category.LIBRARY
    install()
    assert find_category_of(library) is None
    assert configure(library).category is None


def apply(file, **kinds_by_title):
    """Reads a file that was written down, with other kinds for some of its systems."""
    content = file.model_dump(mode="json")
    for part in content["connections"]:
        part["settings"]["kind"] = kinds_by_title.get(part["title"], part["settings"].get("kind"))
    content["connections"] = [part for part in content["connections"] if part["title"] != "MinPlan"]
    return apply_file(read_file(json.dumps(content)), by=BY)


@pytest.mark.parametrize(("first", "second"), [("A", "B"), ("B", "A")])
def test_by_file_two_systems_change_places_in_whatever_order(connect_as, plans, first, second):
    operations.switch(plans, on=False, by=BY)
    connect_as(first, "learning_platform")
    connect_as(second, "library")
    file = write_file(plans.municipality)
    assert apply(file) == []
    assert apply(file, **{first: "library", second: "learning_platform"}) == []
    assert kinds() == {
        "MinPlan": Category.LEARNING_PLATFORM,
        first: Category.LIBRARY,
        second: Category.LEARNING_PLATFORM,
    }


def test_by_file_a_second_learning_platform_is_refused_in_words(connect_as, plans):
    connect_as("BogKassen", "library")
    file = write_file(plans.municipality)
    before = list(Connection.objects.values())
    with pytest.raises(InvalidFile, match=r"^BogKassen: .* use MinPlan already, which is the same"):
        apply(file, BogKassen="learning_platform")
    assert list(Connection.objects.values()) == before
    with pytest.raises(InvalidFile, match="BogKassen: kind: Input should be 'learning_platform'"):
        apply(file, BogKassen="games")
    assert apply(file, BogKassen="absence") == []
    assert kinds()["BogKassen"] is Category.ABSENCE
