"""What Ida, who writes and publishes at Egesøskolen, gets from each address with her own things.

Written by hand. An address that is not here fails the walk: say what it answers before it opens.
SEES answers 200 and names something of hers; SHOWS answers 200 with nothing of hers in it; SENDS
takes a POST only; LEADS goes somewhere else; CLOSED is not there for any editor.
"""

SEES = (200, True)
SHOWS = (200, False)
SENDS = (405, False)
LEADS = (302, False)
CLOSED = (404, None)
REFUSED = (403, None)

PAGES = {
    "pages/": LEADS,
    "pages/<int:parent_page_id>/": SEES,
    "pages/<int:parent_page_id>/results/": SEES,
    "pages/<int:page_id>/convert_alias/": SEES,
    "pages/<int:page_id>/copy/": SEES,
    "pages/<int:page_id>/delete/": SEES,
    "pages/<int:page_id>/edit/": SEES,
    # Says only whether the preview is ready, until a form has been sent to it.
    "pages/<int:page_id>/edit/preview/": SHOWS,
    "pages/<int:page_id>/history/": SEES,
    "pages/<int:page_id>/history/results/": SEES,
    "pages/<int:page_id>/lock/": SENDS,
    "pages/<int:page_id>/privacy/": CLOSED,
    "pages/<int:page_id>/revisions/": LEADS,
    "pages/<int:page_id>/revisions/<int:revision_id>/revert/": SEES,
    "pages/<int:page_id>/revisions/<int:revision_id>/unschedule/": SEES,
    "pages/<int:page_id>/revisions/<int:revision_id>/view/": SEES,
    "pages/<int:page_id>/unlock/": SENDS,
    "pages/<int:page_id>/unpublish/": SEES,
    "pages/<int:page_id>/usage/": SEES,
    "pages/<int:page_id>/view_draft/": SEES,
    "pages/<int:page_id>/workflow_history/": SEES,
    "pages/<int:page_id>/workflow_history/detail/<int:workflow_state_id>/": SEES,
    "pages/<int:page_to_move_id>/move/": SEES,
    "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/": SEES,
    "pages/<int:page_to_move_id>/set_position/": SENDS,
    "pages/<int:parent_page_id>/add_subpage/": SEES,
    r"pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": SEES,
    "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
    "/<int:parent_page_id>/": SEES,
    "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
    "/<int:parent_page_id>/preview/": SHOWS,
    "pages/create/<slug:app_label>/<slug:model_name>": SHOWS,
    "pages/search/": SEES,
    "pages/search/results/": SEES,
    "pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/": SEES,
    "pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/": SEES,
    # A form for a comment, without the page's name.
    "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/": SEES,
    "pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>"
    "/<int:task_state_id>/": SHOWS,
    "pages/workflow/confirm_cancellation/<int:page_id>/": SHOWS,
    "pages/workflow/preview/<int:page_id>/<int:task_id>/": SEES,
    "modtagere/": SENDS,
    "modtagere/find/": SENDS,
    "sider/<int:page_id>/indskraenk/": SEES,
}

CHOOSERS = {
    "choose-anchor-link/": SHOWS,
    "choose-email-link/": SHOWS,
    "choose-external-link/": SHOWS,
    "choose-phone-link/": SHOWS,
    "choose-page/": SEES,
    "choose-page/<int:parent_page_id>/": SEES,
    "choose-page/chosen-multiple/": SEES,
    "choose-page/search/": SEES,
    "tag-autocomplete/": SEES,
    "tag-autocomplete/<slug:app_name>/<slug:model_name>/": SEES,
}

DOCUMENTS = {
    "documents/": SEES,
    "documents/results/": SEES,
    # The folders that a file can go into are hers.
    "documents/add/": SEES,
    "documents/chooser/": SEES,
    "documents/chooser/results/": SEES,
    "documents/chooser/chosen-multiple/": SEES,
    "documents/chooser/chosen/<str:pk>/": SEES,
    "documents/chooser/create/": SEES,
    "documents/delete/<int:document_id>/": SEES,
    "documents/edit/<int:document_id>/": SEES,
    "documents/multiple/<int:doc_id>/": SENDS,
    "documents/multiple/<int:doc_id>/delete/": SENDS,
    "documents/multiple/add/": SHOWS,
    "documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/": SENDS,
    "documents/multiple/delete_upload/<int:uploaded_file_id>/": SENDS,
    "documents/usage/<int:document_id>/": SEES,
}

IMAGES = {
    "images/": SEES,
    "images/results/": SEES,
    "images/add/": SHOWS,
    "images/<int:image_id>/": SEES,
    "images/<int:image_id>/delete/": SEES,
    "images/<int:image_id>/generate_url/": CLOSED,
    "images/<int:image_id>/generate_url/output/": CLOSED,
    "images/<int:image_id>/preview/<str:filter_spec>/": CLOSED,
    "images/chooser/": SEES,
    "images/chooser/results/": SEES,
    "images/chooser/<int:image_id>/select_format/": SEES,
    "images/chooser/chosen-multiple/": SEES,
    "images/chooser/chosen/<str:pk>/": SEES,
    "images/chooser/create/": SHOWS,
    "images/multiple/<int:image_id>/": SENDS,
    "images/multiple/<int:image_id>/delete/": SENDS,
    "images/multiple/add/": SHOWS,
    "images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/": SENDS,
    "images/multiple/delete_upload/<int:uploaded_file_id>/": SENDS,
    "images/usage/<int:image_id>/": SEES,
}

REPORTS = {
    f"reports/{name}/{results}": SEES
    for name in (
        "aging-pages",
        "locked",
        "page-types-usage",
        "site-history",
        "workflow",
        "workflow_tasks",
    )
    for results in ("", "results/")
}

OTHERS = {
    "": SEES,
    # Her name, in the menu of every page, is hers.
    "account/": SHOWS,
    "bulk/<str:app_label>/<str:model_name>/<str:action>/": SEES,
    "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>"
    "/<int:session_id>/": SENDS,
    "editing-sessions/release/<int:session_id>/": SENDS,
    "block-preview/": SHOWS,
    "jsi18n/": SHOWS,
    "sprite/": SHOWS,
    # Somebody who is signed in needs no sign-in; everybody else is led to the portal's.
    "login/": REFUSED,
    "logout/": SENDS,
}

KNOWS_NO_TENANTS = dict.fromkeys(
    [
        "^.*/$",
        "api/main/^documents/",
        "api/main/^documents/<int:pk>/",
        "api/main/^documents/find/",
        "api/main/^images/",
        "api/main/^images/<int:pk>/",
        "api/main/^images/find/",
        "api/main/^pages/",
        "api/main/^pages/<int:pk>/",
        "api/main/^pages/<int:pk>/action/<str:action_name>/",
        "api/main/^pages/find/",
        "collections/",
        "collections/<int:collection_id>/privacy/",
        "collections/<int:pk>/",
        "collections/<int:pk>/delete/",
        "collections/add/",
        "dismissibles/",
        "failwhale/",
        "groups/",
        "groups/delete/<int:pk>/",
        "groups/edit/<int:pk>/",
        "groups/history-results/<int:pk>/",
        "groups/history/<int:pk>/",
        "groups/new/",
        "groups/results/",
        "groups/usage/<int:pk>/",
        "password_reset/",
        "password_reset/complete/",
        "password_reset/confirm/<uidb64>/<token>/",
        "password_reset/done/",
        "test404/",
        "users/",
        "users/copy/<int:pk>/",
        "users/delete/<int:pk>/",
        "users/edit/<int:pk>/",
        "users/history-results/<int:pk>/",
        "users/history/<int:pk>/",
        "users/new/",
        "users/results/",
        "users/usage/<int:pk>/",
        "workflows/add/",
        "workflows/disable/<int:pk>/",
        "workflows/edit/<int:pk>/",
        "workflows/enable/<int:pk>/",
        "workflows/list/",
        "workflows/list/results/",
        "workflows/remove/<int:page_pk>/",
        "workflows/remove/<int:page_pk>/<int:workflow_pk>/",
        "workflows/task_chooser/",
        "workflows/task_chooser/<int:task_id>/",
        "workflows/task_chooser/create/",
        "workflows/task_chooser/results/",
        "workflows/tasks/add/<str:app_label>/<str:model_name>/",
        "workflows/tasks/disable/<int:pk>/",
        "workflows/tasks/edit/<int:pk>/",
        "workflows/tasks/enable/<int:pk>/",
        "workflows/tasks/index/",
        "workflows/tasks/index/results/",
        "workflows/tasks/select_type/",
        "workflows/usage/<int:pk>/",
        "workflows/usage/<int:pk>/results/",
    ],
    CLOSED,
)

EXPECTED = PAGES | CHOOSERS | DOCUMENTS | IMAGES | REPORTS | OTHERS | KNOWS_NO_TENANTS
