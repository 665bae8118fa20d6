"""The story of the day: told on a phone, for the group and the staff alone, to the year's end."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cms.audience.operations import narrow_audience
from cms.daily.audiences import is_of_few, narrow_to_group
from cms.daily.operations import name_day
from cms.daily.queries import notes_visible_to
from cms.models import Consent, DailyNotePage, InstitutionImage
from cms.school_years import school_year_of
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

TEXT = "Vi fandt tre krabber ved molen.\n\nI morgen bager vi."


def make_picture(name="tur.png"):
    content = BytesIO()
    Image.new("RGB", (80, 60), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


@pytest.fixture
def room(egesoeskolen):
    """The class's page."""
    return egesoeskolen.home.get_children().get(title="3.B").specific


@pytest.fixture
def sign_in(client):
    def make(unilogin, *keys):
        person = Person.objects.create_user(unilogin, first_name=unilogin.title())
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return make


@pytest.fixture
def mette(egesoeskolen, sign_in):
    """Writes at the institution, and is signed in."""
    school = egesoeskolen.institution
    person = sign_in("mette001", make_key(school.key, "staff"))
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT])
    return person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def tell(client, mette, room, today):
    def send(action="publish", **more):
        sent = {"day": today.isoformat(), "text": TEXT, "action": action} | more
        return client.post(reverse("write_note", args=[room.pk]), sent)

    return send


@pytest.fixture
def family(egesoeskolen):
    unit = f"g{egesoeskolen.group.pk}"
    return [f"{unit}/guardian", f"{unit}/pupil", make_key(egesoeskolen.institution.key, "staff")]


@pytest.fixture
def make_note(publish, room):
    def make(day, text="Vi var ude.", **fields):
        page = DailyNotePage(title=name_day(day), day=day, summary=text, **fields)
        page.body = [("text", f"<p>{text}</p>")]
        return publish(room, page)

    return make


def test_it_is_published_for_the_group_and_the_staff_and_stands_on_the_page(
    tell, client, room, family, today
):
    response = tell()
    assert (response.status_code, response["Location"]) == (302, room.url)
    note = DailyNotePage.objects.get()
    assert (note.live, note.day, note.title) == (True, today, name_day(today))
    assert note.own_audience == sorted(family)
    shown = client.get(room.url).text
    assert "Vi fandt tre krabber ved molen." in shown
    assert "Dagens historie" in shown
    assert client.get(note.url).status_code == 200


def test_who_sees_it(client, make_note, room, egesoeskolen, sign_in):
    note = make_note(timezone.localdate(), "Hemmelig hule bag skuret")
    unit = f"g{egesoeskolen.group.pk}"
    for number, (keys, sees) in enumerate(
        [
            ([f"{unit}/guardian"], True),
            ([f"{unit}/pupil"], True),
            (["998101/staff"], True),
            (["998101/guardian"], False),
            (["998/staff"], False),
            (["999101/guardian"], False),
        ]
    ):
        sign_in(f"seer{number:04}", *keys)
        texts = "".join(client.get(address).text for address in (room.url, note.url))
        texts += client.get(reverse("notes", args=[room.pk])).text
        assert (client.get(note.url).status_code == 200) is sees, keys
        assert ("Hemmelig hule" in texts) is sees, keys
    client.logout()
    assert client.get(note.url)["Location"].startswith("/log-ind/")
    assert client.get(reverse("notes", args=[room.pk]))["Location"].startswith("/log-ind/")


def test_a_page_that_is_open_to_everybody_does_not_open_its_stories(client, room, make_note, tell):
    room.own_audience = ["public"]
    room.save_revision().publish()
    tell()
    told = DailyNotePage.objects.get()
    made = make_note(timezone.localdate() - timedelta(days=1))
    client.logout()
    assert client.get(room.url).status_code == 200
    assert "krabber" not in client.get(room.url).text
    for note in (told, made):
        assert "public" not in note.own_audience
        assert client.get(note.url).status_code == 302


def test_a_room_that_has_been_opened_later_keeps_its_stories(client, room, make_note):
    note = make_note(timezone.localdate(), "Vi sov i skoven")
    room.own_audience = ["public"]
    room.save_revision().publish()
    assert client.get(room.url).status_code == 200
    assert "Vi sov i skoven" not in client.get(room.url).text
    assert client.get(note.url).status_code == 302


def test_nobody_can_store_a_wider_audience(make_note):
    with pytest.raises(ValidationError):
        make_note(timezone.localdate(), own_audience=["public"])
    with pytest.raises(ValidationError):
        make_note(timezone.localdate(), own_audience=["998/staff"])


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (("group/guardian", "group/pupil", "998101/staff"), None),
        (("public",), ("998101/staff", "group/guardian")),
        (("998101/guardian", "998101/staff"), ("998101/staff", "group/guardian")),
        (("998.school/guardian", "998/staff"), ("998101/staff", "group/guardian")),
        (("998101/pupil", "998101/staff"), ("998101/staff",)),
        (("group/guardian", "g0/guardian"), ("group/guardian",)),
        (("998101/staff",), None),
        (("p7",), ("p7",)),
        (("998101/pupil",), ("998101/staff",)),
        ((), ("998101/staff", "group/guardian")),
    ],
)
def test_readers_are_never_more_than_the_group_and_the_staff(egesoeskolen, above, expected):
    unit = f"g{egesoeskolen.group.pk}"
    seen, told = (
        tuple(sorted(key.replace("group", unit) for key in keys))
        for keys in (above, above if expected is None else expected)
    )
    assert narrow_to_group(seen, unit=unit, institution_key="998101") == told
    assert all(is_of_few(key) for key in told)


def readers_of(note, group):
    note.refresh_from_db()
    stored = tuple(note.scope.keys.order_by("key").values_list("key", flat=True))
    assert list(stored) == note.own_audience
    return {key.replace(f"g{group.pk}", "group") for key in stored}


@pytest.mark.parametrize(
    ("narrowed", "left", "at_once"),
    [
        (["group/guardian", "998101/staff"], {"group/guardian", "998101/staff"}, False),
        (["group/guardian", "998101/staff"], {"group/guardian", "998101/staff"}, True),
        (["998101/staff"], {"998101/staff"}, False),
        (["998101/leader"], {"998101/leader"}, True),
        (["998101/guardian", "group/pupil"], {"group/guardian", "group/pupil"}, False),
        (["public"], {"group/guardian", "group/pupil", "998101/staff"}, False),
    ],
)
def test_a_room_that_is_narrowed_narrows_the_stories_told_before(
    make_note, room, mette, egesoeskolen, at_once, narrowed, left
):
    group = egesoeskolen.group
    note, draft = make_note(timezone.localdate()), make_note(timezone.localdate())
    draft.unpublish()
    other = make_note(timezone.localdate(), own_audience=[f"g{group.pk}/pupil"])
    audience = [key.replace("group", f"g{group.pk}") for key in narrowed]
    if at_once:
        narrow_audience(room, audience=audience, editor=mette, now=timezone.now())
    else:
        room.own_audience = audience
        room.save_revision().publish()
    assert readers_of(note, group) == readers_of(draft, group) == left
    # What somebody chose stays where the page shows it to them, and is for nobody else where not.
    kept = "group/pupil" in narrowed or "public" in narrowed
    few = {key for key in narrowed if key != "998101/guardian"}
    assert readers_of(other, group) == ({"group/pupil"} if kept else few)


def test_who_sees_the_room_no_longer_reads_no_old_story_and_nobody_gets_it_back(
    client, make_note, room, egesoeskolen, sign_in
):
    note = make_note(timezone.localdate(), "Vi sov i skoven")
    family, staff = list(room.own_audience), ["998101/staff"]
    sign_in("dorte001", f"g{egesoeskolen.group.pk}/guardian")
    assert client.get(note.url).status_code == 200
    for audience, room_status in ((staff, 404), (family, 200)):
        room.own_audience = audience
        room.save_revision().publish()
        assert client.get(room.url).status_code == room_status
        assert client.get(note.url).status_code == 404


def test_an_older_version_of_a_story_does_not_widen_it_again(make_note, room, egesoeskolen):
    group = egesoeskolen.group
    note = make_note(timezone.localdate())
    first = note.get_latest_revision()
    assert len(first.content["own_audience"]) == 3
    room.own_audience = [f"g{group.pk}/guardian", "998101/staff"]
    room.save_revision().publish()
    first.publish()
    assert readers_of(note, group) == {"group/guardian", "998101/staff"}


def test_a_room_that_follows_its_institution_is_narrowed_with_it(make_note, room, egesoeskolen):
    group = egesoeskolen.group
    note = make_note(timezone.localdate())
    room.own_audience = None
    room.save_revision().publish()
    assert readers_of(note, group) == {"group/guardian", "group/pupil", "998101/staff"}
    home = egesoeskolen.home
    home.own_audience = ["998101/guardian", "998101/staff"]
    home.save_revision().publish()
    assert readers_of(note, group) == {"group/guardian", "998101/staff"}


def test_it_is_shown_to_the_end_of_the_school_year(make_note, room, make_viewer, family):
    note = make_note(date(2026, 11, 23), expire_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert timezone.localtime(note.expire_at).isoformat() == "2027-08-01T00:00:00+02:00"
    for moment, number in ((-1, 1), (0, 0)):
        viewer = make_viewer(*family, now=note.expire_at + timedelta(seconds=moment))
        assert len(notes_visible_to(viewer, below=room.path, most=9)) == number


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2026), (date(2026, 8, 1), 2027), (date(2027, 1, 1), 2027)]
)
def test_the_school_year_ends_with_july(day, year):
    assert timezone.localtime(school_year_of(day).ends_at).date() == date(year, 8, 1)


def test_mistakes_come_back_with_all_that_was_written(tell, today):
    for field, value, says in (
        ("text", "", "Feltet skal udfyldes"),
        ("text", "x" * 8001, "højst"),
        ("day", "", "Feltet skal udfyldes"),
        ("day", (today + timedelta(days=1)).isoformat(), "har ikke været endnu"),
        ("day", (today - timedelta(days=15)).isoformat(), "to uger"),
        ("day", "i går", "gyldig dato"),
    ):
        response = tell(**{field: value})
        assert response.status_code == 400
        assert says in response.text, says
        assert field == "text" or "tre krabber" in response.text
    assert not DailyNotePage.objects.exists()


def test_several_pictures_are_kept_described_and_asked_about(tell, egesoeskolen):
    sent = {
        "p0-picture": make_picture("a.png"), "p0-description": "En krabbe", "p0-consent": "group",
        "p1-picture": make_picture("b.png"), "p1-decorative": "on", "p1-consent": "nobody",
    }  # fmt: skip
    assert tell(**sent).status_code == 302
    first, second, text = DailyNotePage.objects.get().body
    assert (first.value.contextual_alt_text, second.value.decorative) == ("En krabbe", True)
    assert text.block_type == "text"
    images = InstitutionImage.objects.order_by("pk")
    assert [image.consent for image in images] == [Consent.GROUP, Consent.NOBODY]
    assert [image.consent_group for image in images] == [egesoeskolen.group, None]


def test_a_picture_is_described_and_survives_a_mistake(tell):
    response = tell(**{"p2-picture": make_picture(), "p2-consent": "nobody"})
    assert response.status_code == 400
    assert "Beskriv billedet, eller" in response.text
    image = InstitutionImage.objects.get()
    assert f'name="p2-image_id" value="{image.pk}"' in response.text
    assert tell(**{"p2-image_id": image.pk, "p2-description": "En hule"}).status_code == 302
    assert DailyNotePage.objects.get().body[0].value.pk == image.pk


def test_a_withdrawn_picture_cannot_be_shown(tell):
    tell(action="draft", **{"p0-picture": make_picture(), "p0-description": "En hule"})
    image = InstitutionImage.objects.get()
    image.consent = Consent.WITHDRAWN
    image.save()
    response = tell(**{"p0-image_id": image.pk, "p0-description": "En hule"})
    assert response.status_code == 400
    assert "trukket tilbage" in response.text
    assert not DailyNotePage.objects.filter(live=True).exists()


def test_half_a_picture_and_a_foreign_picture_are_refused(tell, revleskolen):
    from tests.cms.blocks.conftest import make_image  # noqa: PLC0415

    content = make_picture().read()
    half = SimpleUploadedFile("tur.png", content[: len(content) // 2], "image/png")
    assert tell(**{"p0-picture": half, "p0-decorative": "on"}).status_code == 400
    foreign = make_image(revleskolen)
    tell(**{"p0-image_id": foreign.pk, "p0-decorative": "on"})
    assert [block.block_type for block in DailyNotePage.objects.get().body] == ["text"]


def test_a_cpr_number_stops_it(tell):
    assert "CPR" in tell(text="Ring til 090517-1234").text
    assert not DailyNotePage.objects.exists()


def test_where_the_institution_approves_it_is_sent(tell, client, room):
    Institution.objects.update(needs_approval=True)
    assert "Send til godkendelse" in client.get(reverse("write_note", args=[room.pk])).text
    tell(action="publish")
    assert not DailyNotePage.objects.get().live
    DailyNotePage.objects.get().delete()
    tell(action="ask")
    note = DailyNotePage.objects.get()
    assert (note.live, note.current_workflow_state is not None) == (False, True)


def test_it_is_edited_in_the_same_form_and_taken_down(tell, client, room):
    tell(**{"p0-picture": make_picture(), "p0-description": "En krabbe"})
    note = DailyNotePage.objects.get()
    address = reverse("rewrite_note", args=[note.pk])
    assert address in client.get(note.url).text
    shown = client.get(address).text
    assert "tre krabber" in shown
    assert 'value="En krabbe"' in shown
    image = InstitutionImage.objects.get()
    sent = {
        "day": note.day.isoformat(), "text": "Vi fandt fire.", "action": "publish",
        "p0-image_id": image.pk, "p0-remove": "on",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    note.refresh_from_db()
    assert [block.block_type for block in note.body] == ["text"]
    assert "Tag historien ned?" in client.get(reverse("take_down", args=[note.pk])).text
    client.post(reverse("take_down", args=[note.pk]))
    assert client.get(note.url).status_code == 404
    assert "Vi fandt fire" not in client.get(room.url).text
    assert client.post(reverse("put_back", args=[note.pk])).status_code == 302
    assert client.get(note.url).status_code == 200


def test_who_may_not_write_finds_none_of_it(tell, client, room, revleskolen, sign_in):
    tell()
    note = DailyNotePage.objects.get()
    stranger = sign_in("carla001")
    school = revleskolen.institution
    grant_rights(person_id=stranger.pk, institution_id=school.pk, rights=[Right.EDIT])
    addresses = [reverse("write_note", args=[room.pk]), reverse("rewrite_note", args=[note.pk])]
    for address in [*addresses, reverse("write_note", args=[revleskolen.home.pk])]:
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "x"}).status_code == 404
    own = revleskolen.home.get_children().get(title="3.B")
    assert client.get(reverse("write_note", args=[own.pk])).status_code == 200


def test_earlier_days_follow_the_newest_and_are_paged(client, room, make_note, mette, today):
    for number in range(25):
        make_note(today - timedelta(days=number), f"Historie nummer {number}.")
    shown = client.get(room.url).text.partition("<main")[2]
    told = re.findall(r"Historie nummer (\d+)", shown)
    assert told == ["0", "1", "2", "3", "4", "5"]
    address = reverse("notes", args=[room.pk])
    assert address in shown
    first, second = (client.get(address, {"side": side}).text for side in (1, 2))
    assert first.count("Historie nummer") == 20
    assert second.count("Historie nummer") == 5
    assert "Side 2 af 2" in second
    assert client.get(address, {"side": "x"}).status_code == 200


def test_stories_are_no_pages_in_menus_and_no_news(client, room, make_note, mette, today):
    make_note(today)
    main = client.get(room.url).text.partition("<main")[2]
    assert 'id="pages"' not in main
    assert name_day(today).lower() not in client.get("/").text.lower().partition('id="news"')[2]


def test_the_list_is_for_groups_alone(client, egesoeskolen, mette, room):
    assert client.get(reverse("notes", args=[room.pk])).status_code == 200
    assert client.get(reverse("notes", args=[egesoeskolen.home.pk])).status_code == 404


def test_stories_cost_one_query_however_many(
    make_note, room, make_viewer, family, today, django_assert_num_queries
):
    for number in range(4):
        make_note(today - timedelta(days=number))
    viewer = make_viewer(*family, now=timezone.now())
    notes_visible_to(viewer, below=room.path, most=9)
    with django_assert_num_queries(1):
        assert len(notes_visible_to(viewer, below=room.path, most=9)) == 4
