"""Where an institution's office is, for those who link to it."""

from django.urls import reverse


def office_address(institution_key: str) -> str:
    """The address of an institution's office; whoever may not open it finds nothing there."""
    return reverse("office", kwargs={"key": institution_key})


def offices_address() -> str:
    """The address that leads to the offices of whoever asks."""
    return reverse("offices")
