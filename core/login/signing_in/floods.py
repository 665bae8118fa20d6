"""What keeps rubbish at the addresses that providers know from costing anything."""

from collections.abc import Callable

from django.http import HttpRequest

from core.access.viewer import viewer_of
from core.login.limits import TooManyAttempts, count_guess, has_guesses_left
from core.login.refusals import Reason, Rejected
from core.login.saml.reading import MOST_BYTES

# In base64 and as a form sends it, with as much beside it.
LONGEST_BODY = 3 * MOST_BYTES
_GUESS = "provider answer"
_BLAMELESS = frozenset({Reason.TOO_OFTEN, Reason.PROVIDER_DOWN})


def refuse_all() -> None:
    """What is asked of messages that answer no question of ours."""
    raise Rejected(Reason.TOO_OFTEN)


def refuse_flood(request: HttpRequest, check_asked: Callable[[], object] = refuse_all) -> None:
    """Refuses what is too large, and what follows on too much rubbish from the same network.

    What `check_asked` finds to answer a question of ours goes through all the same, since a whole
    school has one address; it raises `Rejected` otherwise.
    """
    if not is_short(request):
        raise Rejected(Reason.TOO_LARGE)
    now = viewer_of(request).now
    if has_guesses_left(kind=_GUESS, address=request.META["REMOTE_ADDR"], now=now):
        return
    try:
        check_asked()
    except Rejected:
        raise Rejected(Reason.TOO_OFTEN) from None


def is_short(request: HttpRequest) -> bool:
    """Whether a body is one that may be read at all."""
    return int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST_BODY


def count_rubbish(request: HttpRequest, rejected: Rejected) -> Rejected:
    """The same refusal, counted for the network that it came from, where that is to blame."""
    if rejected.reason not in _BLAMELESS:
        try:
            count_guess(
                kind=_GUESS, address=request.META["REMOTE_ADDR"], now=viewer_of(request).now
            )
        except TooManyAttempts:
            return rejected
    return rejected
