"""Which of the editor's addresses are open, and whose things they may name.

Every address of Wagtail's that is not in this table answers 404: users, groups, sites,
workflows, collections, locales and whatever a later Wagtail brings. Those that have no place here
because a view of ours stands before them are in `urls.py`.
"""

from cms.editing.naming import (
    Check,
    approval_of_page,
    bulk_objects,
    edited_page,
    own_document,
    own_image,
    own_page,
    own_page_or_root,
    own_upload,
    revision_of_page,
)

PAGE = (own_page("page_id"),)
PARENT = (own_page("parent_page_id"),)
VERSION = (*PAGE, revision_of_page("revision_id"))
APPROVAL = (*PAGE, approval_of_page("task_state_id"))
IMAGE = (own_image("image_id"),)
FREE: tuple[Check, ...] = ()

_PAGES: dict[str, tuple[Check, ...]] = {
    "add": PARENT,
    "preview_on_add": PARENT,
    "add_subpage": PARENT,
    "type_use": FREE,
    "type_use_results": FREE,
    "choose_parent": FREE,
    "usage": PAGE,
    "edit": PAGE,
    "preview_on_edit": PAGE,
    "view_draft": PAGE,
    "delete": PAGE,
    "unpublish": PAGE,
    "convert_alias": PAGE,
    "search": FREE,
    "search_results": FREE,
    "move": (own_page("page_to_move_id"),),
    "move_confirm": (own_page("page_to_move_id"), own_page("destination_id")),
    "set_page_position": (own_page("page_to_move_id"),),
    "copy": PAGE,
    "workflow_action": APPROVAL,
    "collect_workflow_action_data": APPROVAL,
    "confirm_workflow_cancellation": PAGE,
    "workflow_preview": PAGE,
    "lock": PAGE,
    "unlock": PAGE,
    "revisions_index": PAGE,
    "revisions_view": VERSION,
    "revisions_revert": VERSION,
    "revisions_unschedule": VERSION,
    "revisions_compare": (
        own_page("pk"),
        revision_of_page("revision_id_a"),
        revision_of_page("revision_id_b"),
    ),
    "workflow_history": PAGE,
    "workflow_history_detail": PAGE,
    "history": PAGE,
    "history_results": PAGE,
}

_IMAGES: dict[str, tuple[Check, ...]] = {
    "edit": IMAGE,
    "delete": IMAGE,
    "add": FREE,
    "image_usage": IMAGE,
    "add_multiple": FREE,
    "edit_multiple": IMAGE,
    "delete_multiple": IMAGE,
    "create_multiple_from_uploaded_image": (own_upload("uploaded_file_id"),),
    "delete_upload_multiple": (own_upload("uploaded_file_id"),),
}

_DOCUMENTS: dict[str, tuple[Check, ...]] = {
    "edit": (own_document("document_id"),),
    "delete": (own_document("document_id"),),
    "add": FREE,
    "document_usage": (own_document("document_id"),),
    "add_multiple": FREE,
    "edit_multiple": (own_document("doc_id"),),
    "delete_multiple": (own_document("doc_id"),),
    "create_multiple_from_uploaded_document": (own_upload("uploaded_file_id"),),
    "delete_upload_multiple": (own_upload("uploaded_file_id"),),
}

OPEN_ADDRESSES: dict[str, tuple[Check, ...]] = {
    "wagtailadmin_home": FREE,
    "wagtailadmin_explore_root": FREE,
    "wagtailadmin_explore": (own_page_or_root("parent_page_id"),),
    "wagtailadmin_explore_results": (own_page_or_root("parent_page_id"),),
    "wagtail_bulk_action": (bulk_objects,),
    **{f"wagtailadmin_pages:{name}": checks for name, checks in _PAGES.items()},
    "wagtailadmin_choose_page_email_link": FREE,
    "wagtailadmin_choose_page_phone_link": FREE,
    "wagtailadmin_choose_page_anchor_link": FREE,
    "wagtailadmin_editing_sessions:ping": (edited_page,),
    "wagtailadmin_editing_sessions:release": FREE,
    **{f"wagtaildocs:{name}": checks for name, checks in _DOCUMENTS.items()},
    **{f"wagtailimages:{name}": checks for name, checks in _IMAGES.items()},
    "wagtaildocs_chooser:choose": FREE,
    "wagtaildocs_chooser:choose_results": FREE,
    "wagtaildocs_chooser:chosen": (own_document("pk"),),
    "wagtaildocs_chooser:chosen_multiple": FREE,
    "wagtaildocs_chooser:create": FREE,
    "wagtailimages_chooser:chosen": (own_image("pk"),),
    "wagtailimages_chooser:chosen_multiple": FREE,
    "wagtailimages_chooser:create": FREE,
    "wagtailimages_chooser:select_format": IMAGE,
    # The same for everybody, and asked for before anybody has signed in.
    "wagtailadmin_sprite": FREE,
    "wagtailadmin_javascript_catalog": FREE,
    # Shows made-up examples alone.
    "wagtailadmin_block_preview": FREE,
}

# Whoever asks here for what is not his or her own is led to where one's own pages begin: Wagtail
# goes to the page above when it has saved one, and that may be somebody else's.
LEADING_HOME = frozenset({"wagtailadmin_explore", "wagtailadmin_explore_results"})
