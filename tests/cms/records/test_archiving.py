"""»Gem til sagen«: read back, it says what the page said, to whom, and who confirmed it."""

import json
from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from cms.models import EventPage
from cms.records.text import read_text
from core.audit.models import Action, Entry
from core.people.models import ProtectedName
from tests.cms.records.conftest import PLAN

LONG = "<p>" + "Mobilen ligger i skabet, også i pausen. " * 400 + "Sidste ord: blåbærgrød.</p>"


@pytest.fixture
def sign_in(client, cast, editor):
    def enter(name):
        client.force_login(cast[name])
        return client

    return enter


def fetch(client, page, kind="pdf"):
    answer = client.post(f"/gem-til-sagen/{page.pk}/", {"kind": kind})
    assert answer.status_code == 200
    return answer


def read_paper(answer):
    reader = PdfReader(BytesIO(answer.content))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    return reader, " ".join(text.split())


def test_the_file_says_what_the_page_said_and_to_whom(sign_in, make_asking):
    page = make_asking("<h2>Fra august</h2><p>Æbler, øl og åer.</p><ul><li>Én</li></ul>")
    reader, text = read_paper(fetch(sign_in("Mette"), page))
    for said in ("Ny mobilaftale", "Fra august", "Æbler, øl og åer.", "• Én", "Egesøskolen"):
        assert said in text
    assert "Synlig for: forældre på Egesøskolen" in text
    assert reader.metadata.title == "Ny mobilaftale"


def test_moments_are_those_of_clocks_in_denmark(sign_in, make_asking):
    page = make_asking("<p>Læs det.</p>")
    page.expire_at = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)
    page.save_revision().publish()
    answer = fetch(sign_in("Mette"), page)
    assert "Vises til: 2.7.2027 kl. 0.30" in read_paper(answer)[1]


@pytest.mark.parametrize(
    ("ends_on", "says"),
    [
        (None, "2027-01-04, 09.00–14.00, Hytten"),
        (date(2027, 1, 6), "2027-01-04 09.00–2027-01-06 14.00, Hytten"),
    ],
)
def test_each_hour_of_an_event_stands_beside_its_day(ends_on, says):
    hours = {"starts_at": time(9), "ends_at": time(14)}
    event = EventPage(starts_on=date(2027, 1, 4), ends_on=ends_on, location="Hytten", **hours)
    assert [paragraph.text for paragraph in read_text(event)] == [says]


@pytest.mark.parametrize(("language", "each"), [("da", "hver dag"), ("en", "every day")])
def test_hours_of_each_day_of_an_event_are_said_to_be_that(language, each):
    days = {"starts_on": date(2027, 1, 4), "ends_on": date(2027, 1, 6)}
    event = EventPage(starts_at=time(9), ends_at=time(14), hours_each_day=True, **days)
    with translation.override(language):
        texts = [paragraph.text for paragraph in read_text(event)]
    assert texts == [f"2027-01-04–2027-01-06, {each} 09.00–14.00"]


def test_long_texts_run_over_sheets_to_their_last_word(sign_in, make_asking):
    reader, text = read_paper(
        fetch(sign_in("Mette"), make_asking(LONG, "<p>" + "Ø" * 400 + "</p>"))
    )
    assert len(reader.pages) > 3
    assert "Sidste ord: blåbærgrød." in text
    assert text.count("Ø") == 400


def test_confirmations_stand_by_group_with_every_answer(sign_in, make_asking):
    page = make_asking("<p>Læs det.</p>")
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    client = sign_in("Mette")
    _reader, text = read_paper(fetch(client, page))
    assert "0 har kvitteret, 2 mangler" in text
    assert "3.B" in text
    assert "Dorte for Malthe" in text
    page.is_major_change = True
    page.save_revision().publish()
    facts = json.loads(fetch(client, page, "json").content)
    assert [answer["version"] for answer in facts["confirmations"]["answers"]] == [1, 1]
    lines = facts["confirmations"]["groups"][0]["lines"]
    assert {line["whom"]: line["is_missing"] for line in lines} == {"Anna": True, "Malthe": True}
    assert all(reply["confirmed_at"] is None for line in lines for reply in line["replies"])


def test_the_versions_say_who_and_when_and_which_is_in_force(sign_in, make_asking, cast):
    page = make_asking("<p>Før</p>")
    page.title = "Mobilaftale, rettet"
    page.save_revision(user=cast["Mette"]).publish()
    page.save_revision(user=cast["Mette"])
    versions = json.loads(fetch(sign_in("Mette"), page, "json").content)["versions"]
    assert [item["title"] for item in versions][1:] == ["Mobilaftale, rettet"] * 2
    assert [item["saved_by"] for item in versions] == ["", "Mette", "Mette"]
    assert [item["is_in_force"] for item in versions] == [False, True, False]


def test_the_files_lie_inside(sign_in, make_asking, add_file, egesoeskolen):
    document = add_file(egesoeskolen, "Årets plan")
    link = f'<p><a linktype="document" id="{document.pk}">Planen</a></p>'
    reader, text = read_paper(fetch(sign_in("Mette"), make_asking(link)))
    name = f"01-{document.filename}"
    assert set(reader.attachments) == {"00-sagen.json", name}
    assert reader.attachments[name] == [PLAN]
    facts = json.loads(reader.attachments["00-sagen.json"][0])
    assert [file["title"] for file in facts["attachments"]] == ["Årets plan"]
    assert "Årets plan" in text


def test_a_file_that_the_editor_may_not_see_is_left_out(
    sign_in, make_asking, add_file, egesoeskolen, revleskolen
):
    own, foreign = add_file(egesoeskolen, "Egen"), add_file(revleskolen, "Fremmed", "fremmed.pdf")
    page = make_asking(
        *(f'<p><a linktype="document" id="{item.pk}">x</a></p>' for item in (own, foreign))
    )
    # The page shows both, so that the editor sees both as long as she sees the page.
    page.unpublish()
    reader, text = read_paper(fetch(sign_in("Mette"), page))
    assert "Egen" in text
    assert "Fremmed" not in text + "".join(reader.attachments)
    assert b"fremmed.pdf" not in reader.attachments["00-sagen.json"][0]
    assert "Filer, som du ikke må se, er udeladt: 1" in text


def test_what_is_too_big_is_named_and_left_out(
    sign_in, make_asking, add_file, egesoeskolen, monkeypatch
):
    document = add_file(egesoeskolen, "Stor")
    page = make_asking(f'<p><a linktype="document" id="{document.pk}">Stor</a></p>')
    client = sign_in("Mette")
    assert len(read_paper(fetch(client, page))[0].attachments) == 2
    monkeypatch.setattr("cms.records.queries.MOST_BYTES", len(PLAN) - 1)
    reader, text = read_paper(fetch(client, page))
    assert set(reader.attachments) == {"00-sagen.json"}
    assert "Stor, 1 KB: ikke med her" in text


def test_somebody_protected_stands_with_the_alias(sign_in, make_asking, cast):
    malthe = cast["Malthe"]
    ProtectedName.objects.create(person=malthe, first_name="Valdemar", family_name="Rigtig")
    malthe.first_name = "Kaj"
    malthe.save()
    page = make_asking("<p>Læs det.</p>")
    sign_in("Dorte").post(f"/kvitter/{page.pk}/")
    reader, text = read_paper(fetch(sign_in("Mette"), page))
    everything = text + reader.attachments["00-sagen.json"][0].decode()
    assert "Kaj" in everything
    assert "Valdemar" not in everything
    assert "Rigtig" not in everything


def test_names_with_letters_of_other_alphabets_are_kept(sign_in, make_asking):
    page = make_asking("<p>Kære Łukasz Żółć, Gülşen og Škoda.</p>", "<p>سلام</p>")
    reader, text = read_paper(fetch(sign_in("Mette"), page))
    assert "Kære Łukasz Żółć, Gülşen og Škoda." in text
    assert "Bogstaver, som denne fil ikke kan vise" in text
    assert "سلام" in reader.attachments["00-sagen.json"][0].decode()


def test_taking_it_out_is_logged_and_looking_at_the_page_is_not(sign_in, make_asking, editor):
    page = make_asking("<p>Læs det.</p>")
    client = sign_in("Mette")
    assert "Hent som PDF" in client.get(f"/gem-til-sagen/{page.pk}/").text
    logged = Entry.objects.filter(object_type="cms.basepage", object_id=str(page.pk))
    assert not logged.exists()
    fetch(client, page)
    entry = logged.get()
    assert (entry.action, entry.actor_id) == (Action.EXPORT, editor.pk)
    assert client.post(f"/gem-til-sagen/{page.pk}/", {"kind": "exe"}).status_code == 400
    assert logged.count() == 1


@pytest.mark.parametrize("name", ["Dorte", "Carla"])
def test_it_is_for_who_writes_there(sign_in, make_asking, name):
    page = make_asking("<p>Læs det.</p>", holders=("guardian", "staff"))
    client = sign_in(name)
    assert client.get(f"/gem-til-sagen/{page.pk}/").status_code == 404
    assert client.post(f"/gem-til-sagen/{page.pk}/", {"kind": "pdf"}).status_code == 404
    assert "/gem-til-sagen/" not in client.get(page.url).text
    assert f"/gem-til-sagen/{page.pk}/" in sign_in("Mette").get(page.url).text


def test_it_is_made_in_few_queries_however_many_answer(
    sign_in, make_asking, add_member, add_guardian, egesoeskolen
):
    page = make_asking("<p>Læs det.</p>")
    client = sign_in("Mette")
    fetch(client, page, "json")
    with CaptureQueriesContext(connection) as few:
        fetch(client, page, "json")
    for name in ("Bo", "Liv", "Ida"):
        add_guardian(f"Far til {name}", add_member(name, egesoeskolen, "pupil"), egesoeskolen)
    with CaptureQueriesContext(connection) as many:
        fetch(client, page, "json")
    assert len(many) == len(few)
