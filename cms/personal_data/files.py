"""What is personal in pictures and documents."""

from django.utils.translation import gettext_lazy as _

from cms.personal_data.kinds import (
    added,
    content,
    declare_content,
    declare_of_editors,
    draft,
    editor,
)
from core.privacy.declarations import declare_impersonal

_file = content(file=_("File"))
_file_state = ("id", "collection", "created_at", "file_size", "file_hash")
declare_of_editors(
    "cms.InstitutionImage",
    _("Pictures"),
    added,
    content(title=_("Title")),
    _file,
    content(description=_("Description for those who cannot see it")),
    own_title=_("Pictures you have added"),
    subject="uploaded_by_user",
    not_personal=(
        *(*_file_state, "width", "height", "consent", "consent_group", "consent_scope"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    ),
)
declare_content(
    "cms.Rendition",
    _("Pictures in other sizes"),
    _file,
    not_personal=("id", "image", "filter_spec", "width", "height", "focal_point_key"),
)
declare_of_editors(
    "cms.InstitutionDocument",
    _("Documents"),
    added,
    content(title=_("Title")),
    _file,
    own_title=_("Documents you have added"),
    subject="uploaded_by_user",
    not_personal=(*_file_state, "folder", "position"),
)
declare_of_editors(
    "cms.DocumentVersion",
    _("Earlier files of documents"),
    editor(replaced_by=_("Replaced by"), replaced_at=_("Replaced at")),
    draft(file=_("File")),
    own_title=_("Files of documents that you have replaced"),
    subject="replaced_by",
    not_personal=("id", "document", "file_size"),
)
declare_content(
    "cms.DocumentText",
    _("Words of documents"),
    content(text=_("Text")),
    not_personal=("id", "document", "file_hash"),
)
declare_impersonal("cms.MediaUse", "id", "page", "image", "document")
declare_impersonal("cms.InstitutionCollection", "id", "institution", "collection")
