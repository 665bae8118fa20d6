"""Every address for every one of the cast: each audience's canary is there, or it is not."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from cms.models import DocumentVersion, GroupHome, InstitutionHome
from core.access.models import ALWAYS, OFFICE_RIGHTS, Right
from core.access.operations import grant_rights, mark_rights_taken, replace_holdings
from core.access.queries import MaySee
from core.people.models import Group, Institution, Person
from core.service_messages.models import ServiceMessage
from tests.audience_matrix.conftest import FRIDAY, MONDAY, NOW, WORD, person_of
from tests.audience_matrix.expected import (
    AUDIENCES,
    CONFIRMING,
    DAILY,
    FORMS,
    LIBRARY,
    MENUS,
    NANNA_IN_HER_WEEK,
    NOT_OF_LINDESOE,
    OFFICE,
    REVIEWING,
    SEES,
    WITHOUT_TEXTS,
    WRITING,
)

# In addresses the letters are small.
CANARY = re.compile(r"kanarie-([A-Z])\b", re.IGNORECASE)
EDITOR = "redaktion/"


def text_of(response):
    """Content and headers without the address that was asked for, which pages may repeat."""
    content = b"".join(response) if response.streaming else response.content
    text = content.decode(errors="replace") + str(response.headers)
    return text.replace(response.request["PATH_INFO"], "")


def canaries_in(responses):
    """The letters in what was answered; a refusal that names what it refuses would count."""
    return "".join(sorted(set(CANARY.findall("".join(map(text_of, responses)).upper()))))


def open_pages(client, world):
    pages = [*world.pages.values(), *world.news.values(), *world.forms.values()]
    pages += world.events.values()
    folders = [document.folder for document in world.documents.values()]
    addresses = [page.url for page in [*pages, *folders]]
    # Who is not signed in is sent to the sign-in page with the address that was asked for.
    return [
        response
        for address in [*addresses, "/lindesoe/", "/lindesoe/egesoeskolen/"]
        if (response := client.get(address)).status_code != 302
    ]


def open_lasting_addresses(client, world):
    responses = [client.get(f"/side/{page.pk}/") for page in world.pages.values()]
    return [response for response in responses if "/log-ind/" not in response.get("Location", "")]


def open_documents(client, world):
    responses = [client.get(document.url) for document in world.documents.values()]
    return [response for response in responses if response.status_code == 200]


def open_lasting_documents(client, world):
    documents = world.documents.values()
    responses = [client.get(f"/dokument/{document.pk}/", follow=True) for document in documents]
    return [response for response in responses if response.streaming]


def open_images(client, world):
    """An image's bytes hold no letter, so the address of one that was given stands for it."""
    for letter, image in world.images.items():
        response = client.get(f"/billeder/{image.pk}/width-960")
        if response.status_code == 200:
            response.headers["X-Letter"] = f"kanarie-{letter}"
            yield response


def open_home(client, world):
    return [client.get("/")]


def open_calendar(client, world):
    home = InstitutionHome.objects.get(home_of__key="998101")
    return [client.get("/kalender/", {"sted": home.pk, "maaned": f"{NOW:%Y-%m}"})]


def open_news_archive(client, world):
    """All of the school's news, page by page; addresses repeat no letter."""
    home = InstitutionHome.objects.get(home_of__key="998101")
    answers = [client.get("/nyheder/", {"sted": home.pk, "side": page}) for page in (1, 2)]
    return [answer for answer in answers if answer.status_code == 200]


def open_search(client, world):
    """Every page of hits for the word that all texts have; addresses repeat no letter."""
    answers = [
        client.get("/soeg/", {"q": "kanarie", "slags": kind, "side": page})
        for kind in ("", "news", "page", "document", "event")
        for page in range(1, 4)
    ]
    assert {answer.status_code for answer in answers} == {200}
    return answers


def open_year(client, world):
    home = InstitutionHome.objects.get(home_of__key="998101")
    return [client.get("/kalender/aarshjul/", {"sted": home.pk, "aar": NOW.year})]


def open_feed(client, world):
    """What a calendar program reads, without cookies, at the address that somebody makes."""
    made = client.post("/kalender/abonnement/ny/", {"child": ""})
    address = re.search(r"/kalender/[\w-]+\.ics", made.text)
    return [Client().get(address[0] if address else "/kalender/findes-ikke.ics")]


def open_keyword(client, world):
    school = Institution.objects.get(key="998101")
    return [client.get(reverse("keyword", args=[school.pk, WORD]))]


SHOWN_AT = {
    "home": open_home,
    "calendar_feed": open_feed,
    "calendar_year": open_year,
    "calendar": open_calendar,
    "news_archive": open_news_archive,
    "search": open_search,
    "keyword": open_keyword,
    "show_page": open_pages,
    "page": open_lasting_addresses,
    "document": open_lasting_documents,
    "wagtaildocs_serve": open_documents,
    "serve_image": open_images,
}


def list_route_names(patterns, prefix=""):
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(EDITOR):
            continue
        if isinstance(entry, URLPattern):
            yield entry.name
        else:
            yield from list_route_names(entry.url_patterns, route)


def test_every_address_has_its_entry():
    assert set(list_route_names(get_resolver().url_patterns)) == {
        *SHOWN_AT,
        *WITHOUT_TEXTS,
        *OFFICE,
        *FORMS,
        *LIBRARY,
        *REVIEWING,
        *WRITING,
        *CONFIRMING,
        *DAILY,
        *MENUS,
    }


def test_every_audience_is_seen_by_somebody_and_hidden_from_somebody():
    for letter in AUDIENCES:
        seers = {name for name, letters in SEES.items() if letter in letters}
        assert seers
        assert letter == "A" or seers != set(SEES)


@pytest.mark.parametrize("name", SEES)
@pytest.mark.parametrize("route", SHOWN_AT)
def test_address_shows_exactly_the_audiences_of_the_seer(
    client_of, world, monkeypatch, route, name
):
    monkeypatch.setattr("cms.reading.NEWS_ON_HOME", 100)
    monkeypatch.setattr("cms.reading.NEWS_ON_PLACE", 100)
    monkeypatch.setattr("cms.calendar.reading.MOST_COMING", 100)
    # The calendar is that of the school, and of one's own places for who does not see the school.
    own_alone = {"home", "calendar", "calendar_feed", "calendar_year", "news_archive"}
    elsewhere = route in own_alone and name in NOT_OF_LINDESOE
    expected = "" if elsewhere else SEES[name]
    assert canaries_in(SHOWN_AT[route](client_of(name), world)) == expected


@pytest.mark.parametrize("name", SEES)
def test_TEN_02_a_search_counts_what_its_seer_finds(client_of, world, name):
    answer = client_of(name).get("/soeg/", {"q": "kanarie"})
    of_each = len(SEES[name])
    kinds = {str(kind["label"]): kind["number"] for kind in answer.context["kinds"]}
    # Of each audience a page, its form and its folder; news, a file and an event.
    assert kinds == {
        "None": 6 * of_each, "Nyheder": of_each, "Sider": 3 * of_each,
        "Dokumenter": of_each, "Begivenheder": of_each,
    }  # fmt: skip


@pytest.mark.parametrize("name", SEES)
def test_other_addresses_show_no_audiences_texts(client_of, world, name):
    client = client_of(name)
    answers = {
        "accessibility": client.get("/was/"),
        "privacy": client.get("/privatliv/"),
        "legal_information": client.get("/lovpligtigt/998101/"),
        "cookies": client.get("/cookies/"),
        "live": client.get("/live"),
        "ready": client.get("/ready"),
        "enter_municipality": client.get("/k/998/"),
        "login": client.get("/log-ind/"),
        "sign_in_as_cast": client.post("/log-ind/som/", {"unilogin": "nobody01"}),
        "choose_language": client.post("/sprog/", {"language": "xx"}),
        "your_information": client.get("/dine-oplysninger/"),
        "share_contact_details": client.get("/dine-oplysninger/deling/"),
        "choose_mails": client.get("/dine-oplysninger/mails/"),
        "choose_look": client.get("/dine-oplysninger/udseende/"),
        "places": client.get("/steder/"),
        "offline": client.get("/uden-net/"),
        "service_worker": client.get("/service-worker.js"),
        "calendar_addresses": client.get("/kalender/abonnement/"),
        "make_calendar_address": client.get("/kalender/abonnement/ny/"),
        "stop_calendar_address": client.get("/kalender/abonnement/stop/"),
        "logout": client.post("/log-ud/"),
    }
    assert answers.keys() == WITHOUT_TEXTS
    assert canaries_in(answers.values()) == ""
    # The controls: each address answered as it does when it works.
    signed_in = name != "nobody"
    assert {route: answer.status_code for route, answer in answers.items()} == {
        "accessibility": 404, "privacy": 404, "cookies": 404, "live": 200, "legal_information": 200,
        "offline": 200, "service_worker": 200,
        "ready": answers["ready"].status_code, "enter_municipality": 302,
        "login": 302 if signed_in else 200, "sign_in_as_cast": 404, "choose_language": 400,
        "your_information": 200 if signed_in else 302, "logout": 200,
        "share_contact_details": 302, "choose_mails": 302, "choose_look": 302,
        "places": 200 if signed_in else 302,
        "calendar_addresses": 200 if signed_in else 302, "make_calendar_address": 302,
        "stop_calendar_address": 302,
    }  # fmt: skip


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_writing_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    home = InstitutionHome.objects.get(home_of__key="998101")
    news = world.news["A"].pk
    numbers = {"write_news": [home.pk], "write_event": [home.pk]}
    numbers |= {"write_events": [home.pk], "empty_event_sheet": [home.pk]}
    numbers |= {"write_news_where": [], "write_event_where": []}
    numbers |= {"choose_legal_information": ["998101", "antimobbestrategi"]}
    answers = [
        client.get(reverse(route, args=numbers.get(route, [news]))) for route in sorted(WRITING)
    ]
    # The roster's leaders begin with the right to write.
    leads = {"henrik": {200, 302, 404}, "kirsten": {200, 302, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    assert name == "henrik" or canaries_in(answers) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_looking_after_folders_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    document = world.documents["A"]
    version = DocumentVersion.objects.create(
        document=document,
        file=ContentFile(b"%PDF-1.4", name="gammel.pdf"),
        replaced_at=timezone.now(),
    )
    numbers = {
        "arrange_folder": [document.folder_id],
        "document_version": [document.pk, version.pk],
    }
    answers = [
        client.get(reverse(route, args=numbers.get(route, [document.pk])))
        for route in sorted(LIBRARY)
    ]
    # The roster's leaders begin with the right to write.
    leads = {"henrik": {200, 404}, "kirsten": {200, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    assert name in {"henrik", "kirsten"} or canaries_in(answers) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_reviews_are_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    page = world.pages["A"].pk
    answers = {
        route: client.get(reverse(route, args=[] if route == "reviews" else [page]))
        for route in sorted(REVIEWING)
    }
    # The roster's leaders begin with the right to publish; the page is one of Henrik's school.
    closed = 302 if name == "nobody" else 404
    mine = {"archive_page": 200, "review_page": 200, "reviews": 200}
    opened = {"henrik": mine, "kirsten": {"reviews": 200}}
    assert {route: answer.status_code for route, answer in answers.items()} == {
        route: opened.get(name, {}).get(route, closed) for route in answers
    }
    assert name == "henrik" or canaries_in(answers.values()) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_telling_of_days_and_menus_is_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    room = GroupHome.objects.get(title="3.B", home_of__institution__key="998101")
    numbers = {"write_note": room.pk, "write_menu": room.get_parent().pk}
    answers = [
        client.get(reverse(route, args=[numbers.get(route, world.news["A"].pk)]))
        for route in sorted({*DAILY, *MENUS} - {"notes"})
    ]
    leads = {"henrik": {200, 404}, "nobody": {302}}
    assert {answer.status_code for answer in answers} <= leads.get(name, {404})
    told = client.get(reverse("notes", args=[room.pk]))
    of_the_class = {"anna", "bo", "dorte", "henrik", "ida", "jonas", "soren"}
    expected = 200 if name in of_the_class else {"nobody": 302}.get(name, 404)
    assert told.status_code == expected
    assert canaries_in([*answers, told]) == ""


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_confirmations_are_closed_to_whoever_is_not_asked_or_writes(client_of, world, name):
    client = client_of(name)
    for letter, news in world.news.items():
        document = world.documents["A"].pk
        numbers = {
            route: [
                document if route.endswith("document") else news.pk,
                *([1, 1] * ("enter" in route)),
            ]
            for route in CONFIRMING
        }
        for route in sorted(CONFIRMING):
            response = client.post(reverse(route, args=numbers[route]))
            # None of the news asks, so that not even its readers and writers find anything.
            assert response.status_code == (302 if name == "nobody" else 404), (route, letter)
            assert canaries_in([response]) == ""


def find_office_addresses():
    """The pages of Egesøskolen's office by their names, about people and a group of the school."""
    board = Group.objects.get(name="Skolebestyrelsen", institution__key="998101")
    liv, peter, bo, soren = (person_of(name).pk for name in ("liv", "peter", "bo", "soren"))
    jeppe, bente = Person.objects.get(unilogin="jeppe001").pk, person_of("bente").pk
    message, _ = ServiceMessage.objects.get_or_create(
        institution=board.institution,
        municipality=board.institution.municipality,
        text="Lukket",
        begins_at=NOW - timedelta(days=2),
        ends_at=NOW + timedelta(days=1),
    )
    about = {
        "office_add_member": {"group_id": board.pk},
        "office_block": {"child_id": bo, "adult_id": person_of("jonas").pk},
        "office_child": {"child_id": liv},
        "office_end_group": {"group_id": board.pk},
        "office_end_member": {
            "group_id": board.pk,
            "membership_id": board.memberships.get(person_id=soren).pk,
        },
        "office_end_substitute": {"person_id": person_of("nanna").pk},
        "office_change_rights": {"person_id": person_of("ida").pk},
        "office_give_rights_again": {"person_id": person_of("henrik").pk},
        "office_take_rights": {"person_id": person_of("ida").pk},
        "office_grant": {"child_id": bo, "adult_id": soren},
        "office_group": {"group_id": board.pk},
        "office_lift": {"child_id": liv, "adult_id": peter},
        "office_name": {"person_id": liv},
        "office_rename_group": {"group_id": board.pk},
        "office_withdraw": {"child_id": jeppe, "adult_id": bente},
        "office_withdraw_service_message": {"message_id": message.pk},
    }
    return {
        name: reverse(name, kwargs={"key": "998101", **about.get(name, {})})
        for name in OFFICE - {"offices"}
    } | {"offices": reverse("offices")}


@pytest.mark.parametrize("name", SEES)
def test_TEN_01_offices_are_closed_to_whoever_has_no_right(client_of, world, name):
    client = client_of(name)
    answers = {route: client.get(path) for route, path in find_office_addresses().items()}
    # The roster's leaders look after rights: the way in opens, and nothing about children.
    mine = {"office": 200, "offices": 302, "office_rights": 200, "office_change_rights": 200,
            "office_approval": 302, "office_service_messages": 200,
            "office_withdraw_service_message": 302}  # fmt: skip
    opened = {"henrik": mine, "kirsten": {"offices": 302}}
    closed = 302 if name == "nobody" else 404
    assert {route: answer.status_code for route, answer in answers.items()} == {
        route: opened.get(name, {}).get(route, closed) for route in answers
    }
    assert canaries_in(answers.values()) == ""


def test_an_office_shows_no_audiences_texts_and_no_real_name(client_of, world):
    school = Institution.objects.get(key="998101")
    client = client_of("henrik")
    addresses = find_office_addresses()
    for name, rights in (("henrik", OFFICE_RIGHTS), ("ida", [Right.EDIT])):
        grant_rights(person_id=person_of(name).pk, institution_id=school.pk, rights=rights)
    mark_rights_taken(
        person_id=person_of("henrik").pk, institution_id=school.pk, rights=[Right.PUBLISH],
        last_day=ALWAYS,
    )  # fmt: skip
    answers = {name: client.get(address) for name, address in addresses.items()}
    leads_on = {
        *("offices", "office_add_member", "office_approval", "office_end_member"),
        "office_withdraw_service_message",
        "office_end_substitute",
    }
    assert {name for name, answer in answers.items() if answer.status_code == 302} == leads_on
    assert {answer.status_code for answer in answers.values()} == {200, 302}
    assert canaries_in(answers.values()) == ""
    assert "Lea Holm" in answers["office_child"].text
    assert all("Liv " not in text_of(answer) for answer in answers.values())


@pytest.mark.parametrize(
    ("day", "letters"),
    [(MONDAY, NANNA_IN_HER_WEEK), (FRIDAY, NANNA_IN_HER_WEEK), (FRIDAY.replace(day=5), "A")],
)
def test_TEN_26_substitute_sees_the_school_in_her_week_alone(
    client_of, world, at_moment, day, letters
):
    at_moment.move_to(f"{day} 12:00 +01:00")
    assert canaries_in(open_documents(client_of("nanna"), world)) == letters


def test_TEN_26_ended_right_is_gone_at_the_next_request(client_of, world):
    client = client_of("anna")
    assert "C" in canaries_in(open_documents(client, world))
    replace_holdings({person_of("anna").pk: []})
    assert canaries_in(open_documents(client, world)) == "A"


def test_TEN_10_guessed_addresses_of_files_tell_nothing(client_of, world):
    hidden, shown = world.documents["C"], world.documents["D"]
    client = client_of("dorte")
    assert client.get(shown.url).status_code == 200
    right_name, wrong_name, no_file = (
        client.get(address)
        for address in (hidden.url, f"/dokumenter/{hidden.pk}/gaet.txt", "/dokumenter/99999/x.txt")
    )
    assert {right_name.status_code, wrong_name.status_code, no_file.status_code} == {404}
    for tag in ('"anything"', "*"):
        answer = client.get(hidden.url, HTTP_IF_NONE_MATCH=tag)
        assert answer.status_code == 404


def test_TEN_10_TEN_11_files_have_no_address_of_their_own(client_of, world):
    client = client_of("anna")
    for media in (world.documents["A"], world.images["A"]):
        with pytest.raises(ValueError, match="not accessible via a URL"):
            _ = media.file.url
        for prefix in ("/media/", "/", "/static/"):
            assert client.get(prefix + media.file.name).status_code == 404


def test_TEN_11_images_and_files_are_kept_by_nobody(client_of, world):
    client = client_of("anna")
    for response in (
        client.get(f"/billeder/{world.images['C'].pk}/width-960"),
        client.get(world.documents["C"].url),
    ):
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_TEN_23_files_run_nothing(client_of, world):
    response = client_of("anna").get(world.documents["C"].url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "spec", ["width-961", "original|jpegquality-1", "fill-9999x9999", "max-165x165|blur", "%2e%2e"]
)
def test_TEN_23_only_known_sizes_of_images_are_made(client_of, world, spec):
    client = client_of("anna")
    assert client.get(f"/billeder/{world.images['C'].pk}/{spec}").status_code == 404
    assert client.get(f"/billeder/{world.images['C'].pk}/width-960").status_code == 200


def test_TEN_09_nothing_lists_pages_to_strangers(client_of, world):
    client = client_of("nobody")
    for address in ("/sitemap.xml", "/robots.txt", "/feed/", "/rss/", "/api/v2/pages/"):
        assert canaries_in([client.get(address)]) in {"", "A"}
    assert "og:" not in client.get(world.pages["A"].url).text


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_HOST"])
def test_TEN_18_what_one_got_is_never_given_to_another(client_of, world, header):
    page = world.pages["C"]
    value = {"HTTP_HOST": "localhost"}.get(header, "en")
    assert "kanarie-C" in client_of("anna").get(page.url, **{header: value}).text
    for name in ("dorte", "mette"):
        assert client_of(name).get(page.url, **{header: value}).status_code == 404


def test_TEN_06_unpublished_and_deleted_are_gone_at_once(client_of, world):
    client = client_of("anna")
    page, image = world.pages["C"], world.images["C"]
    assert client.get(page.url).status_code == 200
    page.refresh_from_db()
    page.unpublish()
    assert client.get(page.url).status_code == 404
    assert client.get(f"/billeder/{image.pk}/width-960").status_code == 404
    assert "kanarie-C side" not in client.get("/lindesoe/egesoeskolen/").text


def test_GDPR_01_protected_people_are_seen_by_who_shares_a_group_alone(world, db):
    liv = person_of("liv")
    assert (liv.first_name, liv.protected) == ("Lea", True)
    seers = {
        name
        for name in SEES
        if name != "nobody"
        and Person.objects.filter(
            MaySee("scopes__scope", person_id=person_of(name).pk, on=NOW.date()),
            pk=liv.pk,
        ).exists()
    }
    assert "nina" in seers
    assert seers <= {"liv", "nina"}


def test_GDPR_01_real_name_of_a_protected_person_is_on_no_page(client_of, world):
    for name in SEES:
        responses = [*open_pages(client_of(name), world), client_of(name).get("/dine-oplysninger/")]
        text = "".join(map(text_of, responses))
        assert "Liv " not in text
        assert text
