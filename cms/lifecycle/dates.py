"""The days of a page's life; pure functions, no database."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.school_years import school_year_of

# Counted from the day by which the page was to be reviewed.
REMINDED_BEFORE = timedelta(days=14)
ESCALATED_AFTER = timedelta(days=14)
ARCHIVED_AFTER = timedelta(days=60)
# What is never archived by itself is told of again; and nothing is archived that those who lead
# have not had this long to see to, however long the work stood still.
ESCALATED_AGAIN_AFTER = timedelta(days=30)
# Pages from before there were reviews have this long, at the least.
FIRST_TIME = timedelta(days=90)
# On a page's list of what is to be done.
SOON = timedelta(days=30)


def add_year(day: date) -> date:
    """The same date a year later; of the 29th of February, the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def find_last_day_of_news(published_on: date, *, today: date) -> date:
    """The last day on which news is shown: that of the second school year of its life.

    News that is published again after that has the rest of the present school year.
    """
    planned = add_year(school_year_of(published_on).last)
    return max(planned, school_year_of(today).last)


def find_last_day_of_event(last_on: date, *, today: date) -> date:
    """The last day on which an event is shown: that of the school year in which it ends."""
    return school_year_of(max(last_on, today)).last


def find_first_review(published_on: date, *, today: date) -> date:
    """By when a page is reviewed the first time: a year after it was published."""
    planned = add_year(published_on)
    return planned if published_on == today else max(planned, today + FIRST_TIME)


def check_review_day(day: date, *, today: date) -> None:
    """Raises `ValidationError` unless a day lies within the next year."""
    if day <= today:
        raise ValidationError(_("Choose a day that is still to come."), code="past")
    if day > add_year(today):
        raise ValidationError(_("Choose a day within the next year."), code="late")
