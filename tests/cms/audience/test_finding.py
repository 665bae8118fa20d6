"""Other institutions and classes are found by typing, and none that may not be chosen."""

import pytest

from cms.audience.choices import list_rows
from cms.audience.picker import Picker
from cms.models import InstitutionHome
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Group, Institution

ADDRESS = "/redaktion/modtagere/find/"


@pytest.fixture
def schools(world):
    """Six schools more, each with a 3.B."""
    made = [
        Institution.objects.create(
            key=f"99820{number}", name=f"Østre Skole {number}", kind="school",
            municipality=world.school.municipality, parent=world.administration,
        )
        for number in range(6)
    ]  # fmt: skip
    for school in made:
        Group.objects.create(institution=school, name="3.B", kind="main", external_id=school.key)
    return made


@pytest.fixture
def find(sign_in):
    """What somebody finds from a page by typing: the answer of our address."""

    def find(person, page, words, **more):
        body = {"place": f"above-{page.pk}", "words": words, **more}
        return sign_in(person).post(ADDRESS, body)

    return find


@pytest.mark.parametrize("typed", ["østre skole 4", "ØSTRE 4", "stre skole 4"])
def test_an_institution_is_found_by_part_of_its_name(
    find, sofie, municipality_home, schools, typed
):
    answer = find(sofie, municipality_home, typed).json()
    assert 'value="998204/guardian"' in answer["rows"]
    assert "3.B, Østre Skole 4" in answer["rows"]
    assert answer["said"] == "2 fundet."
    assert 'value="998203/guardian"' not in answer["rows"]


@pytest.mark.parametrize("typed", ["3b", "3.B", "3. b"])
def test_a_class_is_found_however_it_is_written(find, sofie, municipality_home, schools, typed):
    rows = find(sofie, municipality_home, typed).json()["rows"]
    assert rows.count("3.B, ") == 7
    assert "4.B" not in rows


def test_nothing_of_another_municipality_is_found(find, sofie, kim, municipality_home, world):
    foreign = InstitutionHome.objects.get(home_of=world.foreign_school)
    nothing = find(sofie, municipality_home, "Revleskolen").json()
    assert nothing["rows"].strip() == ""
    assert nothing["said"] == "Vi fandt ikke noget, der hedder »Revleskolen«."
    assert "Revleskolen" in find(kim, foreign, "Revleskolen").json()["rows"]
    # Nor by asking from a page that is not one's own.
    assert find(sofie, foreign, "Revleskolen").status_code == 404


def test_only_where_one_writes_unless_one_may_show_to_the_municipality(
    find, ida, school_home, schools
):
    assert find(ida, school_home, "Østre").json()["rows"].strip() == ""
    grant_rights(person_id=ida.pk, institution_id=schools[2].pk, rights=[Right.EDIT])
    rows = find(ida, school_home, "Østre").json()["rows"]
    assert rows.count("Østre Skole 2") == 2
    assert "Østre Skole 3" not in rows


def test_a_right_in_another_municipality_gives_nothing_here(find, ida, school_home, world):
    grant_rights(person_id=ida.pk, institution_id=world.foreign_school.pk, rights=[Right.EDIT])
    assert find(ida, school_home, "Revleskolen").json()["rows"].strip() == ""
    assert "Egesøskolen" in find(ida, school_home, "Egesøskolen").json()["rows"]


def test_everything_that_is_found_may_be_chosen(
    ida, sofie, school_home, municipality_home, schools, now
):
    grant_rights(person_id=ida.pk, institution_id=schools[0].pk, rights=[Right.PUBLISH])
    for person, parent in ((ida, school_home), (sofie, municipality_home)):
        picker = Picker(page=None, parent=parent, person_id=person.pk)
        rows = list_rows(picker.find("3.B", on=now.date()).units)
        keys = [key for row in rows for key in row.keys]
        assert len(keys) > 5
        assert set(picker.check_draft(keys)) == set(keys)


def test_no_more_than_thirty_and_says_so(find, sofie, municipality_home, schools):
    Group.objects.bulk_create(
        Group(institution=schools[0], name=f"5.{n:03}", kind="main", external_id=f"x{n}")
        for n in range(60)
    )
    answer = find(sofie, municipality_home, "5.0").json()
    assert answer["rows"].count('role="group"') == 30
    assert answer["said"] == "Her er de første 30. Skriv mere af navnet for at finde andre."


@pytest.mark.parametrize("words", ["", " ", "3", "%", "_"])
def test_too_little_finds_nothing(find, sofie, municipality_home, schools, words):
    answer = find(sofie, municipality_home, words).json()
    assert answer == {"rows": "", "said": "Skriv mindst to bogstaver eller tal."} or not (
        answer["rows"].strip()
    )


def test_ended_groups_are_not_found(find, sofie, municipality_home, schools, now):
    Group.objects.filter(institution=schools[0]).update(ends_on=now.date().replace(year=2000))
    rows = find(sofie, municipality_home, "Østre 3.B").json()["rows"]
    assert "3.B, Østre Skole 0" not in rows
    assert "3.B, Østre Skole 1" in rows


def test_narrowing_finds_those_alone_who_see_the_page(
    sign_in, sofie, municipality_home, make_page, schools
):
    page = make_page(municipality_home, "Til skolerne", own_audience=["998.school/guardian"])
    body = {"place": f"page-{page.pk}", "words": "Østre Skole 1", "within": "1"}
    rows = sign_in(sofie).post(ADDRESS, body).json()["rows"]
    assert 'value="998201/guardian"' in rows
    assert "/staff" not in rows
    wide = sign_in(sofie).post(ADDRESS, {**body, "within": ""}).json()["rows"]
    assert "998201/staff" in wide


def test_without_scripts_the_form_comes_back_with_what_was_found(
    sign_in, sofie, municipality_home, form_data, schools
):
    address = f"/redaktion/pages/add/cms/newspage/{municipality_home.pk}/"
    sent = form_data(title="Bevaret", mode="own", keys=["998203/staff"], words="Skole 4", find="1")
    response = sign_in(sofie).post(address, sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Intet er gemt endnu." in html
    assert "Bevaret" in html
    assert 'value="998204/guardian"' in html
    showing = next(item["showing"] for item in response.context if "showing" in item)
    assert showing.ticked == {"998203/staff"}


def test_the_place_its_classes_and_what_is_chosen_are_offered_and_no_other(
    sign_in, sofie, municipality_home, make_news, schools
):
    page = make_news(municipality_home, own_audience=["998203/staff"])
    html = sign_in(sofie).get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert 'value="998203/guardian"' in html
    assert 'value="998204/guardian"' not in html
    assert "Find en anden institution eller klasse" in html
