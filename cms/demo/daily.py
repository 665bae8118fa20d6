"""Tells of the demo's days where those who work in the rooms would have done it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from inspect import cleandoc

from django.utils import timezone

from cms.daily.operations import Shown, Told, fill_note
from cms.demo.audiences import Places
from cms.demo.pages import add_page
from cms.demo.pictures import find_image
from cms.demo.rights import find_author
from cms.models import DailyNotePage
from sandbox.content.daily import DatedStory

_AFTERNOON = time(14, 30)
_JUST_BEFORE = timedelta(minutes=10)


def make_stories(stories: Iterable[DatedStory], *, places: Places, now: datetime) -> None:
    """Publishes the stories on their groups' pages in the afternoon of their days."""
    for item in stories:
        story = item.story
        institution = places.find_institution(story.place)
        pictures = []
        if story.picture:
            image = find_image(story.picture, institution)
            pictures = [Shown(image=image, description=image.description, decorative=False)]
        text = "\n\n".join(" ".join(part.split()) for part in cleandoc(story.text).split("\n\n"))
        page = fill_note(DailyNotePage(), Told(day=item.day, text=text, pictures=pictures))
        afternoon = timezone.make_aware(datetime.combine(item.day, _AFTERNOON))
        add_page(
            places.find_home(story.place),
            page,
            author=find_author(story.author, institution),
            moment=min(afternoon, now - _JUST_BEFORE),
        )
