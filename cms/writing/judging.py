"""Asking, before the portal's own forms publish, whether a page may be shown to its readers."""

from typing import Any

from django.http import HttpRequest

from cms.audience.permissions import list_pictures
from cms.audience.publishing import ANSWER, Judgement, Opening, judge, list_with_aliases
from cms.audience.text import collect_texts
from cms.models import BasePage, EventPage, NewsPage
from core.access.viewer import viewer_of
from core.people.models import Person


def judge_page(
    request: HttpRequest, person: Person, page: NewsPage | EventPage, *, parent: BasePage | None
) -> Judgement:
    """The verdicts on a page as it was filled in, with the answers that its form sends back."""
    opening = Opening(
        titles=(page.title,),
        page=page,
        parent=parent,
        own=page.published_audience,
        texts=collect_texts(_name_texts(page)),
        pictures=list_pictures(page),
    )
    return judge(
        list_with_aliases(opening),
        person_id=person.pk,
        answers=request.POST.getlist(ANSWER),
        now=viewer_of(request).now,
    )


def _name_texts(page: NewsPage | EventPage) -> dict[str, Any]:
    texts = {"title": page.title, "summary": page.summary, "body": page.body}
    return texts | ({"location": page.location} if isinstance(page, EventPage) else {})
