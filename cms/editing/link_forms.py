"""Names for the fields of a link, which Wagtail leaves in English."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

LINK_TEXT = _("Text of the link")
NAMES: dict[type[Any], dict[str, Any]] = {
    choosers.ExternalLinkChooserForm: {"link_text": LINK_TEXT},
    choosers.AnchorLinkChooserForm: {"url": _("Place on the page"), "link_text": LINK_TEXT},
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "link_text": LINK_TEXT,
        "subject": _("Subject"),
        "body": _("Text of the e-mail"),
    },
    choosers.PhoneLinkChooserForm: {
        "phone_number": _("Telephone number"),
        "link_text": LINK_TEXT,
    },
}


def name_link_fields() -> None:
    """Gives Wagtail's own forms our names: it makes them of these classes, wherever they open."""
    for form, names in NAMES.items():
        for field, name in names.items():
            form.base_fields[field].label = name
