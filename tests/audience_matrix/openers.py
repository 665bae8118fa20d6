"""How each address is opened, and which letters it then shows."""

import re

from django.test import Client
from django.urls import reverse

from cms.models import InstitutionHome
from core.people.models import Institution
from tests.audience_matrix.conftest import NOW, WORD

# In addresses the letters are small.
CANARY = re.compile(r"kanarie-([A-Z])\b", re.IGNORECASE)


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
