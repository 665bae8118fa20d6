"""What can be sent to each address: every one is named here, in the table of forms, or closed."""

from django.urls import get_resolver

from tests.bad_input.form_table import FORMS
from tests.cms.editing.address_table import CLOSED, EXPECTED
from tests.cms.editing.walking import ADMIN

# Lists and choosers: a search, filters, an order, the number of a page of the list.
LISTS = {
    "pages/<int:parent_page_id>/",
    "pages/<int:parent_page_id>/results/",
    "pages/<int:page_id>/history/",
    "pages/<int:page_id>/history/results/",
    "pages/<int:page_id>/usage/",
    "pages/<int:page_id>/workflow_history/",
    "pages/search/",
    "pages/search/results/",
    "pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/",
    "pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/",
    "modtagere/find/",
    "choose-page/",
    "choose-page/<int:parent_page_id>/",
    "choose-page/chosen-multiple/",
    "choose-page/search/",
    "tag-autocomplete/",
    "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
    *(
        f"{kind}/{view}"
        for kind in ("documents", "images")
        for view in (
            "", "results/", "chooser/", "chooser/results/", "chooser/chosen-multiple/",
        )
    ),
    "documents/usage/<int:document_id>/",
    "images/usage/<int:image_id>/",
    *(address for address in EXPECTED if address.startswith("reports/")),
}  # fmt: skip

# Buttons: what they do, the address says; some take a place to return to, or one tick.
BUTTONS = {
    "",
    "bulk/<str:app_label>/<str:model_name>/<str:action>/",
    "documents/chooser/chosen/<str:pk>/",
    "documents/delete/<int:document_id>/",
    "documents/multiple/<int:doc_id>/delete/",
    "documents/multiple/add/",
    "documents/multiple/delete_upload/<int:uploaded_file_id>/",
    "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
    "editing-sessions/release/<int:session_id>/",
    "images/<int:image_id>/delete/",
    "images/chooser/<int:image_id>/select_format/",
    "images/chooser/chosen/<str:pk>/",
    "images/multiple/<int:image_id>/delete/",
    "images/multiple/add/",
    "images/multiple/delete_upload/<int:uploaded_file_id>/",
    "block-preview/",
    "jsi18n/",
    "login/",
    "logout/",
    "pages/",
    "pages/<int:page_id>/convert_alias/",
    "pages/<int:page_id>/delete/",
    "pages/<int:page_id>/edit/preview/",
    "pages/<int:page_id>/lock/",
    "pages/<int:page_id>/revisions/",
    # The form of `edit`, filled with an older version.
    "pages/<int:page_id>/revisions/<int:revision_id>/revert/",
    "pages/<int:page_id>/revisions/<int:revision_id>/unschedule/",
    "pages/<int:page_id>/revisions/<int:revision_id>/view/",
    "pages/<int:page_id>/unlock/",
    "pages/<int:page_id>/unpublish/",
    "pages/<int:page_id>/view_draft/",
    "pages/<int:page_id>/workflow_history/detail/<int:workflow_state_id>/",
    # Places, which the guard answers for: those of nobody are not there.
    "pages/<int:page_to_move_id>/move/",
    "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
    "pages/<int:page_to_move_id>/set_position/",
    "pages/<int:parent_page_id>/add_subpage/",
    r"pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$",
    "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
    "/<int:parent_page_id>/preview/",
    "pages/create/<slug:app_label>/<slug:model_name>",
    # A comment that anybody may leave empty, and that has no length.
    "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
    "pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
    "pages/workflow/confirm_cancellation/<int:page_id>/",
    "pages/workflow/preview/<int:page_id>/<int:task_id>/",
    "sprite/",
}

PORTAL = {
    "",
    "billeder/<int:image_id>/<str:filter_spec>",
    "cookies/",
    "dokument/<int:document_id>/",
    "dokumenter/<int:document_id>/<str:filename>",
    "k/<str:code>/",
    "kalender/",
    "kalender/<str:secret>.ics",
    "kalender/aarshjul/",
    "kalender/systemer/",
    "live",
    "log-ind/",
    "log-ind/som/",
    "log-ud/",
    "nyheder/",
    "privatliv/",
    "ready",
    "service-worker.js",
    "side/<int:page_id>/",
    "soeg/",
    "sprog/",
    "steder/",
    "uden-net/",
    "was/",
    "^(?P<address>(?:[-\\w]+/)+)$",
}
# Forms that are tried beside their own subject.
ELSEWHERE = (
    "kontor/", "dine-oplysninger/", "formular/", "ny-nyhed/", "ret-nyhed/", "tag-ned/",
    "udgiv-igen/", "ny-begivenhed/", "ret-begivenhed/", "mange-begivenheder/",
    "kalender/abonnement/",
    "dagens-historie/", "ugens-menu/", "emneord/",
    "kvitter/", "kvitteringer/", "gem-til-sagen/", "bevar/",
    "lovpligtigt/", "mappe/", "ret-dokument/", "slet-dokument/",
    "skriv/",
    # Signing in: `tests/core/login` sends these what is wrong.
    "log-ind/lokal/", "log-ind/med/", "log-ind/oidc/", "log-ind/saml/", "log-ind/vaelg/",
    "log-ind/videre/", "log-ind/bekraeft",
    # Connected systems: `tests/core/connectors` and `tests/api` send them what is wrong.
    "aabn/", "api/v1/", "boks", "fundet/", "soeg/systemer/", "uge/",
)  # fmt: skip

CLOSED_ADDRESSES = {address for address, expected in EXPECTED.items() if expected == CLOSED}
IN_FORMS = {form.address for form in FORMS}
OPEN = IN_FORMS | LISTS | BUTTONS


def list_portal():
    """Each pattern outside the editor, once."""
    found = set()

    def walk(patterns, prefix):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, path)
            elif not path.startswith((ADMIN, *ELSEWHERE)):
                found.add(path)

    walk(get_resolver().url_patterns, "")
    return found
