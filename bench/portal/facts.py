"""Who is signed in and which addresses are asked for."""

from typing import Any

from django.conf import settings
from django.test import Client

from bench.sizes import Sizes
from bench.texts import pick_articles
from cms.models import BasePage, ContentPage, InstitutionHome
from cms.rows import address_of
from core.people.models import Person

HOST = "127.0.0.1"


def tell_facts(sizes: Sizes) -> dict[str, Any]:
    """Session cookies by UNI-Login id, and the addresses of the measured pages."""
    one, some, many = (f"seer{count}" for count in sizes.viewer_scopes)
    names = ["laerer", one, some, many, "steder", "redaktoer1", f"redaktoer{sizes.rights}"]
    school = InstitutionHome.objects.get(home_of__key="998101")
    tops = ContentPage.objects.filter(path__startswith=school.path, depth=school.depth + 2)
    return {
        "cookies": {name: sign_in(name) for name in names},
        "articles": pick_articles(
            [(page.title, address_of(page.url_path)) for page in tops.order_by("path")]
        ),
        "school": {"pk": school.pk, "title": school.title},
        "pages": BasePage.objects.count(),
    }


def sign_in(unilogin: str) -> str:
    """The cookie of a new session, as a browser would send it."""
    client = Client(SERVER_NAME=HOST)
    client.force_login(Person.objects.get(unilogin=unilogin))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
