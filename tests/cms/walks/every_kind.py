"""One page of every kind that the portal has, with who is to look at it."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from cms.daily.operations import name_day
from cms.models import (
    BasePage,
    ConfirmationMode,
    ContentPage,
    DailyNotePage,
    EventPage,
    FooterPages,
    FormPage,
    GroupHome,
    InstitutionDocument,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
    WeekMenuPage,
)
from cms.week_menus.operations import fill_menu
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.local_groups import add_local_member, create_local_group
from core.people.models import Group, Person
from core.people.refresh import refresh_access

EVERYBODYS = (
    *("home", "places", "calendar", "calendar_year", "calendar_addresses", "news_archive"),
    *("search", "your_information", "accessibility", "privacy", "cookies", "boxes"),
)
QUESTIONS = [
    ("singleline", {"label": "Hvornår passer det jer?", "required": True}),
    ("checkboxes", {"label": "Hvad tager I med?", "options": ["Kage", "Kaffe"]}),
]


def list_everybodys():
    """Addresses that whoever is signed in has, with one that leads nowhere."""
    return [*map(reverse, EVERYBODYS), "/soeg/?q=madpakken", "/soeg/?q=nixen", "/findes/ikke/"]


def make_every_kind(school):
    """Makes the pages and returns the addresses of a teacher, a mother and a youngest pupil."""
    home, class_home = school.home, GroupHome.objects.get(home_of=school.group)
    own = [f"{school.institution.key}/{holder}" for holder in ("staff", "guardian", "pupil")]
    near = [f"g{school.group.pk}/guardian", own[0]]
    anna, dorte = (Person.objects.get(unilogin=name) for name in ("anna0001", "dorte001"))
    grant_rights(person_id=anna.pk, institution_id=school.institution.pk, rights=list(Right))
    Group.objects.filter(pk=school.group.pk).update(level="1")
    today = timezone.localdate()

    news = _publish(
        class_home,
        NewsPage(title="Husk madpakken", own_audience=own, asked=ConfirmationMode.ONE_GUARDIAN),
    )
    day = today + timedelta(days=3)
    event = _publish(class_home, EventPage(title="Svømning", starts_on=day, own_audience=own))
    folder = _publish(home, LibraryPage(title="Referater", own_audience=own))
    InstitutionDocument.objects.create(
        title="Referat", folder=folder, file=ContentFile(b"%PDF-1.4 r", name="referat.pdf")
    )
    text = _publish(home, ContentPage(title="Om skolen", own_audience=own, keywords="uld, tur"))
    form = _publish(
        home, FormPage(title="Kage til festen", own_audience=own, questions=QUESTIONS,
                       receivers=own[:1]),
    )  # fmt: skip
    note = _publish(
        class_home,
        DailyNotePage(title=name_day(today), day=today, summary="Ude", own_audience=near),
    )
    monday = today - timedelta(days=today.weekday())
    menu = fill_menu(WeekMenuPage(), monday=monday, dishes={"dish_1": "Linsesuppe"})
    menu.own_audience = own
    _publish(home, menu)
    board = create_local_group(institution=school.institution, name="Skolebestyrelsen")
    for person in (anna, dorte):
        add_local_member(person=person, group=board, now=timezone.now())
    refresh_access([anna.pk, dorte.pk, Person.objects.get(unilogin="bo000001").pk], on=today)
    _give_footer(school)

    places = [
        MunicipalityHome.objects.get(home_of=school.institution.municipality),
        *(home, class_home, GroupHome.objects.get(home_of=board)),
    ]
    read = [page.get_url() for page in (*places, event, folder, text, form, note, menu)]
    read += [news.get_url(), reverse("keyword", args=[school.institution.pk, "uld"])]
    read.append(reverse("legal_information", args=[school.institution.key]))
    writing = [
        *map(reverse, ("write_news_where", "write_event_where", "reviews")),
        *(_address(name, class_home) for name in ("write_news", "write_event", "write_events")),
        *(_address(name, class_home) for name in ("write_note", "notes")),
        *(_address(name, news) for name in ("rewrite_news", "take_down", "confirmations")),
        _address("rewrite_event", event),
        *(_address(name, text) for name in ("record_page", "keep_page")),
        _address("write_menu", home),
        _address("rewrite_menu", menu),
        _address("rewrite_note", note),
        _address("arrange_folder", folder),
        _address("form_answers", form),
    ]
    office = reverse("office_connections", args=[school.institution.key])
    return {
        "anna0001": [*list_everybodys(), *read, *writing, office],
        "dorte001": [*("/", news.get_url(), _address("answer_form", form), reverse("week"))],
        "bo000001": ["/", "/?visning=almindelig", reverse("week")],
    }


def _address(name, page):
    return reverse(name, args=[page.pk])


def _publish(parent, page):
    if hasattr(page, "body") and not page.body:
        # What the short forms write, but for text pages, which have none.
        heading = [("heading", {"text": "Vigtigt", "level": "2"})]
        page.body = [*(heading if isinstance(page, ContentPage) else ()), ("text", "<p>Hej</p>")]
    page.live = False
    BasePage.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _give_footer(school):
    municipality = school.institution.municipality
    above = MunicipalityHome.objects.get(home_of=municipality)
    pages = {
        name: _publish(above, ContentPage(title=title, own_audience=["public"]))
        for name, title in (
            ("accessibility", "Tilgængelighed"),
            ("privacy", "Sådan passer vi på data"),
            ("cookies", "Cookies"),
        )
    }
    FooterPages.objects.create(municipality=municipality, **pages)
