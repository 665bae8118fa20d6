"""Many events from a spreadsheet: a dry run first, then all of them or none, and never twice."""

import re
from datetime import date, time
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags
from openpyxl import Workbook

from cms.models import EventPage, GroupHome
from cms.writing.event_sheets import MOST_LINES
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

HEAD = "Titel;Første dag;Sidste dag;Fra;Til;Sted;Lukkedag;Tekst"
SHEET = f"""{HEAD}
Skolefotografen kommer;24.9.2026;;;;;;
Forældremøde;2.9.2026;;17.00;19.00;Aulaen;;Vi giver kaffe.

Juleferie;21-12-2026;1/1/2027;;;;ja;
"""


@pytest.fixture
def anna(egesoeskolen, client):
    """Writes at Egesøskolen, and is signed in."""
    person = Person.objects.create_user("anna0001", first_name="Anna")
    school = egesoeskolen.institution
    replace_holdings({person.pk: [Holding(key=make_key(school.key, "staff"))]})
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT])
    client.force_login(person)
    return person


@pytest.fixture
def parents(egesoeskolen):
    key = egesoeskolen.institution.key
    return " ".join(sorted([make_key(key, "guardian"), make_key(key, "staff")]))


@pytest.fixture
def address(egesoeskolen):
    return f"/mange-begivenheder/{egesoeskolen.home.pk}/"


@pytest.fixture
def try_out(client, anna, address):
    """Sends a sheet, as text or as a file's bytes."""

    def send(content, name="begivenheder.csv"):
        content = content if isinstance(content, bytes) else content.encode()
        return client.post(address, {"file": SimpleUploadedFile(name, content)})

    return send


@pytest.fixture
def publish_sheet(client, address, parents, try_out):
    """Sends a sheet, and what its dry run carries on."""

    def send(content, name="begivenheder.csv", **more):
        shown = try_out(content, name)
        lines = re.search(r'name="lines" value="([^"]*)"', shown.text)
        carried = {"lines": unescape(lines[1]), "audience": parents, "action": "publish"}
        return client.post(address, carried | more)

    return send


def make_workbook(*rows):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def test_dry_run_shows_what_was_read_and_makes_nothing(try_out):
    shown = try_out(SHEET)
    assert shown.status_code == 200
    assert "Skolefotografen kommer" in shown.text
    assert "torsdag den 24. september 2026" in shown.text
    assert "onsdag den 2. september 2026 kl. 17.00-19.00 · Aulaen" in " ".join(
        strip_tags(shown.text).split()
    )
    assert "Lukkedag" in shown.text
    assert "Udgiv 3 begivenheder" in shown.text
    assert not EventPage.objects.exists()


def test_events_are_published_with_one_audience(publish_sheet, parents, egesoeskolen):
    response = publish_sheet(SHEET)
    assert response.status_code == 302
    events = EventPage.objects.order_by("starts_on")
    assert [event.title for event in events] == [
        "Forældremøde",
        "Skolefotografen kommer",
        "Juleferie",
    ]
    assert {tuple(event.own_audience) for event in events} == {tuple(parents.split())}
    assert all(event.live and event.occurrences.count() == 1 for event in events)
    meeting, _photographer, christmas = events
    assert (meeting.starts_at, meeting.ends_at, meeting.location) == (time(17), time(19), "Aulaen")
    assert meeting.body[0].value.source == "<p>Vi giver kaffe.</p>"
    assert (christmas.ends_on, christmas.is_closing_day) == (date(2027, 1, 1), True)


def test_excel_is_read_as_it_looks(publish_sheet):
    book = make_workbook(
        ["Titel", "Dato", "Fra", "Til", "Sted", None],
        ["Luciaoptog", date(2026, 12, 11), time(15), time(16, 30), 14, None],
        [None, None, None, None, None, None],
        ["Motionsdag", "9.10.2026", "8.15", 12, None, None],
    )
    assert publish_sheet(book, "plan.xlsx").status_code == 302
    lucia, sport = EventPage.objects.order_by("-starts_on")
    assert (lucia.starts_on, lucia.starts_at) == (date(2026, 12, 11), time(15))
    assert (lucia.ends_at, lucia.location) == (time(16, 30), "14")
    assert (sport.starts_at, sport.ends_at) == (time(8, 15), time(12))


def test_the_same_sheet_again_makes_nothing_and_one_more_line_one_more(
    publish_sheet, try_out, client
):
    publish_sheet(SHEET)
    EventPage.objects.get(title="Juleferie").unpublish()
    again = try_out(SHEET)
    assert "Alle begivenhederne er der allerede." in again.text
    assert 'name="action"' not in again.text
    assert publish_sheet(SHEET + "Motionsdag;9.10.2026;;;;;;\n").status_code == 302
    assert EventPage.objects.count() == 4


def test_a_line_that_stands_twice_makes_one_event(publish_sheet):
    line = "Motionsdag;9.10.2026;;;;;;\n"
    publish_sheet(f"{HEAD}\n{line}{line}Motionsdag;10.10.2026;;;;;;\n")
    assert EventPage.objects.count() == 2


def test_each_wrong_line_says_what_to_do_and_nothing_is_made(try_out, client, address, parents):
    wrong = try_out(
        f"{HEAD}\nMotionsdag;9.10.2026;;;;;;\n;9.10.2026;;;;;;\nTur;i morgen;;;;;;\n"
        "Fest;9.10.2026;8.10.2026;;;;;\nMøde;9.10.2026;;sent;;;måske;\n"
    )
    assert wrong.status_code == 400
    said = " ".join(wrong.text.split())
    assert "4 linjer skal rettes i arket. Intet er ændret" in said
    assert "Linje 3: Titel: Feltet skal udfyldes." in said
    assert "Linje 4: Første dag: Skriv dagen sådan: 24.12.2026." in said
    assert "Linje 5: Sidste dag: Den sidste dag ligger før den første." in said
    assert "Linje 6: Fra: Skriv tiden sådan: 8.15." in said
    assert "Linje 6: Lukkedag: Skriv ja, eller lad feltet stå tomt." in said
    assert "Motionsdag" in said
    assert 'value="publish"' not in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "tom"),
        (";;\n;;\n", "Arket er tomt."),
        (HEAD, "Arket har overskrifter, men ingen begivenheder."),
        ("Titel;Vejr\nTur;sol\n", "Overskriften »Vejr« kendes ikke."),
        ("Titel\nTur\n", "skal have overskriften »Første dag« én gang."),
        ("Titel;Dato;Dag\nTur;1.1.2027;\n", "skal have overskriften »Første dag« én gang."),
        (HEAD + "\nTur;1.1.2027;;;;;;" * (MOST_LINES + 1), "mere end 200 begivenheder"),
        (b"PK\x03\x04 is no workbook", "Filen kan ikke læses."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Filen er ikke et regneark."),
        ("Titel;Dato\n" + "x" * (2 * 1024 * 1024), "Filen er for stor."),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(try_out, content, says):
    refused = try_out(content)
    assert refused.status_code == 400
    assert says in refused.text
    assert not EventPage.objects.exists()


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(try_out):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 41 * 1024 * 1024)
    refused = try_out(content.getvalue(), "bombe.xlsx")
    assert refused.status_code == 400
    assert "Filen kan ikke læses." in refused.text


def test_old_excel_files_and_commas_are_read(try_out):
    old = "Titel,Dato\nForældremøde i køkkenet,2.9.2026\n".encode("cp1252")
    assert "Forældremøde i køkkenet" in try_out(old).text


LINES_MADE_UP = [
    "",
    "{",
    "[]",
    "[1]",
    '[["x", {}]]',
    "[" * 5000,
    '{"a": 1}',
    "[[1e999, {}]]",
    "[[Infinity, {}]]",
    r'[[2, {"title": "\ud800"}]]',
]


@pytest.mark.parametrize("lines", LINES_MADE_UP)
def test_lines_that_somebody_made_up_publish_nothing(client, anna, address, parents, lines):
    sent = {"lines": lines, "audience": parents, "action": "publish"}
    answer = client.post(address, sent)
    assert answer.status_code == 400
    assert "Feltet skal udfyldes." in answer.text
    assert not EventPage.objects.exists()


def test_what_is_carried_on_is_checked_anew(client, anna, address, parents):
    lines = '[[2, {"title": "Tur", "starts_on": "aldrig"}], [3, {"title": "Fest", "starts_on": "1.1.2027"}]]'  # noqa: E501
    sent = {"lines": lines, "audience": parents, "action": "publish"}
    assert client.post(address, sent).status_code == 400
    assert not EventPage.objects.exists()


def words_of(response):
    return " ".join(strip_tags(response.text).split())


def test_hours_of_each_day_have_a_column_of_their_own(publish_sheet, try_out):
    head = "Titel;Dato;Sidste dag;Fra;Til;Hver dag\n"
    wrong = try_out(f"{head}Prøvedage;4.1.2027;6.1.2027;14;;ja\n")
    assert "Linje 2: Til: Skriv, fra hvornår til hvornår den varer hver dag." in words_of(wrong)
    good = f"{head}Prøvedage;4.1.2027;6.1.2027;14;18;ja\nLejrskole;4.1.2027;6.1.2027;9;14;\n"
    says = "mandag den 4. januar 2027 – onsdag den 6. januar 2027, hver dag kl. 14.00-18.00"
    assert says in words_of(try_out(good))
    assert publish_sheet(good).status_code == 302
    chosen = EventPage.objects.order_by("pk").values_list("title", "hours_each_day")
    assert list(chosen) == [("Prøvedage", True), ("Lejrskole", False)]


@pytest.mark.parametrize("audience", ["", "public", "998/guardian"])
def test_an_audience_that_is_not_offered_is_asked_for(publish_sheet, audience):
    answer = publish_sheet(SHEET, audience=audience)
    assert answer.status_code == 400
    assert "Vælg, hvem der kan se begivenhederne, før du udgiver dem." in answer.text
    assert "Udgiv 3 begivenheder" in answer.text
    assert not EventPage.objects.exists()


def test_a_cpr_number_in_any_line_keeps_all_back(publish_sheet):
    answer = publish_sheet(f"{HEAD}\nTur;1.1.2027;;;;;;\nFest;2.1.2027;;;;;;Om 010114-4321\n")
    assert answer.status_code == 400
    assert "CPR-nummer" in answer.text
    assert not EventPage.objects.exists()


def test_who_may_not_publish_here_finds_nothing(client, anna, address, egesoeskolen):
    assert client.get(address).status_code == 200
    assert address in client.get(f"/ny-begivenhed/{egesoeskolen.home.pk}/").text
    Institution.objects.update(needs_approval=True)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}ark/").status_code == 404
    assert address not in client.get(f"/ny-begivenhed/{egesoeskolen.home.pk}/").text


def test_the_empty_sheet_is_one_that_can_be_filled_in(client, anna, address, try_out):
    empty = client.get(f"{address}ark/")
    assert empty["Content-Type"] == "text/csv; charset=utf-8"
    line = b"Tur;1.1.2027;;;;;;\r\n"
    assert "Udgiv 1 begivenhed" in " ".join(try_out(empty.content + line).text.split())


def test_classes_have_their_own(client, anna, egesoeskolen):
    home = GroupHome.objects.get(home_of=egesoeskolen.group)
    assert client.get(f"/mange-begivenheder/{home.pk}/").status_code == 200
