"""One page and one editor: what is offered, what may be chosen, and what it would mean."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.audience.choices import Row, Section, Tick, list_sections
from cms.audience.finding import (
    Found,
    Nearby,
    choosable_institutions,
    find_by_name,
    institutions_within,
    list_nearby,
)
from cms.audience.operations import remember_audience
from cms.audience.permitting import (
    AudienceRefused,
    Refusal,
    check_choice,
    find_refusals,
    has_wide_key,
)
from cms.audience.protected_names import name_protected_person
from cms.audience.queries import (
    PagePlace,
    StoredAudience,
    find_place,
    list_usual_audiences,
    read_stored_audience,
)
from cms.audience.units import Units, is_wide, read_units
from cms.audience.warnings import Question, ask_about_name, list_questions, list_warnings
from cms.audience.words import Description, say_audience
from cms.models import BasePage
from core.access.audiences import Audience
from core.access.keys import PUBLIC, split_key
from core.access.models import Right
from core.access.queries import EditorRights, count_readers, read_rights
from core.people.models import Institution

NOBODY = EditorRights(pairs=frozenset())


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What an audience means: who it is, what to think about, and what is asked back."""

    description: Description
    warnings: Sequence[str]
    questions: Sequence[Question]


class Picker:
    """The choice of an audience for one page by one editor.

    `page` is the page as it is edited, `parent` the page above it. A page without a place, as
    the portal itself, has no picker: `place` is None then, and nothing else may be asked.
    """

    def __init__(
        self, *, page: BasePage | None, parent: BasePage | None, person_id: int | None
    ) -> None:
        self.page = page
        self.parent = parent
        self.person_id = person_id

    @cached_property
    def place(self) -> PagePlace | None:
        return find_place(self.page, parent=self.parent)

    @property
    def known_place(self) -> PagePlace:
        assert self.place is not None, "a page without a place has no picker"  # noqa: S101
        return self.place

    @cached_property
    def rights(self) -> EditorRights:
        return NOBODY if self.person_id is None else read_rights(self.person_id)

    @cached_property
    def stored(self) -> StoredAudience:
        """What is in force, whatever the draft says."""
        return read_stored_audience(self.page.pk if self.page is not None else None)

    @property
    def published(self) -> Audience | None:
        """The own audience with which the page is published; None if it has none or is a draft."""
        if not self.stored.live or self.stored.own_audience is None:
            return None
        return tuple(self.stored.own_audience)

    def complete(self, own: Iterable[str] | None) -> Audience:
        """Who would see the page: its own audience, or that of the page above; empty is nobody."""
        return self.known_place.above if own is None else tuple(own)

    def check_draft(self, keys: Iterable[str], *, drafted: Iterable[str] = ()) -> Audience:
        """The keys as an audience for a draft, which may keep what was drafted before.

        Raises `ValidationError` with a message for the editor.
        """
        kept = {*(self.published or ()), *drafted}
        return check_choice(keys, place=self.known_place, rights=self.rights, kept=kept)

    def check_publishing(self, own: Audience | None) -> None:
        """Refuses what this editor may not publish, whoever drafted it and wherever it stands.

        A page that follows a public one is public: that needs the right too, unless the page
        is published so already. Raises `ValidationError` with a message for the editor.
        """
        if own is not None:
            check_choice(own, place=self.known_place, rights=self.rights, kept=self.published or ())
            return
        follows_already = self.stored.live and self.stored.own_audience is None
        if follows_already or not has_wide_key(self.known_place.above):
            return
        wide = tuple(key for key in self.known_place.above if has_wide_key([key]))
        refusals = self._refuse(wide, read_units(wide))
        if refusals:
            raise ValidationError(
                [
                    ValidationError(
                        _("The page above can be seen by more people than you may publish to."),
                        code="above",
                    ),
                    *AudienceRefused(refusals).error_list,
                ]
            )

    def read(self, audience: Audience, *, on: date) -> Reading:
        """What an audience would mean on a day, in at most four queries."""
        place = self.known_place
        units = read_units([*audience, *place.above])
        wide = [key for key in audience if is_wide(key)]
        count, count_wide = count_readers([audience, wide], on=on)
        description = Description(
            words=say_audience(audience, units=units, on=on, place=place.institution_key),
            count=None if PUBLIC in audience else count,
        )
        return Reading(
            description=description,
            warnings=list_warnings(audience, place=place, units=units, description=description),
            questions=list_questions(audience, units=units, count_wide=count_wide),
        )

    def ask(
        self, audience: Audience, *, texts: Sequence[str], answers: Collection[str], now: datetime
    ) -> list[Question]:
        """All that is asked back before an audience sees the texts, answered or not."""
        questions = list(self.read(audience, on=timezone.localdate(now)).questions)
        about_name = ask_about_name(audience)
        # An answered question is not looked up again: every look at the names is recorded.
        if about_name.token in answers or name_protected_person(
            texts,
            municipality=self.known_place.municipality,
            institution=self.known_place.institution,
            editor_id=self.person_id,
            now=now,
        ):
            questions.append(about_name)
        return questions

    def remember(self, audience: Audience, *, now: datetime) -> None:
        """Keeps a published choice, to be offered the next time."""
        if self.person_id is not None and self.known_place.institution_id is not None:
            remember_audience(
                person_id=self.person_id,
                institution_id=self.known_place.institution_id,
                audience=audience,
                now=now,
            )

    def sections(
        self, *, also: Iterable[str], on: date, offer: Iterable[str] = ()
    ) -> list[Section]:
        """What is offered to tick at first; all else is found by its name.

        `also` are keys of the page: those that would not be offered anew stay too. `offer` are
        keys from elsewhere, whose units are offered as far as the editor may choose them.
        """
        kept, wanted = set(also), {*also, *offer}
        units = read_units(wanted)
        refused = {refusal.key for refusal in self._refuse(tuple(wanted), units)}
        choosable = {split_key(key)[0] for key in wanted - refused} & set(units)
        offered = list_sections(
            self.known_place,
            rights=self.rights,
            nearby=self.nearby.institutions,
            elsewhere=sorted(
                (unit for text, unit in units.items() if text in choosable and unit.is_place(on)),
                key=lambda unit: (unit.institution_name, unit.institution_key, unit.name),
            ),
            kinds=self.kinds,
            on=on,
        )
        rest = kept.difference(*(section.keys for section in offered))
        return [*offered, self._make_rest(rest, units, on=on)] if rest else offered

    @cached_property
    def choosable(self) -> QuerySet[Institution]:
        """The institutions that may be chosen, and whose groups."""
        return choosable_institutions(
            self.known_place, rights=self.rights, person_id=self.person_id
        )

    @cached_property
    def nearby(self) -> Nearby:
        """The institutions whose groups are listed, and whether there are more to search."""
        return list_nearby(self.known_place, among=self.choosable)

    @property
    def kinds(self) -> set[str]:
        """The kinds of institutions that the municipality has, for whoever may choose them."""
        if not self.rights.has(Right.MUNICIPALITY, self.known_place.institution_id):
            return set()
        return set(self.choosable.order_by().values_list("kind", flat=True).distinct())

    def find(self, text: str, *, on: date, within: Audience | None = None) -> Found:
        """What may be chosen of that name, everywhere or at the institutions of an audience."""
        among = self.choosable
        if within is not None:
            among = institutions_within(within, among=among)
        return find_by_name(text, among=among, on=on)

    def usual(self, *, but: Iterable[str] | None) -> list[Audience]:
        """The audiences chosen before that this editor may choose here, without today's."""
        if self.person_id is None or self.known_place.institution_id is None:
            return []
        audiences = list_usual_audiences(
            person_id=self.person_id, institution_id=self.known_place.institution_id
        )
        today = tuple(but) if but is not None else None
        units = read_units(key for audience in audiences for key in audience)
        return [
            audience
            for audience in audiences
            if audience != today and not self._refuse(audience, units)
        ]

    def _make_rest(self, keys: Iterable[str], units: Units, *, on: date) -> Section:
        here = self.known_place.institution_key
        ticks = tuple(
            Tick(key=key, label=say_audience([key], units=units, on=on, place=here))
            for key in sorted(keys)
        )
        return Section(title=str(_("Chosen before")), rows=(Row(name="", ticks=ticks),))

    def _refuse(self, audience: Audience, units: Units) -> list[Refusal]:
        return find_refusals(audience, units=units, place=self.known_place, rights=self.rights)
