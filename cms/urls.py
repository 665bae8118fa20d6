"""The addresses of pages, files and images."""

from django.urls import path, re_path

from cms import footer, serving, views
from cms.calendar import views as calendar
from cms.confirmation import views as confirmation
from cms.form_pages import views as form_pages
from cms.library import views as library
from cms.records import views as records
from cms.writing import views as writing

urlpatterns = [
    path("", views.show_home, name="home"),
    path("steder/", views.show_places, name="places"),
    path("kalender/", calendar.show_calendar, name="calendar"),
    path("k/<str:code>/", views.enter_municipality, name="enter_municipality"),
    path("was/", footer.show_accessibility_statement, name="accessibility"),
    path("privatliv/", footer.show_privacy, name="privacy"),
    path("cookies/", footer.show_cookies, name="cookies"),
    path("ny-nyhed/", writing.choose_place, name="write_news_where"),
    path("ny-nyhed/<int:page_id>/", writing.write_news, name="write_news"),
    path("ret-nyhed/<int:page_id>/", writing.rewrite_news, name="rewrite_news"),
    path("tag-ned/<int:page_id>/", writing.take_down_page, name="take_down"),
    path("udgiv-igen/<int:page_id>/", writing.put_back_page, name="put_back"),
    path("kvitter/<int:page_id>/", confirmation.confirm, name="confirm"),
    path("kvitteringer/<int:page_id>/", confirmation.show_report, name="confirmations"),
    path(
        "kvitteringer/<int:page_id>/hent/", confirmation.export_report, name="export_confirmations"
    ),
    path(
        "kvitteringer/<int:page_id>/hent/excel/",
        confirmation.export_report,
        {"kind": "xlsx"},
        name="export_confirmations_to_excel",
    ),
    path("kvitteringer/<int:page_id>/paamind/", confirmation.remind, name="remind"),
    path(
        "kvitteringer/<int:page_id>/<int:person_id>/<int:child_id>/",
        confirmation.enter,
        name="enter_confirmation",
    ),
    path("gem-til-sagen/<int:page_id>/", records.archive_page, name="archive_page"),
    path("bevar/<int:page_id>/", records.keep_page, name="keep_page"),
    path("formular/<int:page_id>/", form_pages.answer_form, name="answer_form"),
    path(
        "formular/<int:page_id>/ret/<int:answer_id>/",
        form_pages.change_answer,
        name="change_answer",
    ),
    path(
        "formular/<int:page_id>/fortryd/<int:answer_id>/",
        form_pages.withdraw_answer,
        name="withdraw_answer",
    ),
    path("formular/<int:page_id>/svar/", form_pages.show_answers, name="form_answers"),
    path("formular/<int:page_id>/svar/hent/", form_pages.export_answers, name="export_answers"),
    path(
        "formular/<int:page_id>/svar/<int:answer_id>/",
        form_pages.decide_answer,
        name="decide_answer",
    ),
    path("mappe/<int:page_id>/", library.arrange_folder, name="arrange_folder"),
    path("ret-dokument/<int:document_id>/", library.edit_document, name="edit_document"),
    path("slet-dokument/<int:document_id>/", library.delete_document, name="delete_document"),
    path(
        "ret-dokument/<int:document_id>/<int:version_id>/",
        library.serve_version,
        name="document_version",
    ),
    path("side/<int:page_id>/", views.redirect_to_page, name="page"),
    path("dokument/<int:document_id>/", serving.redirect_to_document, name="document"),
    # Named as Wagtail's own, which the editor's links reverse.
    path(
        "dokumenter/<int:document_id>/<str:filename>",
        serving.serve_document,
        name="wagtaildocs_serve",
    ),
    path("billeder/<int:image_id>/<str:filter_spec>", serving.serve_image, name="serve_image"),
    re_path(r"^(?P<address>(?:[-\w]+/)+)$", views.show_page, name="show_page"),
]
