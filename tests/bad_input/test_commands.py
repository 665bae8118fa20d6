"""Wrong input to our commands: a line that says what to do, never a traceback, nothing changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.utils import translation

import manage
from cms.models import FooterPages
from core.access.models import EditingRight
from core.audit.models import Entry
from core.people.models import Institution, Municipality, Person
from tests.bad_input.values import EMPTY, ENCODING, KINDS, OVERSIZED, TYPE

LONG = "æ" * 300
NUMBER = "9" * 30
ADD_KEY = ["add", "--purpose", "signing", "--key"]
FOOTER = ["998", "--accessibility", "1", "--privacy", "1", "--cookies", "1"]
HEADER = "key,name,kind,parent,municipality,address\n"
# Each file, by the kind of what is wrong with it.
FILES = {
    EMPTY: b"",
    OVERSIZED: (HEADER + f"998001,{'x' * 5000},administration,,998,Torvet 1\n").encode(),
    ENCODING: b"\xff\xfe" + HEADER.encode("utf-16-le"),
    TYPE: b"%PDF-1.4 en plan",
}
IN_FILE = "FILE"
ASKED = ["--person", "anna0001", "--reason", "sag 7"]
PLAIN = "says what is wrong in English, from Python's own reader of command lines"

# Per command: kind, arguments, and words of what is said in Danish. A command that takes nothing
# from people, or only from a list, is tried with an argument that it does not know.
COMMANDS = {
    "create_municipality": [
        (EMPTY, ["997", ""], "Navnet:"),
        (EMPTY, ["997", "   "], "Navnet:"),
        (OVERSIZED, ["997", LONG], "højst"),
        (ENCODING, ["997", "Prøve\x07"], "tegn, der ikke kan vises"),
        (TYPE, ["99x", "Prøve"], "tre cifre"),
        (TYPE, ["998", "Prøve"], "allerede en kommune med koden 998"),
    ],
    "create_person": [
        (EMPTY, ["", "Nanna"], "Unilogin:"),
        (EMPTY, ["nann0001", ""], "Fornavn"),
        (OVERSIZED, ["nann0001", LONG], "højst"),
        (ENCODING, ["nann\x00", "Nanna"], ""),
        (TYPE, ["nann0001", "Nanna", "--institution", NUMBER, "--role", "external"], "institution"),
        (TYPE, ["nann0001", "Nanna", "--role", "rektor"], PLAIN),
    ],
    "give_right": [
        (EMPTY, ["anna0001", "", "998101"], "ikke en rettighed"),
        (EMPTY, ["", "edit", "998101"], "Ingen har dette Unilogin"),
        (EMPTY, ["anna0001", "edit"], "Skriv hvor"),
        (OVERSIZED, [LONG, "edit", "998101"], "Ingen har dette Unilogin"),
        (OVERSIZED, ["anna0001", LONG, "998101"], "ikke en rettighed"),
        (OVERSIZED, ["anna0001", "edit", NUMBER], "ingen institution"),
        (ENCODING, ["anna\x00", "edit", "998101"], "Ingen har dette Unilogin"),
        (ENCODING, ["anna0001", "ed\nit", "998101"], "ikke en rettighed"),
        (ENCODING, ["anna0001", "edit", "99\x00101"], "ingen institution"),
        (TYPE, ["anna0001", "edit", "Egesøskolen"], "ingen institution"),
        (TYPE, ["anna0001", "edit", "--municipality", "99\x00"], "ingen kommune"),
        (TYPE, ["anna0001", "edit", "--municipality", "998"], "ingen institutioner endnu"),
    ],
    "take_right": [
        (EMPTY, ["anna0001", "", "998101"], "ikke en rettighed"),
        (EMPTY, ["", "edit", "998101"], "Ingen har dette Unilogin"),
        (EMPTY, ["anna0001", "edit"], "Skriv hvor"),
        (OVERSIZED, [LONG, "edit", "998101"], "Ingen har dette Unilogin"),
        (OVERSIZED, ["anna0001", LONG, "998101"], "ikke en rettighed"),
        (OVERSIZED, ["anna0001", "edit", NUMBER], "ingen institution"),
        (ENCODING, ["anna\x00", "edit", "998101"], "Ingen har dette Unilogin"),
        (ENCODING, ["anna0001", "ed\nit", "998101"], "ikke en rettighed"),
        (ENCODING, ["anna0001", "edit", "99\x00101"], "ingen institution"),
        (TYPE, ["anna0001", "edit", "Egesøskolen"], "ingen institution"),
        (TYPE, ["anna0001", "edit", "--municipality", "99\x00"], "ingen kommune"),
        (TYPE, ["anna0001", "edit", "--municipality", "998"], "ingen institutioner endnu"),
    ],
    "who_may": [
        (EMPTY, [""], "ingen institution"),
        (OVERSIZED, [NUMBER], "ingen institution"),
        (ENCODING, ["99\x00\n1"], "ingen institution"),
        (TYPE, ["Egesøskolen"], "ingen institution"),
    ],
    "lift_block": [
        (EMPTY, ["anna0001", "anna0001", "--reason", " "], "hvorfor"),
        (EMPTY, ["", "anna0001", "--reason", "sag 7"], "Ingen har dette Unilogin"),
        (OVERSIZED, ["anna0001", "anna0001", "--reason", LONG], "højst 200"),
        (ENCODING, ["anna0001", "anna\x00", "--reason", "sag 7"], "Ingen har dette Unilogin"),
        (ENCODING, ["anna0001", "anna0001", "--reason", "sag\x007"], "hvorfor"),
        (TYPE, ["anna0001", "anna0001", "--reason", "sag 7"], "ingen spærring"),
    ],
    "import_institutions": [(kind, [IN_FILE], "Intet er ændret") for kind in KINDS]
    + [(TYPE, ["findes-ikke.csv"], "Filen kan ikke læses")],
    "import_roster": [
        (kind, [IN_FILE, "--municipality", "998"], "Intet er ændret") for kind in KINDS
    ]
    + [(TYPE, [IN_FILE, "--municipality", NUMBER], "Kommunen findes ikke her")],
    "choose_footer_pages": [
        (EMPTY, ["", *FOOTER[1:]], "ingen kommune"),
        (OVERSIZED, [LONG, *FOOTER[1:]], "ingen kommune"),
        (ENCODING, ["99\x00", *FOOTER[1:]], "ingen kommune"),
        (TYPE, [*FOOTER[:-1], "forsiden"], "ikke nummeret på en side"),
        (TYPE, [*FOOTER[:-1], NUMBER], "ikke nummeret på en side"),
        (TYPE, FOOTER, "ikke en side i denne kommune"),
    ],
    "who_saw": [
        (EMPTY, ["1", "--reason", " "], "hvorfor loggen"),
        (EMPTY, ["", "--reason", "sag 7"], "ikke et nummer"),
        (OVERSIZED, ["1", "--reason", LONG], "højst 200"),
        (ENCODING, ["1\x00", "--reason", "sag 7"], "ikke et nummer"),
        (TYPE, ["siden", "--reason", "sag 7"], "ikke et nummer"),
        (TYPE, ["1", "--reason", "sag 7", "--from", "i går"], "ikke en dag"),
        (TYPE, ["1", "--reason", "sag 7", "--to", "9999-12-31"], "ikke en dag"),
        (TYPE, ["1", "--reason", "sag 7", "--type", "sider"], "ikke noget af typen"),
    ],
    "dead_jobs": [
        (EMPTY, ["--retry", ""], "ikke nummeret på et job"),
        (OVERSIZED, ["--retry", NUMBER], "ikke nummeret på et job"),
        (ENCODING, ["--retry", "\x00"], "ikke nummeret på et job"),
        (TYPE, ["--retry", "alle"], "ikke nummeret på et job"),
        (TYPE, ["--retry", "7"], "Job 7 er ikke opgivet"),
    ],
    "doctor": [
        (EMPTY, ["--send-test", ""], "ikke en e-mailadresse"),
        (OVERSIZED, ["--send-test", f"{LONG}@example.dk"], "ikke en e-mailadresse"),
        (ENCODING, ["--send-test", "a@b.dk\nBcc: c@d.dk"], "ikke en e-mailadresse"),
        (TYPE, ["--send-test", "42"], "ikke en e-mailadresse"),
    ],
    "serve": [
        (EMPTY, ["--workers", ""], "ikke et tal fra 1 til 99"),
        (OVERSIZED, ["--port", NUMBER], "kan ikke bruges"),
        (ENCODING, ["--host", "a\x00", "--port", "0"], "kan ikke bruges"),
        (TYPE, ["--threads", "0"], "ikke et tal fra 1 til 99"),
        (TYPE, ["--workers", "-1"], "ikke et tal fra 1 til 99"),
    ],
    "run_demo": [
        (OVERSIZED, ["--port", NUMBER], "kan ikke bruges"),
        (TYPE, ["--port", "x"], PLAIN),
    ],
    "load_demo": [
        (EMPTY, ["--now", ""], "ikke et tidspunkt"),
        (OVERSIZED, ["--now", "9999-12-31T23:59"], "ikke et tidspunkt"),
        (ENCODING, ["--now", "\x00"], "ikke et tidspunkt"),
        (TYPE, ["--now", "i går"], "ikke et tidspunkt"),
    ],
    "data_sheet": [(TYPE, ["--format", "pdf"], PLAIN), (TYPE, ["--language", "de"], PLAIN)],
    "run_schedules": [(TYPE, ["nu"], PLAIN)],
    "place_service_message": [
        (EMPTY, ["", "--until", "2099-01-01"], "anførselstegn"),
        (EMPTY, ["Lukket"], "--until"),
        (OVERSIZED, [LONG * 2, "--until", "2099-01-01"], "højst"),
        (ENCODING, ["Lukket\x07", "--until", "2099-01-01"], "ikke kan vises"),
        (TYPE, ["Lukket", "--until", "i morgen"], "--until"),
        (TYPE, ["Lukket", "--until", "2001-01-01"], "--until"),
    ],
    "connections": [(kind, ["read", IN_FILE], "Filen kan ikke") for kind in KINDS]
    + [
        (EMPTY, ["read", ""], "Filen kan ikke læses"),
        (OVERSIZED, ["read", LONG], "Filen kan ikke læses"),
        (ENCODING, ["read", "a\x00"], "Filen kan ikke læses"),
        (TYPE, ["read", "findes-ikke.json"], "Filen kan ikke læses"),
        (EMPTY, ["write", ""], "ingen institution"),
        (OVERSIZED, ["write", NUMBER], "ingen institution"),
        (ENCODING, ["write", "99\x00"], "ingen kommune"),
        (TYPE, ["write", "Lindesø"], "ingen institution"),
        (TYPE, ["slet"], PLAIN),
    ],
    "connectors": [
        (EMPTY, ["check", ""], "Ingen integration har dette navn"),
        (OVERSIZED, ["check", LONG], "Ingen integration har dette navn"),
        (ENCODING, ["check", "a\x00"], "Ingen integration har dette navn"),
        (TYPE, ["check", "--help-me"], PLAIN),
        (EMPTY, ["off", ""], "Ingen integration har dette navn"),
        (OVERSIZED, ["on", LONG], "Ingen integration har dette navn"),
        (ENCODING, ["fill", "a\x00", "x=1"], "Ingen integration har dette navn"),
        (TYPE, ["read", "findes-ikke.json"], "Filen kan ikke læses"),
        (EMPTY, ["ask", "", "", *ASKED], "har ikke den boks"),
        (EMPTY, ["ask", "1", "loans", "--person", "", "--reason", "sag 7"], "Ingen har dette"),
        (EMPTY, ["ask", "1", "loans", "--person", "anna0001", "--reason", " "], "hvorfor"),
        (OVERSIZED, ["ask", NUMBER, LONG, *ASKED], "har ikke den boks"),
        (OVERSIZED, ["ask", "1", "x", "--person", "anna0001", "--reason", LONG], "højst 200"),
        (ENCODING, ["ask", "1\x00", "loans", *ASKED], "har ikke den boks"),
        (ENCODING, ["ask", "1", "lo\x00ans", *ASKED], "har ikke den boks"),
        (TYPE, ["ask", "en", "loans", *ASKED], "har ikke den boks"),
    ],
    "connector_keys": [(EMPTY, [""], PLAIN), (TYPE, ["slet"], PLAIN)],
    "login_keys": [
        (EMPTY, [""], PLAIN),
        (TYPE, ["slet"], PLAIN),
        (EMPTY, ["add"], "Angiv --purpose"),
        (TYPE, ["add", "--purpose", "password"], PLAIN),
        (EMPTY, [*ADD_KEY, IN_FILE, "--certificate", IN_FILE], "RSA"),
        (ENCODING, [*ADD_KEY, IN_FILE, "--certificate", IN_FILE], "RSA"),
        (OVERSIZED, [*ADD_KEY, IN_FILE, "--certificate", IN_FILE], "RSA"),
        (TYPE, [*ADD_KEY, "findes-ikke", "--certificate", IN_FILE], "kan ikke læses"),
    ],
    "operators": [
        (EMPTY, [], PLAIN),
        (TYPE, ["slet"], PLAIN),
        (EMPTY, ["add", "", "--name", "Rikke"], "--name"),
        (EMPTY, ["add", "drift001"], "--name"),
        (OVERSIZED, ["add", LONG, "--name", "Rikke"], "50"),
        (ENCODING, ["add", "drift\x00", "--name", "Rikke"], "50"),
        (TYPE, ["add", "anna0001"], "anna0001"),
        (TYPE, ["remove", "ingen001"], "driver portalen"),
    ],
    "connect_sandbox": [
        (OVERSIZED, ["--port", NUMBER], "Intet er ændret"),
        (TYPE, ["--port", "-5"], "Intet er ændret"),
        (TYPE, ["--port", "x"], PLAIN),
    ],
    "startconnector": [
        (EMPTY, [""], "blev ikke oprettet"),
        (OVERSIZED, [LONG], "blev ikke oprettet"),
        (ENCODING, ["min\x00"], "blev ikke oprettet"),
        (TYPE, ["Min integration"], "blev ikke oprettet"),
        (TYPE, ["sdk"], "blev ikke oprettet"),
    ],
    "rebuild_index": [(TYPE, ["nu"], PLAIN)],
    "search_doctor": [(TYPE, ["nu"], PLAIN), (TYPE, ["--mend=nu"], PLAIN)],
    "publish_scheduled": [(TYPE, ["nu"], PLAIN)],
    "compile_catalogues": [(TYPE, ["da"], PLAIN)],
}
CASES = [
    pytest.param(name, *case, id=f"{name}-{case[0]}-{number}")
    for name, cases in COMMANDS.items()
    for number, case in enumerate(cases)
]


def list_ours():
    """The commands that this repository has."""
    ours = {app.name for app in apps.get_app_configs() if "site-packages" not in app.path}
    return {name for name, app in get_commands().items() if app in ours}


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


@pytest.fixture
def lindesoe(db):
    Person.objects.create_user("anna0001", first_name="Anna")
    return Municipality.objects.create(code="998", name="Lindesø Kommune")


def count_rows():
    models = (Municipality, Institution, Person, FooterPages, Entry, EditingRight)
    return [model.objects.count() for model in models]


def test_every_command_of_ours_is_tried():
    assert list_ours() == set(COMMANDS)


@pytest.mark.parametrize(("name", "kind", "arguments", "says"), CASES)
def test_wrong_input_is_one_line_that_says_what_to_do(
    name, kind, arguments, says, lindesoe, tmp_path
):
    path, before = tmp_path / "fil", count_rows()
    path.write_bytes(FILES[kind])
    sent = [str(path) if argument == IN_FILE else argument for argument in arguments]
    with pytest.raises(CommandError) as refused:
        call_command(name, *sent)
    assert says is PLAIN or says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
    assert count_rows() == before


def test_right_input_is_taken(lindesoe, tmp_path, capsys):
    before = count_rows()
    call_command("create_municipality", "997", " Prøve Kommune ")
    assert Municipality.objects.get(code="997").name == "Prøve Kommune"
    path = tmp_path / "institutions.csv"
    path.write_text(HEADER + "997001,Skoleafdelingen,administration,,997,Torvet 1\n", "utf-8")
    call_command("import_institutions", str(path))
    call_command("who_saw", "1", "--reason", "sag 7", "--to", "2026-11-23")
    assert count_rows() == [before[0] + 1, before[1] + 1, *before[2:4], before[4] + 1, 0]
    call_command("give_right", "anna0001", "edit", "997001")
    call_command("give_right", "anna0001", "publish,edit", "--municipality", "997")
    assert EditingRight.objects.count() == 2
    call_command("who_may", "997001")
    call_command("take_right", "anna0001", "edit,publish", "997001")
    assert not EditingRight.objects.exists()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_bytes_that_are_no_text_are_told_before_any_command_sees_them(name, monkeypatch):
    called = []
    monkeypatch.setattr("manage.execute_from_command_line", called.append)
    monkeypatch.setattr("sys.argv", ["manage.py", name, os.fsdecode(b"\xff\xfe")])
    with pytest.raises(SystemExit, match=r"Argument 2 er ikke tekst i UTF-8\. Skriv det igen\."):
        manage.main()
    assert called == []
    monkeypatch.setattr("sys.argv", ["manage.py", name, "æble"])
    manage.main()
    assert called == [["manage.py", name, "æble"]]


def test_bytes_of_a_shell_are_told_in_a_line():
    told = run_manage(b"create_municipality", b"997", b"\xff\xfe")
    assert told.returncode == 1
    assert told.stderr.startswith("Argument 3 er ikke tekst i UTF-8.")
    assert told.stderr.count("\n") == 1


def test_a_setting_that_is_missing_is_told_in_a_line():
    told = run_manage(b"data_sheet", INDGANG_DEMO="0", INDGANG_URL=None)
    assert told.returncode == 1
    assert "INDGANG_URL" in told.stderr
    assert told.stderr.count("\n") == 1


def run_manage(*arguments, **changed):
    names = {**os.environ, "INDGANG_DEMO": "1", **changed}
    return subprocess.run(  # noqa: S603 - the command lines above
        [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments],
        capture_output=True, text=True, check=False,
        env={name: value for name, value in names.items() if value is not None},
    )  # fmt: skip
