"""The audience's check in views that publish, copy or move without the page's own form."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audience.publishing import ANSWER, Judgement, Opening, describe, judge
from core.access.viewer import viewer_of

SHOWN = "audience-shown"


def judge_request(request: HttpRequest, openings: Iterable[Opening]) -> Judgement:
    """What stands in the way of what a request is about to show, with the answers it sends."""
    return judge(
        openings,
        person_id=request.user.pk,
        answers=request.POST.getlist(ANSWER),
        now=viewer_of(request).now,
    )


def show_judgement(
    request: HttpRequest, judgement: Judgement, *, was_shown: bool = True
) -> dict[str, Any]:
    """What `cms/audience/judgement.html` draws: each page's readers, and what stands in the way.

    `was_shown` is False where the editor is only now shown who would see them.
    """
    described = describe(judgement, person_id=request.user.pk, now=viewer_of(request).now)
    was_sent = request.method == "POST"
    is_first_look = was_sent and not was_shown and not described.is_refused
    invitation = _("Read who will see the page, and approve it then.")
    return {
        "judgement": described,
        "answer_name": ANSWER,
        "shown_name": SHOWN,
        "first_look": invitation if is_first_look else "",
        "stopped_by": _say_stopped(described) if was_sent and not is_first_look else "",
    }


def _say_stopped(judgement: Judgement) -> str:
    if judgement.is_clear:
        return ""
    if judgement.is_refused:
        return _("Nothing has been done. Read why below.")
    return ngettext(
        "Answer the question below before you publish.",
        "Answer the questions below before you publish.",
        len(judgement.questions),
    )
