"""The one check before what was written in a short form is shown to its readers."""

from django.http import HttpRequest

from cms.audience.permissions import list_pictures
from cms.audience.publishing import (
    ANSWER,
    Judgement,
    Opening,
    judge,
    list_with_aliases,
    read_texts,
)
from cms.models import BasePage
from core.access.viewer import viewer_of
from core.people.models import Person


def judge_page(
    request: HttpRequest, person: Person, page: BasePage, *, parent: BasePage | None
) -> Judgement:
    """What stands in the way of publishing a page, as it has been filled in.

    What the request sends along answers the questions that were asked back.
    """
    opening = Opening(
        titles=(page.title,),
        page=page,
        parent=parent,
        own=page.published_audience,
        texts=read_texts(page),
        pictures=list_pictures(page),
    )
    return judge(
        list_with_aliases(opening),
        person_id=person.pk,
        answers=request.POST.getlist(ANSWER),
        now=viewer_of(request).now,
    )
