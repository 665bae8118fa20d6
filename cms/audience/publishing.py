"""The one check before a page is shown to readers, by whichever way it comes to be published."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from cms.audience.forms import CPR_FOUND, NOT_TEXT
from cms.audience.permissions import refuse_uncovered
from cms.audience.permitting import check_choice, has_wide_key
from cms.audience.picker import Picker, Reading
from cms.audience.queries import find_aliases, find_page_above
from cms.audience.text import collect_texts, hold_cpr_number
from cms.audience.warnings import Question, ask_about_pictures
from cms.blocks.descriptions import count_undescribed
from cms.models import BasePage
from core.access.audiences import Audience

ANSWER = "own_audience-answer"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Pages that are about to be shown to one audience.

    `page` is the row of a page that stays where it is; None for pages that are new at their
    place, which is right below `parent`: copies, aliases and pages that are moved. `own` is their
    own audience, None where they follow the page above; `above` is whom that will be shown to,
    where it is not whom it is shown to now. `is_approval` says that somebody else has chosen the
    audience, and had the right to.
    """

    titles: tuple[str, ...]
    page: BasePage | None = None
    parent: BasePage | None
    own: Audience | None
    above: Audience | None = None
    texts: Sequence[str] = ()
    # A form has none: there, the field of the picture itself asks for a description.
    undescribed: int = 0
    # The ids of the images that the pages show.
    pictures: frozenset[int] = frozenset()
    is_approval: bool = False

    def pick(self, *, person_id: int | None) -> Picker:
        """The picker of these pages for an editor."""
        picker = Picker(page=self.page, parent=self.parent, person_id=person_id)
        if self.above is not None and picker.place is not None:
            picker.place = replace(picker.place, above=self.above)
        return picker


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What stands between pages and their readers: refusals, and what is asked back."""

    opening: Opening
    audience: Audience = ()
    refusals: Sequence[ValidationError] = ()
    holds_cpr: bool = False
    questions: Sequence[Question] = ()
    reading: Reading | None = None

    @property
    def is_refused(self) -> bool:
        return self.holds_cpr or bool(self.refusals)

    @property
    def messages(self) -> list[str]:
        """Why the pages may not be shown, for the editor to read."""
        said = [message for refusal in self.refusals for message in refusal.messages]
        return [*dict.fromkeys(said), *([str(CPR_FOUND)] if self.holds_cpr else [])]

    def list_open(self, answers: Collection[str]) -> list[Question]:
        """The questions that have not been answered."""
        return [question for question in self.questions if question.token not in answers]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdicts on all that one click would show; nothing is shown unless all of it may be."""

    verdicts: Sequence[Verdict]
    answers: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_refused(self) -> bool:
        return any(verdict.is_refused for verdict in self.verdicts)

    @property
    def is_clear(self) -> bool:
        """Whether nothing is refused, and all that was asked back has been answered."""
        return not self.is_refused and not any(
            verdict.list_open(self.answers) for verdict in self.verdicts
        )

    @property
    def is_unanswered(self) -> bool:
        """Whether answers alone are missing."""
        return not self.is_refused and not self.is_clear

    @property
    def fingerprint(self) -> str:
        """What a form sends back to say that it showed these pages to these readers."""
        shown = [
            [verdict.opening.page.latest_revision_id, *verdict.audience]
            if verdict.opening.page is not None
            else list(verdict.audience)
            for verdict in self.verdicts
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    @property
    def questions(self) -> list[Question]:
        """What is asked back, each question once."""
        asked = {item.token: item for verdict in self.verdicts for item in verdict.questions}
        return list(asked.values())


def judge(
    openings: Iterable[Opening],
    *,
    person_id: int | None,
    answers: Collection[str],
    now: datetime,
    picker: Picker | None = None,
) -> Judgement:
    """What stands in the way of showing pages, without showing them.

    `picker` is that of the first opening, where a form has one already.
    """
    verdicts: list[Verdict] = []
    for opening in openings:
        mine = picker if picker is not None and not verdicts else opening.pick(person_id=person_id)
        verdicts.append(_judge_one(opening, mine, answers=answers, now=now))
    return Judgement(verdicts=verdicts, answers=frozenset(answers))


def check_rights(openings: Iterable[Opening], *, person_id: int | None) -> None:
    """Raises `ValidationError` for pages that somebody may not show, whatever has been answered."""
    for opening in openings:
        picker = opening.pick(person_id=person_id)
        if picker.place is None or not picker.complete(opening.own):
            raise _miss(opening)
        _check_permitted(opening, picker)


def describe(judgement: Judgement, *, person_id: int | None, now: datetime) -> Judgement:
    """The judgement with who would see each page, in words and number."""
    day = timezone.localdate(now)
    described = []
    for verdict in judgement.verdicts:
        picker = verdict.opening.pick(person_id=person_id)
        reading = picker.read(verdict.audience, on=day) if verdict.audience else None
        described.append(replace(verdict, reading=reading))
    return replace(judgement, verdicts=described)


def list_with_aliases(opening: Opening) -> list[Opening]:
    """The opening of a page, and of all pages elsewhere that repeat what it says.

    What follows such a page is shown at once as well, perhaps to others. Its texts are those of
    the page, and have been looked at there.
    """
    found, todo = [opening], [opening.page] if opening.page is not None and opening.page.pk else []
    seen = {page.pk for page in todo}
    while todo:
        for alias in find_aliases(todo.pop()).exclude(pk__in=seen).order_by("path"):
            seen.add(alias.pk)
            todo.append(alias)
            above = find_page_above(alias)
            found.append(
                Opening(
                    titles=(alias.title,),
                    page=alias,
                    parent=above,
                    own=opening.own,
                    pictures=opening.pictures,
                    is_approval=opening.is_approval,
                )
            )
    return found


def merge_alike(openings: Iterable[Opening]) -> list[Opening]:
    """Openings of new pages at one place: those to one audience are judged as one."""
    alike: dict[Any, list[Opening]] = {}
    for opening in openings:
        alike.setdefault((opening.own, opening.above), []).append(opening)
    return [
        replace(
            group[0],
            titles=tuple(title for opening in group for title in opening.titles),
            texts=[text for opening in group for text in opening.texts],
            undescribed=sum(opening.undescribed for opening in group),
            pictures=frozenset().union(*(opening.pictures for opening in group)),
        )
        for group in alike.values()
    ]


def read_texts(page: BasePage) -> list[str]:
    """All that was written on a page, as `collect_texts` has it from a form."""
    kinds = (models.CharField, models.TextField, StreamField)
    written = {
        column.name: getattr(page, column.name)
        for column in page._meta.concrete_fields
        if column.editable and isinstance(column, kinds) and column.name not in NOT_TEXT
    }
    return collect_texts(written)


def count_silent_pictures(page: BasePage) -> int:
    """How many pictures on a page have no description and are not marked as decoration."""
    body = getattr(page, "body", None)
    return count_undescribed(body) if isinstance(body, StreamValue) else 0


def _judge_one(
    opening: Opening, picker: Picker, *, answers: Collection[str], now: datetime
) -> Verdict:
    if picker.place is None:
        return Verdict(opening=opening, refusals=[_miss(opening)])
    audience = picker.complete(opening.own)
    if not audience:
        return Verdict(opening=opening, refusals=[_miss(opening)])
    try:
        _check_permitted(opening, picker)
    except ValidationError as refusal:
        return Verdict(opening=opening, audience=audience, refusals=[refusal])
    uncovered = refuse_uncovered(opening.pictures, audience=audience, now=now)
    questions = picker.ask(audience, texts=opening.texts, answers=answers, now=now)
    if opening.undescribed:
        questions.append(ask_about_pictures(audience, undescribed=opening.undescribed))
    return Verdict(
        opening=opening,
        audience=audience,
        refusals=uncovered,
        holds_cpr=hold_cpr_number(opening.texts),
        questions=questions,
    )


def _miss(opening: Opening) -> ValidationError:
    page = opening.page
    if page is not None and page.alias_of_id is None:
        return ValidationError(page.audience_missing_message, code="audience_missing")
    message = _(
        "Nobody has been chosen for the page above “%(page)s”. Choose who can see that one first."
    ) % {"page": ", ".join(opening.titles)}
    return ValidationError(message, code="audience_missing")


def _check_permitted(opening: Opening, picker: Picker) -> None:
    """Refuses an audience that this editor may not publish to.

    An approver takes the sender's word for institutions and groups, but needs the right to the
    whole municipality or the internet: that right is for those who publish.
    """
    if opening.own is None or not opening.is_approval:
        picker.check_publishing(opening.own)
        return
    chosen_by_sender = {key for key in opening.own if not has_wide_key([key])}
    check_choice(
        opening.own,
        place=picker.known_place,
        rights=picker.rights,
        kept={*(picker.published or ()), *chosen_by_sender},
    )
