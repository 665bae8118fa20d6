"""Where the office's pages of connected systems lie."""

from django.utils.translation import gettext as _

from core.people.office.entrance import Office


def above(office: Office) -> tuple[tuple[str, str], ...]:
    """The step between the office and a page of one connection."""
    return ((_("Connected systems"), office.find_address("office_connections")),)
