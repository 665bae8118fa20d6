"""What the audience panel shows: the ways to choose, the boxes, and what the choice would mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from cms.audience.choices import Row, Section, keep_rows, list_rows, unfold
from cms.audience.fields import FOLLOW, OWN, SET, AudienceInput
from cms.audience.finding import Found
from cms.audience.picker import Picker, Reading
from cms.audience.units import is_covered, read_units
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
class Finding:
    """The search for other institutions and groups, and what it found without scripts.

    `is_within` says that only those who can see the page now are to be found.
    """

    place: str
    words: str = ""
    said: str = ""
    rows: Sequence[Row] = ()
    is_within: bool = False


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Everything that the panel's template draws; without `finding` there is nothing to find."""

    name: str
    place: str
    ways: Sequence[Way]
    sections: Sequence[Section]
    ticked: frozenset[str]
    reading: Reading | None
    questions: Sequence[Question]
    answers: frozenset[str] = field(default_factory=frozenset)
    finding: Finding | None = None
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
    sets = _list_sets(picker, start=start, older=older)
    sent = _settle(sent if sent.mode else _send(start), sets)
    above = picker.known_place.above
    sections = picker.sections(
        also={*(start or ()), *(picker.published or ())},
        # Where ticks of one's own may begin, and those that were just sent.
        offer={
            *above,
            *(key for audience in sets for key in audience),
            *pick_keys(sent.keys or ()),
        },
        on=on,
    )
    known = frozenset().union(*(section.keys for section in sections))
    ticked = frozenset(sent.keys or ()) & (known | frozenset().union(*sets))
    follows = sent.mode == FOLLOW
    audience = picker.complete(None) if follows else pick_keys(ticked)
    reading = picker.read(audience, on=on) if audience else None
    asked = list(questions) or (list(reading.questions) if reading else [])
    return Showing(
        name=name,
        place=name_place(picker),
        ways=_list_ways(picker, sets, sent=sent, older=older, has_older=has_older, on=on),
        sections=unfold(sections, ticked=ticked),
        ticked=ticked,
        reading=reading,
        questions=asked,
        answers=sent.answers,
        finding=make_finding(picker, words=sent.words, on=on),
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


def make_finding(
    picker: Picker, *, words: str = "", on: date, within: Audience | None = None
) -> Finding | None:
    """The search and what it finds; None where all that may be chosen is listed already.

    `within` is an audience of whom a part alone may be chosen.
    """
    if not picker.nearby.has_more:
        return None
    rows, said = find_rows(picker, words=words, on=on, within=within) if words else ((), "")
    place = name_place(picker)
    return Finding(place=place, words=words, said=said, rows=rows, is_within=within is not None)


def find_rows(
    picker: Picker, *, words: str, on: date, within: Audience | None = None
) -> tuple[Sequence[Row], str]:
    """The rows of what is called so, and how much it is in words."""
    found = picker.find(words, on=on, within=within)
    section = Section(title="", rows=list_rows(found.units))
    kept = [section] if within is None else keep_covered([section], by=within)
    rows = [row for section in kept for row in section.rows]
    return rows, say_found(found, count=len(rows))


def keep_covered(sections: Sequence[Section], *, by: Audience) -> list[Section]:
    """The sections with those ticks alone whose people are all among an audience's."""
    units = read_units([*by, *(key for section in sections for key in section.keys)])
    return keep_rows(sections, lambda key: is_covered(key, by=by, units=units))


def say_found(found: Found, *, count: int) -> str:
    """How much is shown of what was found, and what to do where that is not the one."""
    if found.is_too_short:
        return gettext("Type at least two letters or digits.")
    if not count:
        return gettext("We found nothing called \u201c%(words)s\u201d.") % {"words": found.words}
    if found.has_more:
        return gettext("Here are the first %(count)s. Type more of the name to find others.") % {
            "count": count
        }
    return ngettext("%(count)s found.", "%(count)s found.", count) % {"count": count}


def pick_keys(keys: Iterable[str]) -> Audience:
    """What was sent as an audience; empty where it is none."""
    try:
        return make_audience(keys)
    except InvalidAudience:
        return ()


def name_place(picker: Picker) -> str:
    """The page whose audience is chosen, as our addresses are told of it."""
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
