"""Every form of the editor: what a person sends, and what is wrong with it in four ways.

`good` is sent as it stands and changes something. Each row replaces fields of it; the form then
comes back with the message, in the editor's language, and with all the rest that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.bad_input.values import (
    EMPTY,
    ENCODING,
    HALF,
    HALF_A_CHARACTER,
    LONG,
    MISSING,
    NO_CHOICE,
    NO_DATE,
    NO_EMAIL,
    NO_NUMBER,
    NO_SLUG,
    NUL,
    OVERSIZED,
    TOO_LONG,
    TYPE,
    WITH_NUL,
)
from tests.cms.editing.conftest import make_png
from tests.cms.editing.forms import page_form, rich_text

NOBODY_KNOWN = ("Vi forstod ikke, hvem", "We did not understand who")
TYPED = "Husk gummistøvler"
TITLE = "Tur til åen"
LIST_FORM = {
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "1000",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One wrong thing: which fields it is sent in, and what is said of it."""

    kind: str
    sent: dict[str, Any]
    says: tuple[str, str]
    # Why this is not so yet.
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form at an address of the table of addresses; `path` where that has several forms."""

    address: str
    good: Callable[[Any], dict[str, Any]]
    rows: tuple[Row, ...]
    # What is still in the form when it comes back.
    kept: tuple[str, ...] = (TITLE,)
    path: Callable[[Any], str] | None = None
    # Forms that only look something up, or make a link, change no row.
    changes: bool = True
    # What stands before the names of fields.
    prefix: str = ""
    # Kinds that the form cannot be sent: it has no free text, or no field that must be filled.
    impossible: tuple[str, ...] = ()


def picture():
    return SimpleUploadedFile("tur.png", make_png(), "image/png")


def paper():
    return SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan", "application/pdf")


def news(_place=None, **more):
    body = ("text", rich_text(TYPED))
    return page_form(body, title=TITLE, slug="tur-til-aaen", summary="Vi skal afsted") | more


def edited(page_of):
    def good(place):
        return news(slug=page_of(place).slug)

    return good


PAGE_ROWS = (
    Row(EMPTY, {"title": ""}, MISSING),
    Row(OVERSIZED, {"title": LONG}, TOO_LONG),
    Row(OVERSIZED, {"slug": "a" * 300}, TOO_LONG),
    Row(ENCODING, {"title": WITH_NUL}, NUL),
    Row(TYPE, {"slug": "to ord"}, NO_SLUG),
    Row(TYPE, {"go_live_at": "snart"}, NO_DATE),
    Row(TYPE, {"expire_at": "2026-13-45 12:00"}, NO_DATE),
    Row(
        TYPE,
        {"own_audience-mode": "own", "own_audience": "kaniner/alle"},
        NOBODY_KNOWN,
    ),
)
# The first form has them all; in the others one of each kind is enough, as they share the code.
ONE_OF_EACH = (PAGE_ROWS[0], PAGE_ROWS[1], PAGE_ROWS[3], PAGE_ROWS[4])
TEXT_ROWS = (
    Row(ENCODING, {"body-0-value": rich_text(WITH_NUL)}, NUL),
    Row(ENCODING, {"body-0-value": rich_text(HALF)}, HALF_A_CHARACTER),
)
SUMMARY_ROWS = (
    Row(OVERSIZED, {"summary": LONG}, TOO_LONG),
    Row(ENCODING, {"summary": WITH_NUL}, NUL),
)
NEWS_ROWS = (Row(TYPE, {"important_until": "i morgen"}, NO_DATE),)
ADD = "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
EDIT = "pages/<int:page_id>/edit/"


def add_to(model):
    return lambda place: f"/redaktion/pages/add/cms/{model}/{place.home.pk}/"


def edit(page_of):
    return lambda place: f"/redaktion/pages/{page_of(place).pk}/edit/"


PAGES = (
    Form(
        address=ADD, path=add_to("contentpage"), good=news, kept=(TYPED, "Vi skal afsted"),
        rows=PAGE_ROWS + TEXT_ROWS + SUMMARY_ROWS,
    ),
    Form(
        address=ADD, path=add_to("newspage"), good=news, kept=(TYPED,),
        rows=ONE_OF_EACH + TEXT_ROWS[1:] + NEWS_ROWS,
    ),
    Form(
        address=ADD, path=add_to("librarypage"), good=news, kept=("Vi skal afsted",),
        rows=ONE_OF_EACH,
    ),
)  # fmt: skip
PAGES += tuple(
    Form(
        address=EDIT, path=edit(page_of), good=edited(page_of), kept=(TYPED,),
        rows=ONE_OF_EACH + TEXT_ROWS[1:] + more,
    )
    for page_of, more in (
        (lambda place: place.page, ()),
        (lambda place: place.news, NEWS_ROWS),
        (lambda place: place.home, ()),
    )
)  # fmt: skip
PAGES += (
    Form(
        address=EDIT, path=edit(lambda place: place.library),
        good=edited(lambda place: place.library), rows=ONE_OF_EACH,
        kept=("Vi skal afsted",),
    ),
    Form(
        address="pages/<int:page_id>/copy/",
        good=lambda place: {
            "new_title": TITLE, "new_slug": "kopi", "new_parent_page": place.home.pk,
        },
        rows=(
            Row(EMPTY, {"new_title": ""}, MISSING),
            Row(OVERSIZED, {"new_title": LONG}, TOO_LONG),
            Row(OVERSIZED, {"new_slug": "a" * 300}, TOO_LONG),
            Row(ENCODING, {"new_title": WITH_NUL}, NUL),
            Row(TYPE, {"new_slug": "to ord"}, NO_SLUG),
        ),
        kept=(),
    ),
)  # fmt: skip

FILE_ROWS = (
    Row(EMPTY, {"title": ""}, MISSING),
    Row(OVERSIZED, {"title": LONG}, TOO_LONG),
    Row(OVERSIZED, {"tags": "a" * 300}, ("100", "100")),
    Row(ENCODING, {"title": WITH_NUL}, NUL),
)
POINT = {f"focal_point_{name}": "4" for name in ("x", "y", "width", "height")}
IMAGE_ROWS = (Row(OVERSIZED, {"description": LONG}, TOO_LONG),)
FOLDER_ROWS = tuple(
    Row(TYPE, {"folder": value}, NO_CHOICE) for value in (NO_NUMBER, "9" * 400, "-1")
)


def prefixed(rows, prefix):
    return tuple(
        Row(row.kind, {f"{prefix}{name}": value for name, value in row.sent.items()}, row.says)
        for row in rows
    )


def image(_place=None):
    return {"title": TITLE, "file": picture(), "tags": "aaen", "description": TYPED} | POINT


def document(_place=None):
    return {"title": TITLE, "file": paper(), "tags": "aaen"}


FILES = (
    Form(
        address="images/add/", good=image, rows=FILE_ROWS + IMAGE_ROWS, kept=(TYPED,),
        impossible=(TYPE,),
    ),
    Form(
        address="images/<int:image_id>/", good=image, rows=FILE_ROWS + IMAGE_ROWS, kept=(TYPED,),
        impossible=(TYPE,),
    ),
    Form(
        address="images/chooser/create/", prefix="image-chooser-upload-", good=image,
        rows=FILE_ROWS + IMAGE_ROWS, impossible=(TYPE,), kept=("aaen",),
    ),
    Form(
        address="images/multiple/<int:image_id>/",
        path=lambda place: f"/redaktion/images/multiple/{place.image.pk}/",
        prefix="image-{image}-", good=lambda place: {"title": TITLE, "tags": "aaen"},
        rows=FILE_ROWS, impossible=(TYPE,), kept=("aaen",),
    ),
    Form(
        address="images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
        prefix="uploaded-image-{image_upload}-",
        good=lambda place: {"title": TITLE, "tags": "aaen"},
        rows=FILE_ROWS, impossible=(TYPE,), kept=("aaen",), changes=False,
    ),
    Form(address="documents/add/", good=document, rows=FILE_ROWS + FOLDER_ROWS, kept=("aaen",)),
    Form(
        address="documents/edit/<int:document_id>/", good=document,
        rows=FILE_ROWS + FOLDER_ROWS, kept=("aaen",),
    ),
    Form(
        address="documents/chooser/create/", prefix="document-chooser-upload-", good=document,
        rows=FILE_ROWS + FOLDER_ROWS, kept=("aaen",),
    ),
    Form(
        address="documents/multiple/<int:doc_id>/", prefix="doc-{document}-",
        good=lambda place: {"title": TITLE, "tags": "aaen"}, rows=FILE_ROWS + FOLDER_ROWS,
        kept=("aaen",),
    ),
    Form(
        address="documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/",
        prefix="uploaded-document-{upload}-",
        good=lambda place: {"title": TITLE, "tags": "aaen"},
        rows=FILE_ROWS + FOLDER_ROWS, kept=("aaen",),
    ),
)  # fmt: skip


def link(kind, field, good, *rows):
    """One of the forms that make a link out of what is typed, without a length or a type."""
    return Form(
        address=f"choose-{kind}-link/", prefix=f"{kind}-link-chooser-", changes=False,
        good=lambda place: {field: good, "link_text": TYPED}, kept=(TYPED,),
        rows=(Row(EMPTY, {field: ""}, MISSING), Row(ENCODING, {field: WITH_NUL}, NUL), *rows),
        impossible=tuple({OVERSIZED, TYPE} - {row.kind for row in rows}),
    )  # fmt: skip


THEME = {"theme": "light", "contrast": "system", "density": "default"}
OTHERS = (
    link("external", "url", "https://example.dk/", Row(TYPE, {"url": "ikke en adresse"}, NO_SLUG)),
    link("email", "email_address", "ida@example.dk",
         Row(TYPE, {"email_address": "ingen"}, NO_EMAIL),
         Row(OVERSIZED, {"email_address": f"{LONG}@example.dk"}, NO_EMAIL)),
    link("phone", "phone_number", "00 00 98 10"),
    link("anchor", "url", "afsnit"),
    Form(
        address="account/", prefix="theme-", good=lambda place: dict(THEME), kept=(),
        changes=False,
        rows=(
            Row(EMPTY, {"theme": ""}, MISSING),
            Row(OVERSIZED, {"theme": LONG}, NO_CHOICE),
            Row(ENCODING, {"theme": WITH_NUL}, NO_CHOICE),
            Row(TYPE, {"density": "7"}, NO_CHOICE),
        ),
    ),
    Form(
        address="sider/<int:page_id>/indskraenk/", kept=(),
        good=lambda place: {"own_audience": f"{place.institution.key}/staff"},
        rows=(
            Row(EMPTY, {"own_audience": []}, ("Sæt mindst ét kryds", "Tick at least one")),
            *(
                Row(kind, {"own_audience": value}, NOBODY_KNOWN)
                for kind, value in ((OVERSIZED, LONG), (ENCODING, WITH_NUL), (TYPE, "9/x"))
            ),
        ),
    ),
    Form(
        address="modtagere/", changes=False, kept=(),
        good=lambda place: {
            "place": f"page-{place.page.pk}", "own_audience-mode": "own",
            "own_audience": f"{place.institution.key}/staff",
        },
        rows=(
            Row(EMPTY, {"own_audience": []}, ("Sæt mindst ét kryds", "Tick at least one")),
            *(
                Row(kind, {"own_audience": value}, NOBODY_KNOWN)
                for kind, value in ((OVERSIZED, LONG), (ENCODING, WITH_NUL), (TYPE, "9/x"))
            ),
        ),
    ),
)  # fmt: skip

FORMS = PAGES + FILES + OTHERS
