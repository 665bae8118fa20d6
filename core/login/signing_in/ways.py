"""The ways to sign in that the page offers, in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from core.login.providers import SignInProvider


@dataclass(frozen=True, kw_only=True)
class Way:
    """One button: its words, whose it is, where it leads, and whether it is for everybody."""

    title: str
    owner: str
    address: str
    is_for_everybody: bool


def describe_ways(
    providers: Iterable[SignInProvider], request: HttpRequest, *, next_page: str
) -> list[Way]:
    """A button for each provider: those for everybody, and those of the municipality asked for.

    Without a municipality, those of all of them come after.
    """
    code = request.GET.get("kommune", "")
    is_english = (get_language() or "").startswith("en")
    asked = {"next": next_page}
    if request.GET.get("niveau"):
        asked["niveau"] = request.GET["niveau"][:3]
    # Who was refused would be answered for in the same way again.
    if request.GET.get("ny") == "1":
        asked["ny"] = "1"
    return [
        Way(
            title=provider.title.en if is_english else provider.title.da,
            owner=provider.municipality_name,
            address=f"{reverse('sign_in_with', args=[provider.key])}?{urlencode(asked)}",
            is_for_everybody=provider.is_national,
        )
        for provider in providers
        if provider.is_national or not code or code in provider.municipality_codes
    ]
