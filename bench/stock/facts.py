"""Who is signed in and which addresses are asked for."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from bench.stock.models import ArticlePage
from bench.texts import SCHOOL, pick_articles


def tell_facts() -> dict[str, Any]:
    """The teacher's session cookie, and the addresses of the measured pages."""
    tops = ArticlePage.objects.filter(depth=6).order_by("path")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="laerer"))
    return {
        "cookies": {"laerer": f"sessionid={client.cookies['sessionid'].value}"},
        "articles": pick_articles([(page.title, page.url) for page in tops]),
        "school": {"title": SCHOOL},
    }
