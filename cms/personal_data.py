"""What is personal in pages and files, and in the tables of Wagtail and others beneath them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import THE_REST, Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_content = Personal(
    category=Category.CONTENT,
    purpose=Purpose.PUBLISH,
    retention=Retention.PAGE,
    receiver=Receiver.AUDIENCE,
    source=Source.EDITOR,
    whom=Whom.IN_CONTENT,
)
_draft = replace(_content, receiver=Receiver.EDITORS)
_editor = Personal(
    category=Category.ACTIVITY,
    purpose=Purpose.PUBLISH,
    retention=Retention.PAGE,
    receiver=Receiver.EDITORS,
)
_log = replace(_editor, purpose=Purpose.ACCOUNT, retention=Retention.TWO_YEARS)
_choice = Personal(
    category=Category.CHOICES,
    purpose=Purpose.ADAPT,
    retention=Retention.MEMBER,
    receiver=Receiver.NOBODY,
    source=Source.PERSON,
)

# --- pages: a text may name somebody, and the page knows who made and locked it ---------------
declare(
    "cms.BasePage",
    title=_("Pages"),
    own_title=_("Pages you have made"),
    whom=Whom.EDITORS,
    subject="owner",
    shown=Shown.COUNT,
    fields={
        "owner": replace(_editor, label=_("Made by")),
        "locked_by": replace(_editor, label=_("Locked by")),
        "locked_at": replace(_editor, label=_("Locked at")),
        "title": replace(_content, label=_("Title")),
        "draft_title": replace(_draft, label=_("Title of the draft")),
        "slug": replace(_content, label=_("Name in the address")),
        "url_path": replace(_content, label=_("Address")),
        "summary": replace(_content, label=_("Summary")),
        "body_html": replace(_content, label=_("Text")),
        "own_audience": replace(
            _content,
            category=Category.RIGHTS,
            purpose=Purpose.DECIDE_ACCESS,
            receiver=Receiver.EDITORS,
            label=_("Who can see the page, which may be one person"),
        ),
    },
    not_personal=(
        *("id", "path", "depth", "numchild", "translation_key", "locale", "content_type"),
        *("latest_revision", "live_revision", "latest_revision_created_at", "alias_of"),
        *("live", "has_unpublished_changes", "first_published_at", "last_published_at"),
        *("go_live_at", "expire_at", "expired", "locked"),
        *("municipality", "institution", "scope", "owned_scope", "home_unit"),
    ),
)
for _label, _state in (
    ("cms.ContentPage", ()),
    ("cms.NewsPage", ("important_until",)),
    ("cms.MunicipalityHome", ("home_of", "administration")),
    ("cms.InstitutionHome", ("home_of",)),
    ("cms.GroupHome", ("home_of",)),
):
    declare(
        _label,
        title=_("Pages"),
        whom=Whom.IN_CONTENT,
        subject="",
        fields={"body": replace(_content, label=_("Text"))},
        not_personal=("basepage_ptr", *_state),
    )
declare_impersonal("cms.LibraryPage", "basepage_ptr")
declare_impersonal("cms.PortalPage", "basepage_ptr")
declare_impersonal("cms.FooterPages", "id", "municipality", "accessibility", "privacy", "cookies")
declare_impersonal("cms.ContentCounter", "institution", "unit", "changes")
declare_impersonal("cms.LeaderApprovalTask", "task_ptr")
declare(
    "cms.RecentAudience",
    title=_("Audiences chosen lately"),
    own_title=_("Audiences you have chosen"),
    whom=Whom.EDITORS,
    subject="person",
    shown=Shown.COUNT,
    fields={
        "audience": replace(_choice, label=_("Audience")),
        "person": replace(_choice, label=_("Person")),
        "used_at": replace(_choice, label=_("Chosen last")),
        "times": replace(_choice, label=_("How often")),
    },
    not_personal=("id", "institution", "digest"),
)

# --- files ------------------------------------------------------------------------------------
_file = {
    "title": replace(_content, label=_("Title")),
    "file": replace(_content, label=_("File")),
}
_file_state = ("id", "collection", "created_at", "file_size", "file_hash")
declare(
    "cms.InstitutionImage",
    title=_("Pictures"),
    own_title=_("Pictures you have added"),
    whom=Whom.EDITORS,
    subject="uploaded_by_user",
    shown=Shown.COUNT,
    fields={
        "uploaded_by_user": replace(_editor, label=_("Added by")),
        **_file,
        "description": replace(_content, label=_("Description for those who cannot see it")),
    },
    not_personal=(
        *(*_file_state, "width", "height"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    ),
)
declare(
    "cms.Rendition",
    title=_("Pictures in other sizes"),
    whom=Whom.IN_CONTENT,
    subject="",
    fields={"file": replace(_content, label=_("File"))},
    not_personal=("id", "image", "filter_spec", "width", "height", "focal_point_key"),
)
declare(
    "cms.InstitutionDocument",
    title=_("Documents"),
    own_title=_("Documents you have added"),
    whom=Whom.EDITORS,
    subject="uploaded_by_user",
    shown=Shown.COUNT,
    fields={
        "uploaded_by_user": replace(_editor, label=_("Added by")),
        **_file,
    },
    not_personal=(*_file_state, "folder", "position"),
)
declare_impersonal("cms.MediaUse", "id", "page", "image", "document")
declare_impersonal("cms.InstitutionCollection", "id", "institution", "collection")

# --- what Wagtail keeps of drafts, approval and who did what ----------------------------------
declare(
    "wagtailcore.Revision",
    title=_("Earlier versions of pages"),
    own_title=_("Versions you have saved"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={
        "user": replace(_editor, label=_("Saved by")),
        "content": replace(_draft, label=_("Text of the version")),
        "object_str": replace(_draft, label=_("Title")),
    },
    not_personal=THE_REST,
)
for _label in ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"):
    declare(
        _label,
        title=_("History of pages and files"),
        own_title=_("Changes you have made"),
        whom=Whom.EDITORS,
        subject="user",
        shown=Shown.COUNT,
        fields={
            "user": replace(_log, label=_("Changed by")),
            "label": replace(_log, whom=Whom.IN_CONTENT, label=_("Title")),
            "data": replace(_log, label=_("What was changed")),
        },
        not_personal=THE_REST,
    )
declare(
    "wagtailcore.Comment",
    title=_("Editors' comments on pages"),
    own_title=_("Comments you have written"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={
        "user": replace(_editor, label=_("Written by")),
        "text": replace(_draft, label=_("Text")),
        "resolved_by": replace(_editor, label=_("Resolved by")),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailcore.CommentReply",
    title=_("Editors' replies to comments"),
    own_title=_("Replies you have written"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={
        "user": replace(_editor, label=_("Written by")),
        "text": replace(_draft, label=_("Text")),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailcore.WorkflowState",
    title=_("Pages sent for approval"),
    own_title=_("Pages you have sent for approval"),
    whom=Whom.EDITORS,
    subject="requested_by",
    shown=Shown.COUNT,
    fields={"requested_by": replace(_editor, label=_("Sent by"))},
    not_personal=THE_REST,
)
declare(
    "wagtailcore.TaskState",
    title=_("Pages approved or sent back"),
    own_title=_("Pages you have approved or sent back"),
    whom=Whom.EDITORS,
    subject="finished_by",
    shown=Shown.COUNT,
    fields={
        "finished_by": replace(_editor, label=_("Approved or sent back by")),
        "comment": replace(_draft, label=_("Reason")),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailcore.PageSubscription",
    title=_("Pages whose comments an editor follows"),
    own_title=_("Pages whose comments you follow"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={"user": replace(_choice, label=_("Followed by"))},
    not_personal=THE_REST,
)
declare(
    "wagtailcore.UploadedFile",
    title=_("Files that are being added"),
    own_title=_("Files you are adding"),
    whom=Whom.EDITORS,
    subject="uploaded_by_user",
    shown=Shown.COUNT,
    fields={
        "uploaded_by_user": replace(_editor, label=_("Added by")),
        "file": replace(_draft, label=_("File")),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailcore.APIToken",
    title=_("Keys for machines"),
    own_title=_("Keys in your name"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={
        "user": replace(_editor, retention=Retention.RIGHT, label=_("Acts in the name of")),
        "key_hash": replace(
            _editor,
            category=Category.CREDENTIALS,
            retention=Retention.RIGHT,
            secret=True,
            label=_("Digest of the key"),
        ),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailadmin.EditingSession",
    title=_("Who has a page open in the editor"),
    own_title=_("Pages you have had open"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={"user": replace(_editor, label=_("Opened by"))},
    not_personal=THE_REST,
)
declare(
    "wagtailadmin.FormState",
    title=_("Previews of pages"),
    own_title=_("Pages you have previewed"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.COUNT,
    fields={
        "user": replace(_editor, label=_("Previewed by")),
        "data": replace(_draft, receiver=Receiver.NOBODY, label=_("Text of the preview")),
    },
    not_personal=THE_REST,
)
declare(
    "wagtailusers.UserProfile",
    title=_("Choices in the editor"),
    own_title=_("Your choices in the editor"),
    whom=Whom.EDITORS,
    subject="user",
    shown=Shown.FIELDS,
    fields={
        "user": replace(_choice, label=_("Person")),
        "submitted_notifications": _choice,
        "approved_notifications": _choice,
        "rejected_notifications": _choice,
        "updated_comments_notifications": _choice,
        "preferred_language": _choice,
        "current_time_zone": _choice,
        "avatar": _choice,
        "dismissibles": replace(_choice, label=_("Hints put away")),
        "theme": _choice,
        "contrast": _choice,
        "density": _choice,
        "keyboard_shortcuts": _choice,
    },
    not_personal=THE_REST,
)

# --- search and tags: texts of pages and files once more --------------------------------------
_indexed = {
    "title": replace(_content, label=_("Title")),
    "body": replace(_content, label=_("Text")),
    "autocomplete": replace(_content, label=_("Beginnings of words")),
}
for _label in ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"):
    declare(
        _label,
        title=_("Search index of pages and files"),
        whom=Whom.IN_CONTENT,
        subject="",
        fields=_indexed,
        not_personal=THE_REST,
    )
declare(
    "taggit.Tag",
    title=_("Tags"),
    whom=Whom.IN_CONTENT,
    subject="",
    fields={
        "name": replace(_draft, label=_("Tag")),
        "slug": replace(_draft, label=_("Tag in the address")),
    },
    not_personal=THE_REST,
)

# --- tables that are about nobody, or that the portal leaves empty ----------------------------
for _label in (
    "taggit.TaggedItem",
    "wagtailadmin.Admin",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.CollectionViewRestriction_groups",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupApprovalTask_groups",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.PageViewRestriction_groups",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowTask",
    # Ours stand in their place.
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
):
    declare_impersonal(_label)
