"""The portal's own pages for those who look after a folder of documents."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audience.queries import audience_in_force
from cms.audience.words import describe_audience
from cms.confirmation.queries import list_duties_of_document
from cms.editing.queries import folders_for
from cms.keeping import is_file_kept
from cms.library import operations
from cms.library.forms import AskingForm, DocumentForm, FilesForm, NewFileForm
from cms.library.queries import (
    find_own_document,
    find_own_folder,
    find_request,
    find_version,
    list_documents,
    list_versions,
)
from cms.models import ConfirmationMode, InstitutionDocument, LibraryPage
from cms.serving import answer_file
from cms.writing.desk import MISTAKES
from cms.writing.views import for_writers
from core.access.keys import PUBLIC
from core.access.viewer import viewer_of
from core.numbers import read_id
from core.people.models import Person
from themes.templatetags.themes_dates import file_size

# Sent as a file to keep, whatever it is.
KEPT = "application/octet-stream"


@for_writers
def arrange_folder(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A folder's documents, to be put in order, with a place to drop more."""
    folder = find_own_folder(person, page_id)
    if folder is None:
        raise Http404
    if request.method != "POST":
        return _show_folder(request, folder, FilesForm())
    if "up" in request.POST or "down" in request.POST:
        return _move(request, person, folder)
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_folder(request, folder, form)
    added, refused = operations.add_documents(folder, form.cleaned_data["files"], editor=person)
    if added:
        message = ngettext(
            "%(count)d document has been put up.",
            "%(count)d documents have been put up.",
            len(added),
        )
        messages.success(request, message % {"count": len(added)})
    if refused:
        # The page itself names each one that is missing.
        return _show_folder(request, folder, FilesForm(), refused=refused)
    return HttpResponseRedirect(reverse("arrange_folder", args=[folder.pk]))


@for_writers
def edit_document(request: HttpRequest, person: Person, document_id: int) -> HttpResponse:
    """A document's title and folder, the place for a new file, and the files it had before."""
    document = find_own_document(person, document_id)
    if document is None:
        raise Http404
    asked = find_request(document)
    desk: dict[str, Any] = {
        "form": DocumentForm(None, document=document, folders=folders_for(person)),
        "new_file": NewFileForm(asks=asked is not None),
        "asking": AskingForm(None, asked=asked, today=viewer_of(request).today),
        "asked": asked,
    }
    if request.method != "POST":
        return _show_document(request, document, desk)
    take = _ask if "ask" in request.POST else _replace if "replace" in request.POST else _change
    address = take(request, person, document, desk)
    return HttpResponseRedirect(address) if address else _show_document(request, document, desk)


@for_writers
def delete_document(request: HttpRequest, person: Person, document_id: int) -> HttpResponse:
    """Asks once, and then removes a document with all the files that it has had."""
    document = find_own_document(person, document_id)
    if document is None:
        raise Http404
    _take_look(request, document.folder)
    back_url = reverse("arrange_folder", args=[document.folder_id])
    if request.method == "POST":
        if is_file_kept(document):
            messages.error(
                request,
                _("The document belongs to a page that is kept for the record. End that first."),
            )
            return HttpResponseRedirect(back_url)
        operations.delete_document(document)
        messages.success(request, _("“%(document)s” has been deleted.") % {"document": document})
        return HttpResponseRedirect(back_url)
    context = {
        "document_title": document.title,
        "pages": document.uses.count(),  # type: ignore[attr-defined]
        "back_url": back_url,
    }
    return render(request, "themes/library/delete.html", context)


@for_writers
def serve_version(
    request: HttpRequest, person: Person, document_id: int, version_id: int
) -> HttpResponseBase:
    """A file that a document had before, for those who look after it and nobody else."""
    document = find_own_document(person, document_id)
    version = find_version(document, version_id) if document else None
    if version is None:
        raise Http404
    return answer_file(request, version.file, version.filename, content_type=KEPT)


def _take_look(request: HttpRequest, folder: LibraryPage | None) -> None:
    """Lets the page look as the folder's municipality does."""
    if folder is not None and folder.municipality is not None:
        request.municipality_code = folder.municipality.code  # type: ignore[attr-defined]


def _move(request: HttpRequest, person: Person, folder: LibraryPage) -> HttpResponse:
    is_up = "up" in request.POST
    number = read_id(request.POST["up" if is_up else "down"])
    document = find_own_document(person, number) if number else None
    if document is None or document.folder_id != folder.pk:
        raise Http404
    operations.move_document(document, up=is_up)
    address = reverse("arrange_folder", args=[folder.pk])
    return HttpResponseRedirect(f"{address}#document-{document.pk}")


def _change(
    request: HttpRequest, person: Person, document: InstitutionDocument, desk: dict[str, Any]
) -> str:
    """Saves title and folder, and says where to go on; nowhere where there are mistakes."""
    desk["form"] = DocumentForm(request.POST, document=document, folders=folders_for(person))
    if not desk["form"].is_valid():
        return ""
    operations.change_document(document, **desk["form"].cleaned_data)
    messages.success(request, _("The document has been saved."))
    return reverse("arrange_folder", args=[document.folder_id])


def _replace(
    request: HttpRequest, person: Person, document: InstitutionDocument, desk: dict[str, Any]
) -> str:
    form = NewFileForm(request.POST, request.FILES, asks=desk["asked"] is not None)
    desk["new_file"] = form
    if not form.is_valid():
        return ""
    try:
        operations.replace_file(
            document,
            form.cleaned_data["file"],
            editor=person,
            now=viewer_of(request).now,
            is_major=form.cleaned_data.get("is_major", False),
        )
    except ValidationError as error:
        form.add_error("file", error.messages)
        return ""
    messages.success(request, _("The new file has been put up. The address is the same."))
    return reverse("edit_document", args=[document.pk])


def _ask(
    request: HttpRequest, person: Person, document: InstitutionDocument, desk: dict[str, Any]
) -> str:
    """Asks for confirmation as the form says, or stops asking."""
    viewer = viewer_of(request)
    form = AskingForm(request.POST, asked=desk["asked"], today=viewer.today)
    desk["asking"] = form
    if not form.is_valid():
        return ""
    mode = form.cleaned_data["mode"]
    operations.ask_about(
        document,
        mode=ConfirmationMode(mode) if mode else None,
        due_on=form.cleaned_data["due_on"],
        now=viewer.now,
    )
    if not mode:
        messages.success(request, _("Nobody is asked any more. The answers stay."))
    elif list_duties_of_document(document.pk, on=viewer.today):
        messages.success(request, _("Those whom the folder is for are asked to confirm."))
    else:
        messages.warning(
            request,
            _(
                "Nobody is asked as long as the folder is shown to nobody of them, or to everyone "
                "on the internet alone. Choose parents, pupils or staff as those who see it."
            ),
        )
    return reverse("edit_document", args=[document.pk])


def _show_folder(
    request: HttpRequest, folder: LibraryPage, form: FilesForm, *, refused: Any = ()
) -> HttpResponse:
    _take_look(request, folder)
    keys = audience_in_force(folder)
    documents = [
        {
            "id": document.pk,
            "title": document.title,
            "url": reverse("document", args=[document.pk]),
            "edit_url": reverse("edit_document", args=[document.pk]),
            "kind": document.file_extension,
            "size_words": file_size(document.file_size or 0),
        }
        for document in list_documents(folder)
    ]
    context = {
        "form": form,
        "folder_title": folder.title,
        "visible_to": describe_audience(keys, on=viewer_of(request).today).sentence,
        "visible_to_public": PUBLIC in keys,
        "folder_url": folder.get_url(),
        "new_folder_url": reverse("wagtailadmin_pages:add", args=["cms", "librarypage", folder.pk]),
        "documents": documents,
        "refused": refused,
    }
    status = MISTAKES if form.errors else 200
    return render(request, "themes/library/arrange.html", context, status=status)


def _show_document(
    request: HttpRequest, document: InstitutionDocument, desk: dict[str, Any]
) -> HttpResponse:
    _take_look(request, document.folder)
    versions = [
        {
            "url": reverse("document_version", args=[document.pk, version.pk]),
            "name": version.filename,
            "size_words": file_size(version.file_size or 0),
            "replaced_at": version.replaced_at,
            "replaced_by": version.replaced_by.get_full_name() if version.replaced_by else "",
        }
        for version in list_versions(document)
    ]
    context = {
        **desk,
        "document_title": document.title,
        "file_name": document.filename,
        "document_url": reverse("document", args=[document.pk]),
        "report_url": (
            reverse("confirmations_of_document", args=[document.pk])
            if desk["asked"] and document.folder and document.folder.live
            else ""
        ),
        "delete_url": reverse("delete_document", args=[document.pk]),
        "back_url": reverse("arrange_folder", args=[document.folder_id]),
        "versions": versions,
    }
    has_mistakes = any(desk[name].errors for name in ("form", "new_file", "asking"))
    return render(
        request, "themes/library/document.html", context, status=MISTAKES if has_mistakes else 200
    )
