"""Two who write in one page: whoever saves last is told of the other version first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

# Sent by a form whose writer has seen that there is a newer version.
HAS_SEEN_NEWER = "has_seen_newer"


class AsksBeforeOverwriting:
    """Shows the form again where somebody else has saved since it was opened.

    Wagtail asks in the browser, which hears of other versions every ten seconds; and it saves
    nothing by itself over a newer one. A press on a button in between would pass both.
    """

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_over_newer = self.is_out_of_date and HAS_SEEN_NEWER not in request.POST
        is_closed = self.page.alias_of_id or self.locked_for_user
        if self.expects_json_response or is_closed or not is_over_newer:
            response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return response
        return self._show_beside_newer()

    def _show_beside_newer(self: Any) -> HttpResponse:
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.is_valid()
        messages.warning(
            self.request,
            _(
                "%(name)s has saved the page while you were writing. Your text is still here: "
                "look at the other version, and save or publish again if yours is the one to keep."
            )
            % {"name": _name_author(self.latest_revision)},
            buttons=[_lead_to(self.page)],
        )
        self.has_unsaved_changes = True
        # It is for the writer to say which version is the one to keep.
        self.autosave_enabled = False
        return self.render_to_response(self.get_context_data())


def _lead_to(page: Any) -> Any:
    """To the other version, in a window of its own: this one holds what is not saved yet."""
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return messages.button(address, _("See the other version"), new_window=True)


def _name_author(revision: Any) -> str:
    return revision.user.get_full_name() if revision.user else _("Somebody else")
