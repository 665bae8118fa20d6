"""What the audience panel shows: the ways to choose, the boxes, and what the choice would mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from cms.audience.choices import Section, unfold
from cms.audience.fields import FOLLOW, OWN, SET, AudienceInput
from cms.audience.picker import Picker, Reading
from cms.audience.warnings import Question
from cms.audience.words import describe_audiences
from core.access.audiences import Audience, InvalidAudience, make_audience

Keys = Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to choose: to follow the page above, a set as a whole, or ticks of one's own.

    `keys` are where the ticks begin when one goes on from this way to ticks of one's own.
    """

    value: str
    label: str
    is_chosen: bool
    keys: str = ""


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Everything that the panel's template draws."""

    name: str
    place: str
    ways: Sequence[Way]
    sections: Sequence[Section]
    ticked: frozenset[str]
    reading: Reading | None
    questions: Sequence[Question]
    answers: frozenset[str] = field(default_factory=frozenset)
    published: str = ""
    can_narrow: bool = False

    @property
    def is_own(self) -> bool:
        return any(way.value == OWN and way.is_chosen for way in self.ways)


def show_picker(
    picker: Picker,
    *,
    name: str,
    start: Keys,
    sent: AudienceInput,
    older: Keys = None,
    has_older: bool = False,
    questions: Sequence[Question] = (),
    on: date,
) -> Showing:
    """What the panel of a form shows, as the page stands or as it was sent and not accepted.

    `start` is the page's own audience, `older` that of an earlier version about to be restored.
    """
    also = {*(start or ()), *(picker.published or ())}
    sections = picker.sections(also=also, on=on)
    known = frozenset().union(*(section.keys for section in sections))
    sets = _list_sets(picker, start=start, older=older)
    sent = _settle(sent if sent.mode else _send(start), sets)
    ticked = frozenset(sent.keys or ()) & (known | frozenset().union(*sets))
    follows = sent.mode == FOLLOW
    audience = picker.complete(None) if follows else _make(ticked)
    reading = picker.read(audience, on=on) if audience else None
    asked = list(questions) or (list(reading.questions) if reading else [])
    return Showing(
        name=name,
        place=_name_place(picker),
        ways=_list_ways(picker, sets, sent=sent, older=older, has_older=has_older, on=on),
        sections=unfold(sections, ticked=ticked),
        ticked=ticked,
        reading=reading,
        questions=asked,
        answers=sent.answers,
        published=_say_published(picker, start=start, on=on),
        can_narrow=picker.stored.live,
    )


def _send(start: Keys) -> AudienceInput:
    """The form as nobody has touched it."""
    return AudienceInput(mode=FOLLOW if start is None else OWN, ticked=tuple(start or ()))


def _settle(sent: AudienceInput, sets: Sequence[Audience]) -> AudienceInput:
    """As ticks of one's own, where a set was sent that is offered no longer."""
    if sent.mode in (FOLLOW, OWN, *(SET + " ".join(audience) for audience in sets)):
        return sent
    return AudienceInput(mode=OWN, ticked=sent.keys or (), answers=sent.answers)


def _make(keys: frozenset[str]) -> Audience:
    try:
        return make_audience(keys)
    except InvalidAudience:
        return ()


def _name_place(picker: Picker) -> str:
    if picker.page is not None and picker.page.pk:
        return f"page-{picker.page.pk}"
    return f"above-{picker.parent.pk}" if picker.parent is not None else ""


def _list_sets(picker: Picker, *, start: Keys, older: Keys) -> list[Audience]:
    """The audiences that are offered as a whole: the earlier version's first, then usual ones."""
    sets = picker.usual(but=start)
    if older is None or tuple(older) == tuple(start or ()):
        return sets
    return [tuple(older), *(audience for audience in sets if audience != tuple(older))]


def _list_ways(
    picker: Picker,
    sets: Sequence[Audience],
    *,
    sent: AudienceInput,
    older: Keys,
    has_older: bool,
    on: date,
) -> list[Way]:
    above = picker.known_place.above
    followed, *described = describe_audiences(
        [above, *sets], on=on, place=picker.known_place.institution_key
    )
    follow = gettext("As the page above: %(audience)s")
    if has_older and older is None:
        follow = gettext("As the page above, and as in the earlier version: %(audience)s")
    offered = zip(sets, described, strict=True)
    return [
        _make_way(FOLLOW, follow % {"audience": followed.sentence}, sent, above),
        *(
            _make_way(
                SET + " ".join(audience),
                _label(audience, older) % {"audience": said.sentence},
                sent,
                audience,
            )
            for audience, said in offered
        ),
        _make_way(OWN, gettext("I choose myself"), sent, ()),
    ]


def _label(audience: Audience, older: Keys) -> str:
    if older is not None and audience == tuple(older):
        return gettext("As in the earlier version: %(audience)s")
    return gettext("As before: %(audience)s")


def _make_way(value: str, label: str, sent: AudienceInput, keys: Audience) -> Way:
    return Way(value=value, label=label, is_chosen=sent.mode == value, keys=" ".join(keys))


def _say_published(picker: Picker, *, start: Keys, on: date) -> str:
    """Who sees the published page, where that is not what the draft says."""
    stored = picker.stored
    if not stored.live or stored.own_audience == (list(start) if start is not None else None):
        return ""
    place = picker.known_place
    audience = picker.complete(stored.own_audience)
    return describe_audiences([audience], on=on, place=place.institution_key)[0].sentence


def show_reading(reading: Reading | None) -> dict[str, Any]:
    """What a reading says, as the live sentence gets it."""
    if reading is None:
        return {"sentence": "", "words": "", "count": 0, "warnings": [], "questions": []}
    return {
        "words": reading.description.words,
        "count": reading.description.count,
        "sentence": reading.description.sentence,
        "warnings": list(reading.warnings),
        "questions": [
            {"token": item.token, "text": item.text, "answer": item.answer}
            for item in reading.questions
        ],
    }
