"""The demo's forms: a request, two sign-ups for children, one for the staff."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sandbox.content.dates import SchoolDates, find_school_year
from sandbox.content.records import PARENTS, Audience, readers, with_staff


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question; `options` are the answers to choose from, where there are any."""

    kind: Literal["singleline", "multiline", "number", "date", "checkbox", "radio", "checkboxes"]
    words: str
    help_text: str = ""
    required: bool = True
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form; who receives its answers is what the editor's form offers by itself."""

    place: str
    title: str
    text: str
    questions: tuple[Asked, ...]
    audience: Audience
    is_request: bool = False
    for_each_child: bool = True
    places: int | None = None
    kept_days: int = 90


_FORMS = (
    Form(
        place="998101",
        title="Søg om ekstraordinær frihed",
        text=(
            "Skal jeres barn have fri, mens skolen har åbent, så søg senest 14 dage før. "
            "Skolelederen svarer inden for tre hverdage, og I ser svaret her."
        ),
        questions=(
            Asked(kind="date", words="Første dag"),
            Asked(kind="date", words="Sidste dag"),
            Asked(
                kind="multiline",
                words="Hvorfor søger I?",
                help_text="Et par linjer er nok. Skriv ikke om sygdom her.",
            ),
        ),
        audience=readers("998101", "guardian", "staff"),
        is_request=True,
        kept_days=180,
    ),
    Form(
        place="998111",
        title="Tilmeld til pasning i julen",
        text=(
            "Ahornen holder åbent de dage, hvor mindst fem børn er tilmeldt. Tilmeld jeres barn "
            "senest {care_deadline}, og husk madpakke."
        ),
        questions=(
            Asked(
                kind="radio",
                words="Hvor mange dage kommer barnet?",
                options=("Alle dage", "Kun før jul", "Kun mellem jul og nytår"),
            ),
            Asked(kind="singleline", words="Hvornår henter I?", help_text="Vi lukker kl. 16.00."),
            Asked(kind="checkbox", words="Barnet må gå hjem alene", required=False),
        ),
        audience=readers("998111", "guardian", "staff"),
    ),
    Form(
        place="G99901",
        title="Kager til luciaoptoget",
        text=(
            "Vi samler ind til det store kagebord. Skriv, hvad I tager med, så vi ikke får tyve "
            "æblekager."
        ),
        questions=(
            Asked(
                kind="checkboxes",
                words="Hvad tager I med?",
                options=("Kage", "Frugt", "Kaffe på kande", "Vi hjælper med at rydde op"),
            ),
        ),
        audience=with_staff("G99901", PARENTS),
        for_each_child=False,
    ),
    Form(
        place="998101",
        title="Personalets julefrokost: Tilmelding",
        text="Vi mødes på lærerværelset fredag den 11. december kl. 16. Der er plads til fyrre.",
        questions=(
            Asked(
                kind="radio", words="Hvad vil du have at spise?", options=("Julemad", "Vegetarisk")
            ),
            Asked(kind="multiline", words="Noget køkkenet skal vide?", required=False),
        ),
        audience=readers("998101", "staff"),
        for_each_child=False,
        places=40,
        kept_days=30,
    ),
)


def list_forms(*, today: date) -> list[Form]:
    """All forms with their dates filled in."""
    dates = SchoolDates(today=today, year=find_school_year(today))
    return [replace(form, text=dates.fill(form.text)) for form in _FORMS]
