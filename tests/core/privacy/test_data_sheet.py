"""`manage.py data_sheet`: the declarations on paper."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core.privacy.data_sheet import headings, make_lines
from core.privacy.declarations import declarations

SAME_IN_BOTH = {"Browser", "E-mail", "Institution", "Person", "Relation", "System"}


def print_sheet(*arguments):
    said = io.StringIO()
    call_command("data_sheet", *arguments, stdout=said)
    return said.getvalue()


def read_csv(*arguments):
    return list(
        csv.DictReader(io.StringIO(print_sheet("--format", "csv", *arguments)), delimiter=";")
    )


def test_every_personal_field_is_a_line():
    fields = sum(len(declaration.fields) for declaration in declarations())
    assert len(read_csv()) == len(json.loads(print_sheet("--format", "json"))) == fields > 100


def test_a_line_says_what_the_law_asks_for():
    [line] = [
        line
        for line in read_csv("--language", "en")
        if line["Name in the database"] == "people_guardianship.custody"
    ]
    assert line == {
        "Table": "Parents and contacts of children",
        "Information": "Custody",
        "Name in the database": "people_guardianship.custody",
        "About whom": "Children and their parents",
        "Category": "Children, parents and custody",
        "Confidential": "Yes",
        "Purpose": "To decide what the person may see and do",
        "Source": "The institution's administrative system",
        "Receiver": "The institution's leader and office",
        "Deleted after": "13 months without an institution",
        "Deleted by the portal itself": "No",
    }


def test_no_line_has_an_empty_place():
    for line in make_lines():
        for name in line.__dataclass_fields__:
            assert getattr(line, name), (line.column, name)


def test_text_names_each_field_below_its_table():
    text = print_sheet("--language", "en")
    assert "Confidential: Yes" in text
    assert text.index("people_person.birth_date") < text.index("people_membership.role")


def test_an_unknown_language_or_format_is_refused():
    for wrong in (["--language", "sv"], ["--format", "pdf"]):
        with pytest.raises(CommandError, match="invalid choice"):
            print_sheet(*wrong)


def test_in_danish_every_word_is_danish():
    """Nothing falls back to English, apart from the columns' names and what is the same in both."""
    words = {}
    for language in ("da", "en"):
        with translation.override(language):
            words[language] = [
                text
                for line in make_lines()
                for text in (*vars(line).values(), *headings().values())
            ]
    same = {here for here, there in zip(words["da"], words["en"], strict=True) if here == there}
    columns = {line.column for line in make_lines()}
    assert same - columns <= SAME_IN_BOTH
