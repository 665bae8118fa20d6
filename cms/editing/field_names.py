"""Names in Wagtail's own forms: those it leaves in English, and those it translates only once.

It looks some of them up when it starts, so that they would stay in the portal's own language for
those who have chosen another.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.forms import TaskStateCommentForm
from wagtail.images.forms import ImageInsertionForm

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
    ImageInsertionForm: {
        "format": _("Format"),
        "image_is_decorative": _("Image is decorative"),
        "alt_text": _("Alt text"),
    },
    TaskStateCommentForm: {"comment": _("Comment")},
}
CHOOSER_WORDS = {
    "choose_one_text": _("Choose"),
    "choose_another_text": _("Choose another"),
    "edit_item_text": _("Edit"),
    "search_tab_label": _("Search"),
    "create_action_label": _("Create"),
}


def name_fields() -> None:
    """Gives Wagtail's own forms our names: it makes them of these classes, wherever they open."""
    for form, names in NAMES.items():
        for field, name in names.items():
            form.base_fields[field].label = name
    for name, word in CHOOSER_WORDS.items():
        setattr(ChooserViewSet, name, word)
