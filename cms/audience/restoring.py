"""Restoring an earlier version of a page without restoring who could see it."""

from typing import Any

from cms.audience.queries import read_drafted_audience, read_stored_audience
from cms.editing.page_views import RevertPage


class RestorePage(RevertPage):
    """The editor of a page with an earlier version in it: it begins with today's audience.

    The earlier version's audience is offered as a choice, in `older_audience`.
    """

    def get_object(self) -> Any:
        page = super().get_object()
        stored = read_stored_audience(self.real_page_record.pk)
        page.older_audience = page.own_audience
        page.own_audience = (
            stored.own_audience if stored.live else read_drafted_audience(self.real_page_record)
        )
        return page
