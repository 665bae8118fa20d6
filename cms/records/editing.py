"""What Wagtail's editor says of pages that are kept for the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.keeping import find_mark, marks_below
from cms.models import BasePage, KeptPage
from themes.templatetags.themes_dates import day_and_year


def say_that_page_is_kept(request: HttpRequest, page: BasePage) -> None:
    """Says on top of a page's form since when, by whom and why it is kept."""
    mark = find_mark(page.pk) if request.method != "POST" else None
    if mark is not None:
        address = reverse("record_page", args=[page.pk])
        messages.info(
            request, describe_mark(mark), buttons=[messages.button(address, _("Change this"))]
        )


def refuse_to_delete_kept_pages(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Says what stands in the way before it is asked whether to delete a page."""
    marks = list(marks_below(page).values_list("page_id", flat=True))
    if not marks:
        return None
    said = ngettext(
        "Nothing is deleted: the page, or one below it, is kept for the record. End that first.",
        "Nothing is deleted: %(count)d of the pages are kept for the record. End that first.",
        len(marks),
    )
    address = reverse("record_page", args=[marks[0]])
    messages.error(
        request, said % {"count": len(marks)}, buttons=[messages.button(address, _("Change this"))]
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def describe_mark(mark: KeptPage) -> str:
    """Since when, by whom and why, in one sentence or two."""
    words = {
        "day": day_and_year(timezone.localtime(mark.kept_at)),
        "name": mark.kept_by.get_full_name() if mark.kept_by else _("somebody who has left"),
        "reason": mark.reason,
    }
    said = _("Kept for the record since %(day)s by %(name)s: %(reason)s") % words
    return f"{said} {_('The answers to the form are kept too.')}" if mark.answers else said
