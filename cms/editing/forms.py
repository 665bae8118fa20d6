"""What an editor may choose in forms, checked again when the form comes back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockField, StreamBlock
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.editing.consent import note_consent
from cms.editing.naming import read_ids
from cms.editing.places import NamesCollection
from cms.editing.queries import folders_for, groups_for, media_for, pages_for
from cms.editing.uploads import WholePictureField
from cms.library.operations import keep_version
from cms.models import BasePage, Consent, InstitutionDocument, InstitutionImage

Choice = tuple[type[Any], str]
# Of more institutions than these the classes are not listed.
MOST_WITH_CLASSES = 3
CHOOSABLE = (BasePage, InstitutionImage, InstitutionDocument)


class PlacedField(forms.ModelChoiceField):
    """A choice of folders or groups, each with the institution it belongs to."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or read_ids([value]) is not None:
            return super().to_python(value)
        # A number that no row can have would break the question itself.
        raise forms.ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.institution}: {obj}"


class DocumentForm(NamesCollection, BaseDocumentForm):
    """A document's form, with the folders of the editor's own institutions."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.editor = user
        self.original_file: Any
        folders, present = folders_for(user), self.instance.folder_id
        # A folder that one may not put files into keeps those that it has.
        if present is None or folders.filter(pk=present).exists():
            self.fields["folder"] = PlacedField(
                label=_("Folder"), queryset=folders, required=False, initial=present
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        folder = cleaned.get("folder")
        if folder is not None and folder.institution_id not in self.find_institutions(cleaned):
            self.add_error("folder", _("Choose a folder of the institution that has the file."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "folder" in self.fields:
            self.instance.folder = self.cleaned_data.get("folder")
        if commit and "file" in self.changed_data and self.original_file:
            # Wagtail would delete the old file.
            keep_version(self.instance, editor=self.editor, now=timezone.now())
            self.original_file = None
        return super().save(commit=commit)


class ImageForm(NamesCollection, BaseImageForm):
    """An image's form, which asks whether children can be recognised in it.

    The institution is asked for by name where there are many.
    """

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.editor = user
        self.consent_before = self.instance.consent
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = WholePictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "consent" in self.fields:
            self.fields["consent_group"] = self._make_group_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        group = cleaned.get("consent_group")
        if isinstance(group, str):
            group = cleaned["consent_group"] = self._find_group(group, cleaned)
        if cleaned.get("consent") == Consent.GROUP and "consent_group" not in self.errors:
            if group is None:
                self.add_error("consent_group", _("Choose the class or room."))
            elif group.institution_id not in self.find_institutions(cleaned):
                self.add_error(
                    "consent_group",
                    _("Choose a class or room of the institution that has the picture."),
                )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "consent_group" in self.fields:
            is_for_group = self.cleaned_data.get("consent") == Consent.GROUP
            group = self.cleaned_data.get("consent_group") if is_for_group else None
            self.instance.consent_group = group
        image = super().save(commit=commit)
        if commit and image.consent != self.consent_before:
            note_consent(image, editor=self.editor)
        return image

    def _make_group_field(self) -> forms.Field:
        """A list of classes; a name to type where there are too many institutions for one."""
        texts: dict[str, Any] = {
            "label": _("Class or room"),
            "required": False,
            "help_text": _("Only if the permission is for one class or room."),
        }
        present = self.instance.consent_group
        if len(self.collections) > MOST_WITH_CLASSES:
            return forms.CharField(max_length=100, initial=present.name if present else "", **texts)
        return PlacedField(queryset=groups_for(self.editor), initial=present, **texts)

    def _find_group(self, name: str, cleaned: dict[str, Any]) -> Any:
        where = self.find_institutions(cleaned)
        named = groups_for(self.editor).filter(name__iexact=name.strip())
        return named.filter(institution_id__in=where).first()


def refuse_foreign_choices(
    request: HttpRequest, page: BasePage, data: Any = None, files: Any = None
) -> None:
    """Raises `PermissionDenied` when a page's form chooses a page or file of others.

    What the page already holds may stay, so that a text written by somebody with more rights can
    be edited. Raises `BadRequest` for a form that is not whole.
    """
    data = request.POST if data is None else data
    try:
        _refuse_lost_blocks(type(page), data)
        sent = {(kind, int(pk)) for kind, pk in _sent_choices(type(page), data, files or {})}
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest from error
    wanted = sent - {(kind, int(pk)) for kind, pk in _stored_choices(page)}
    if read_ids(pk for _kind, pk in wanted) is None:
        raise PermissionDenied
    for model in CHOOSABLE:
        ids = {pk for kind, pk in wanted if kind is model}
        own = pages_for(request.user) if model is BasePage else media_for(request.user, model)
        if ids and own.filter(pk__in=ids).count() != len(ids):
            raise PermissionDenied


def _refuse_lost_blocks(model: type[BasePage], data: Any) -> None:
    """Raises `ValueError` or `KeyError` for a text that Wagtail would shorten without a word."""
    for name, field in model.get_edit_handler().get_form_class().base_fields.items():
        if isinstance(field, BlockField) and isinstance(field.block, StreamBlock):
            count = int(data[f"{name}-count"])
            if count < 0 or f"{name}-{count}-type" in data:
                raise ValueError(name)
            kinds = {data[f"{name}-{number}-type"] for number in range(count)}
            if not kinds <= set(field.block.child_blocks):
                raise ValueError(name)


def _sent_choices(model: type[BasePage], data: Any, files: Any) -> Iterator[Choice]:
    fields = model.get_edit_handler().get_form_class().base_fields
    for name, field in _fields_with_choices(model):
        if name in fields:
            # A text that is not there at all has no blocks to count, and raises `KeyError`.
            value = fields[name].widget.value_from_datadict(data, files, name)
            yield from _read_choices(field, value)


def _stored_choices(page: BasePage) -> Iterator[Choice]:
    for _name, field in _fields_with_choices(type(page)):
        yield from _read_choices(field, field.value_from_object(page))


def _fields_with_choices(model: type[BasePage]) -> Iterable[tuple[str, Any]]:
    for field in model._meta.get_fields():
        chooses = getattr(field, "many_to_one", False) and _kind_of(field.related_model)
        if hasattr(field, "extract_references") or (chooses and not field.auto_created):
            yield field.name, field


def _read_choices(field: Any, value: Any) -> Iterator[Choice]:
    if value in (None, ""):
        return
    if field.is_relation:
        yield _kind_of(field.related_model), str(value)
        return
    for model, pk, *_path in field.extract_references(value):
        if kind := _kind_of(model):
            yield kind, str(pk)


def _kind_of(model: Any) -> Any:
    """The base class by which a chosen page, image or document is looked up."""
    return next((kind for kind in CHOOSABLE if issubclass(model, kind)), None)
