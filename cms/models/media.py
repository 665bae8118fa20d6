"""Images and documents, the institution they belong to and the pages that show them."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage

from cms.editing.uploads import NotWhatItSays, check_upload
from cms.models.base import BasePage
from cms.models.consent import Consent, find_covered
from cms.models.file_fields import StrippedFileField, StrippedImageField, make_place
from core.access.audiences import Audience
from core.access.models import Scope
from core.access.operations import find_shared_scope

PERMISSION_WITHDRAWN = _("The permission has been withdrawn")
_WIDEST_STAND_IN = 480


class InstitutionCollection(models.Model):
    """The one Wagtail collection that an institution's files lie in, made with the institution."""

    institution = models.OneToOneField(
        "people.Institution", on_delete=models.PROTECT, related_name="collection_link"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, related_name="institution_link"
    )

    def __str__(self) -> str:
        return f"collection of {self.institution_id}"


class InstitutionImage(AbstractImage):
    """An image of one institution, seen by those who see a page that shows it."""

    file = StrippedImageField(
        _("File"), upload_to=get_upload_to, width_field="width", height_field="height"
    )

    consent = models.CharField(
        max_length=11,
        choices=Consent.choices,
        default=Consent.UNANSWERED,
        blank=True,
        verbose_name=_("Can children be recognised in the picture?"),
        help_text=_("Until you have answered, only those of the institution can see it."),
    )
    consent_group = models.ForeignKey(
        "people.Group", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Whom the permission lets see the picture; without one, nobody sees it.
    consent_scope = models.ForeignKey(
        "access.Scope", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    # The class is offered by `cms.editing.forms.ImageForm`, which knows whose they are.
    admin_form_fields = (*WagtailImage.admin_form_fields, "consent")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """The description that the picture has; a file's name describes nothing to anybody."""
        return self.description

    def clean(self) -> None:
        super().clean()
        _check_new_file(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Notes measures and digest of a new file as it is stored, which is not as it was sent."""
        is_new = bool(self.file) and not self.file._committed
        if kwargs.get("update_fields") is None:
            self.consent_scope = self._find_consent_scope()
        super().save(*args, **kwargs)
        if is_new:
            self._set_image_file_metadata()
            type(self).objects.filter(pk=self.pk).update(
                file_size=self.file_size,
                file_hash=self.file_hash,
                width=self.width,
                height=self.height,
            )

    def get_rendition(self, filter: Any) -> Any:  # noqa: A002 - Wagtail's name
        """One size of the image; of one whose permission has been withdrawn none is made."""
        if self.consent != Consent.WITHDRAWN:
            return super().get_rendition(filter)
        return Rendition.stand_in_for(self, getattr(filter, "spec", filter))

    def get_renditions(self, *filters: Any) -> dict[str, Any]:
        """Several sizes of the image, by what they are asked for with."""
        if self.consent != Consent.WITHDRAWN:
            return dict(super().get_renditions(*filters))
        return {getattr(each, "spec", each): self.get_rendition(each) for each in filters}

    @property
    def covered(self) -> Audience:
        """Whom the permission of those in the picture lets see it at most."""
        link = InstitutionCollection.objects.filter(collection=self.collection_id)
        found = link.select_related("institution").first()
        return find_covered(
            self.consent,
            institution=found.institution if found else None,
            group=self.consent_group,
        )

    def _find_consent_scope(self) -> Scope | None:
        covered = self.covered
        return find_shared_scope(covered) if covered else None


class Rendition(AbstractRendition):
    """One size of an image; its address is ours and asks for the right to see it."""

    image = models.ForeignKey(InstitutionImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    @classmethod
    def stand_in_for(cls, image: InstitutionImage, spec: str) -> "Rendition":
        """What editors see in the place of an image that nobody may see; it is stored nowhere."""
        found = re.search(r"\d+", spec)
        width = min(int(found[0]), _WIDEST_STAND_IN) if found else _WIDEST_STAND_IN
        rendition = cls(image=image, filter_spec=spec, width=width, height=width * 2 // 3)
        rendition.file.name = "withdrawn"
        return rendition

    @property
    def alt(self) -> str:
        if self.image.consent == Consent.WITHDRAWN:
            return str(PERMISSION_WITHDRAWN)
        return str(super().alt)

    @property
    def url(self) -> str:
        # Wagtail makes one without a size where the file itself is gone.
        return reverse("serve_image", args=[self.image_id, self.filter_spec or "original"])


class InstitutionDocument(AbstractDocument):
    """A file of one institution, seen by those who see its folder or a page that links to it."""

    file = StrippedFileField(_("File"), upload_to=make_place)
    folder = models.ForeignKey(
        "cms.LibraryPage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("Folder"),
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    # The folder is offered by `cms.editing.forms.DocumentForm`, which knows whose they are.
    admin_form_fields = WagtailDocument.admin_form_fields

    def clean(self) -> None:
        # A file that was sent before its description was whole has been looked at then.
        if self.file:
            super().clean()
            _check_new_file(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Notes size and digest of a new file as it is stored, so that no list has to open it."""
        from cms.indexing.document_words import read_words_later  # noqa: PLC0415 - above the models

        is_new = bool(self.file) and not self.file._committed  # type: ignore[attr-defined]
        super().save(*args, **kwargs)
        if is_new:
            self._set_document_file_metadata()
            type(self).objects.filter(pk=self.pk).update(
                file_size=self.file_size, file_hash=self.file_hash
            )
            read_words_later(self)

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])

    def get_absolute_url(self) -> str:
        return self.url


class MediaUse(models.Model):
    """A page that shows an image or links to a document, as its published row says."""

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="media_uses")
    image = models.ForeignKey(
        InstitutionImage, on_delete=models.CASCADE, null=True, related_name="uses"
    )
    document = models.ForeignKey(
        InstitutionDocument, on_delete=models.CASCADE, null=True, related_name="uses"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "image"],
                condition=models.Q(image__isnull=False),
                name="cms_image_use_once",
            ),
            models.UniqueConstraint(
                fields=["page", "document"],
                condition=models.Q(document__isnull=False),
                name="cms_document_use_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} uses {self.image_id or self.document_id}"


def _check_new_file(file: Any) -> None:
    """Refuses a file that has just been sent; what is stored has been looked at."""
    if file and not file._committed:
        try:
            check_upload(file.file)
        except NotWhatItSays as error:
            raise ValidationError({"file": error}) from error
