"""Who is signed in in a browser of a test."""

from django.test import Client

from core.login.models import Session


def find_session(client: Client) -> Session | None:
    """The session that a browser has, if it has one that is still there."""
    cookie = client.cookies.get("indgang")
    return Session.objects.filter(session_key=cookie.value if cookie else "").first()


def read_who(client: Client) -> str:
    """Whose session a browser has; "" for nobody's."""
    session = find_session(client)
    return session.person.unilogin if session and session.person else ""
