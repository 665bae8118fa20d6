"""Wrong input into the editor's forms: told in one's own language, and nothing is lost."""

import html
import json
import re

import pytest

from tests.bad_input.form_table import FORMS
from tests.bad_input.values import KINDS
from tests.cms.editing.conftest import sign_in
from tests.cms.editing.rows import read_rows as read_all_rows
from tests.cms.editing.test_admin_walk import undone
from tests.cms.editing.walking import Names

LANGUAGES = ("da", "en")
# The language was set by the test; an editor that is open says so, right or wrong.
TRACES = {"people", "sessions", "subscriptions"}
CASES = [
    pytest.param(
        form,
        row,
        marks=[pytest.mark.xfail(reason=row.fault)] * bool(row.fault),
        id=f"{number}-{form.address}-{row.kind}-{'-'.join(row.sent)}",
    )
    for number, form in enumerate(FORMS)
    for row in form.rows
]


def read_rows(place):
    """All rows, but for what is measured of a file when somebody first looks at it."""
    rows = read_all_rows(place)
    for row in (*rows["images"], *rows["documents"]):
        row.update(file_size=None, file_hash="")
    return rows


def send(client, form, place, sent):
    """The form with what is sent; a file is made anew, since it can be read but once."""
    prefix = form.prefix.format(
        **{
            name: getattr(place, name).pk
            for name in ("image", "document", "upload", "image_upload")
        }
    )
    path = form.path(place) if form.path else Names(place).fill(form.address)
    # Some forms have fields of another one's beside them.
    data = {f"{prefix}{name}": value for name, value in (form.good(place) | sent).items()}
    return client.post(path, data)


def read(response):
    """What an answer says to a person, out of HTML, out of JSON, or out of HTML in JSON."""
    text = response.content.decode()
    if response.headers["Content-Type"].startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
    # The text of a page stands in the form as JSON, in an attribute.
    return re.sub(r"\\+u([0-9a-f]{4})", unescape, html.unescape(text))


def list_kept(form, row, place):
    """What was typed into the other fields."""
    others = {name: value for name, value in form.good(place).items() if name not in row.sent}
    typed = html.unescape(re.sub(r"\\\\+u([0-9a-f]{4})", unescape, repr(others)))
    return [text for text in form.kept if text in typed]


def unescape(match):
    return chr(int(match[1], 16))


@pytest.mark.parametrize(("form", "row"), CASES)
def test_wrong_input_is_told_and_nothing_is_lost(form, row, lindesoe):
    before = read_rows(lindesoe)
    # Django's catalogues are whole: one message of each form in English is enough.
    languages = LANGUAGES if row is form.rows[0] else LANGUAGES[:1]
    for language, message in zip(languages, row.says, strict=False):
        lindesoe.editor.language = language
        lindesoe.editor.save()
        with undone():
            response = send(sign_in(lindesoe.editor), form, lindesoe, row.sent)
            answer = read(response)
            assert response.status_code in {200, 400}
            assert message in answer
            assert [text for text in list_kept(form, row, lindesoe) if text not in answer] == []
            after = read_rows(lindesoe)
            assert {name for name in after if after[name] != before[name]} <= TRACES


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.address)
def test_what_is_right_is_taken(form, lindesoe, ida):
    before = read_rows(lindesoe)
    response = send(ida, form, lindesoe, {})
    answer = read(response)
    assert response.status_code in {200, 302}
    assert not any(row.says[0] in answer for row in form.rows)
    assert (read_rows(lindesoe) != before) or not form.changes


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.address)
def test_each_form_is_tried_in_every_way_that_it_has(form):
    assert {row.kind for row in form.rows} | set(form.impossible) >= set(KINDS)
