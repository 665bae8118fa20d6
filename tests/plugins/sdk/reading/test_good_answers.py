"""What is read is what was written, up to the limits."""

import zipfile

import pytest

from indgang_sdk.reading.csv import plain_cell, read_csv
from indgang_sdk.reading.json import read_json
from indgang_sdk.reading.xml import read_xml
from indgang_sdk.reading.zip import read_zip
from tests.plugins.sdk.reading.bad_answers import write_entry, write_zip


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, 2.5, "\xc3\xa6", null, true]}', {"a": [1, 2.5, "æ", None, True]}),
        ('"æ"', "æ"),
        ('{"a": 1}'.encode("utf-16"), {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"[" * 500 + b"]" * 500, None),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
    ],
)
def test_json_is_read(body, value) -> None:
    found = read_json(body)
    assert found == value or value is None


def test_CON_13_json_of_many_values_within_the_limits_is_read() -> None:
    assert len(read_json(b"{" + b",".join(b'"%d":1' % n for n in range(200_000)) + b"}")) == 200_000


@pytest.mark.parametrize(
    "body",
    [
        "<x><y a='1'>æ</y></x>".encode(),
        '<?xml version="1.0" encoding="UTF-8"?>\n<x><y a="1">æ</y></x>'.encode(),
        "<?xml version='1.0' encoding='iso-8859-1'?><x><y a='1'>æ</y></x>".encode("latin-1"),
        "<x><y a='1'>æ</y></x>".encode("utf-8-sig"),
        '<?xml version="1.0" encoding="UTF-16"?><x><y a="1">æ</y></x>'.encode("utf-16"),
        "<x><!-- not this --><?nor this?><y a='1'>æ</y></x>".encode(),
        "<x><y a='1'><![CDATA[æ]]></y></x>".encode(),
    ],
)
def test_xml_is_read(body) -> None:
    root = read_xml(body)
    assert [(child.tag, child.get("a"), child.text) for child in root] == [("y", "1", "æ")]


def test_CON_13_xml_may_speak_of_a_dtd_and_has_a_hundred_levels() -> None:
    assert read_xml(b"<x><![CDATA[<!DOCTYPE html>]]></x>").text == "<!DOCTYPE html>"
    assert read_xml(b"<a>" * 100 + b"</a>" * 100).tag == "a"


def test_CON_13_xml_includes_and_transforms_nothing(tmp_path) -> None:
    (tmp_path / "secret.txt").write_text("canary")
    where = (tmp_path / "secret.txt").as_uri()
    body = (
        f'<?xml-stylesheet type="text/xsl" href="{where}"?>'
        '<x xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{where}" parse="text"/></x>'
    )
    root = read_xml(body.encode())
    assert [child.tag for child in root] == ["{http://www.w3.org/2001/XInclude}include"]
    assert "canary" not in "".join(root.itertext())


@pytest.mark.parametrize(
    ("body", "options"),
    [
        ("navn,klasse\nÅse,3.B\n", {}),
        ("navn;klasse\r\nÅse;3.B\r\n", {"delimiter": ";"}),
        ('\ufeffnavn,klasse\n\n"Åse",3.B', {}),
    ],
)
def test_csv_is_read(body, options) -> None:
    assert read_csv(body.encode(), **options) == [{"navn": "Åse", "klasse": "3.B"}]


def test_csv_of_older_systems_is_read_in_their_encoding() -> None:
    body = "navn\nÅse\n".encode("cp1252")
    assert read_csv(body, encoding="cp1252") == [{"navn": "Åse"}]


def test_CON_13_a_formula_is_read_as_it_is_and_written_as_text() -> None:
    (row,) = read_csv(b"a\n=cmd|'/c calc'!A0\n")
    assert row == {"a": "=cmd|'/c calc'!A0"}
    assert plain_cell(row["a"]) == "'=cmd|'/c calc'!A0"


@pytest.mark.parametrize(
    "text", ["=1", "+1+1", "-1-1", "@A1", "\t=1", "\r=1", " =1", "＝1", "+45 1"]
)
def test_CON_13_what_a_spreadsheet_would_run_is_written_as_text(text) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Æbler", "3.B", "-3", "-3,5", "+4.2", "a=b", "1-2"])
def test_CON_13_what_a_spreadsheet_would_not_run_stays(text) -> None:
    assert plain_cell(text) == text


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_is_read(packing) -> None:
    body = write_zip({"mappe/": b"", "mappe/æ.txt": b"x" * 150, "b.txt": b""}, packing)
    assert read_zip(body) == {"mappe/æ.txt": b"x" * 150, "b.txt": b""}


def test_CON_14_only_what_is_wanted_is_unpacked() -> None:
    body = write_zip({"a.xml": b"1", "b.jpg": b"2"})
    assert read_zip(body, is_wanted=lambda name: name.endswith(".xml")) == {"a.xml": b"1"}


def test_CON_14_an_ordinary_file_with_rights_is_no_link() -> None:
    assert read_zip(write_entry(b"x", external_attr=0o100644 << 16)) == {"a.txt": b"x"}
