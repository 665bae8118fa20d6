"""What is personal in what Wagtail keeps: drafts, approval, who did what, search and tags."""

from django.utils.translation import gettext_lazy as _

from cms.personal_data.kinds import (
    added,
    content,
    declare_content,
    declare_of_wagtail,
    draft,
    editor,
    key,
    log,
)
from core.privacy.declarations import OWN_CHOICE, THE_REST, Shown, declare_impersonal
from core.privacy.words import Category, Receiver, Whom

declare_of_wagtail(
    "wagtailcore.Revision",
    _("Earlier versions of pages"),
    editor(user=_("Saved by")),
    draft(content=_("Text of the version"), object_str=_("Title")),
    own_title=_("Versions you have saved"),
)
for _label in ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"):
    declare_of_wagtail(
        _label,
        _("History of pages and files"),
        log(user=_("Changed by")),
        log.but(whom=Whom.IN_CONTENT)(label=_("Title")),
        log(data=_("What was changed")),
        own_title=_("Changes you have made"),
    )
declare_of_wagtail(
    "wagtailcore.Comment",
    _("Editors' comments on pages"),
    editor(user=_("Written by")),
    draft(text=_("Text")),
    editor(resolved_by=_("Resolved by")),
    own_title=_("Comments you have written"),
)
declare_of_wagtail(
    "wagtailcore.CommentReply",
    _("Editors' replies to comments"),
    editor(user=_("Written by")),
    draft(text=_("Text")),
    own_title=_("Replies you have written"),
)
declare_of_wagtail(
    "wagtailcore.WorkflowState",
    _("Pages sent for approval"),
    editor(requested_by=_("Sent by")),
    own_title=_("Pages you have sent for approval"),
    subject="requested_by",
)
declare_of_wagtail(
    "wagtailcore.TaskState",
    _("Pages approved or sent back"),
    editor(finished_by=_("Approved or sent back by")),
    draft(comment=_("Reason")),
    own_title=_("Pages you have approved or sent back"),
    subject="finished_by",
)
declare_of_wagtail(
    "wagtailcore.PageSubscription",
    _("Pages whose comments an editor follows"),
    OWN_CHOICE(user=_("Followed by")),
    own_title=_("Pages whose comments you follow"),
)
declare_of_wagtail(
    "wagtailcore.UploadedFile",
    _("Files that are being added"),
    added,
    draft(file=_("File")),
    own_title=_("Files you are adding"),
    subject="uploaded_by_user",
)
declare_of_wagtail(
    "wagtailcore.APIToken",
    _("Keys for machines"),
    key(user=_("Acts in the name of")),
    key.but(category=Category.CREDENTIALS, secret=True)(key_hash=_("Digest of the key")),
    own_title=_("Keys in your name"),
)
declare_of_wagtail(
    "wagtailadmin.EditingSession",
    _("Who has a page open in the editor"),
    editor(user=_("Opened by")),
    own_title=_("Pages you have had open"),
)
declare_of_wagtail(
    "wagtailadmin.FormState",
    _("Previews of pages"),
    editor(user=_("Previewed by")),
    draft.but(receiver=Receiver.NOBODY)(data=_("Text of the preview")),
    own_title=_("Pages you have previewed"),
)
declare_of_wagtail(
    "wagtailusers.UserProfile",
    _("Choices in the editor"),
    OWN_CHOICE(user=_("Person")),
    OWN_CHOICE(
        *("submitted_notifications", "approved_notifications", "rejected_notifications"),
        *("updated_comments_notifications", "preferred_language", "current_time_zone", "avatar"),
    ),
    OWN_CHOICE(dismissibles=_("Hints put away")),
    OWN_CHOICE("theme", "contrast", "density", "keyboard_shortcuts"),
    own_title=_("Your choices in the editor"),
    shown=Shown.FIELDS,
)

# --- search and tags: texts of pages and files once more --------------------------------------
for _label in ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"):
    declare_content(
        _label,
        _("Search index of pages and files"),
        content(title=_("Title"), body=_("Text"), autocomplete=_("Beginnings of words")),
        not_personal=THE_REST,
    )
declare_content(
    "taggit.Tag",
    _("Tags"),
    draft(name=_("Tag"), slug=_("Tag in the address")),
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
