"""Whose address a request has: what our own proxy says of it, and nothing that a visitor says."""

import pytest
from django.conf import settings as portal_settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.config.middleware import ClientAddressMiddleware
from core.login import limits
from tests.core.login.local.conftest import PASSWORD, SECOND_STEP, SIGN_IN, operator

__all__ = ["operator"]

PEER, VISITOR = "127.0.0.1", "203.0.113.9"


def find_address(forwarded_for=None):
    """Whom a request is from, by all that looks at it behind the middleware."""
    seen = []

    def look(request):
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if forwarded_for is None else {"HTTP_X_FORWARDED_FOR": forwarded_for}
    ClientAddressMiddleware(look)(RequestFactory().get("/", REMOTE_ADDR=PEER, **headers))
    return seen[0]


def test_it_is_set_before_anything_looks_at_it():
    assert portal_settings.MIDDLEWARE[0] == "core.config.middleware.ClientAddressMiddleware"


def test_without_a_proxy_of_ours_the_header_counts_for_nothing(settings):
    settings.BEHIND_PROXY = False
    assert find_address(VISITOR) == PEER
    settings.BEHIND_PROXY = True
    assert find_address(VISITOR) == VISITOR


@pytest.mark.parametrize(
    ("forwarded_for", "address"),
    [
        (VISITOR, VISITOR),
        (f"198.51.100.1, {VISITOR}", VISITOR),
        # A header of the visitor's and one of the proxy's, as the server joins them.
        (f"198.51.100.1,unknown,{VISITOR}", VISITOR),
        (f"  {VISITOR} ", VISITOR),
        ("198.51.100.1, 2001:DB8::1", "2001:db8::1"),
        (None, PEER),
        ("", PEER),
        ("unknown", PEER),
        # The last one alone is the proxy's: no other takes its place.
        (f"{VISITOR}, ", PEER),
        (f"{VISITOR}, unknown", PEER),
        (f"{VISITOR}:1234", PEER),
        ("203.0.113.999", PEER),
        ("\u00b2\x00", PEER),
        ("1" * 5000, PEER),
    ],
)
def test_behind_a_proxy_the_last_hop_is_the_client(settings, forwarded_for, address):
    settings.BEHIND_PROXY = True
    assert find_address(forwarded_for) == address


def sign_in(username, password, forwarded_for):
    sent = {"username": username, "password": password}
    return Client().post(SIGN_IN, sent, REMOTE_ADDR=PEER, HTTP_X_FORWARDED_FOR=forwarded_for)


def test_API_09_who_guesses_behind_our_proxy_locks_nobody_else_out(operator, settings):
    for is_behind, others, again in ((True, 302, 429), (False, 429, 429)):
        settings.BEHIND_PROXY = is_behind
        limits.SignInAttempt.objects.all().delete()
        for number in range(limits.ATTEMPTS_PER_ADDRESS):
            # Whom the visitor claims to be stands first, and counts for nothing.
            claimed = f"192.0.2.{number}, 198.51.100.7"
            assert sign_in(f"x{number}", "forkert", claimed).status_code == 400
        assert sign_in("drift001", PASSWORD, "192.0.2.99, 198.51.100.7").status_code == again
        answer = sign_in("drift001", PASSWORD, VISITOR)
        assert answer.status_code == others
        assert others != 302 or answer["Location"] == SECOND_STEP


def test_an_ipv4_address_is_one_network_however_it_is_written():
    mapped = limits.find_network(f"::ffff:{VISITOR}")
    assert mapped == limits.find_network(VISITOR)
    assert mapped != limits.find_network("::ffff:203.0.113.10")
