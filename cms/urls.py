"""The addresses of what can be done with pages, files and images."""

from django.urls import path

from cms import footer, offline, serving, views
from cms.calendar import views as calendar
from cms.calendar.subscribing import views as subscribing
from cms.confirmation import views as confirmation
from cms.daily import views as daily
from cms.form_pages import views as form_pages
from cms.keywords import views as keywords
from cms.legal import views as legal
from cms.library import views as library
from cms.lifecycle import views as lifecycle
from cms.news import views as news
from cms.records import views as records
from cms.week_menus import views as week_menus
from cms.writing import decision_views as decisions
from cms.writing import event_views as events
from cms.writing import many_views as many_events
from cms.writing import views as writing

urlpatterns = [
    path("", views.show_home, name="home"),
    path("steder/", views.show_places, name="places"),
    path("nyheder/", news.show_news_archive, name="news_archive"),
    path("kalender/", calendar.show_calendar, name="calendar"),
    path("kalender/systemer/", calendar.show_systems, name="calendar_systems"),
    path("kalender/aarshjul/", calendar.show_year, name="calendar_year"),
    path("kalender/abonnement/", subscribing.show_addresses, name="calendar_addresses"),
    path("kalender/abonnement/ny/", subscribing.make_own_address, name="make_calendar_address"),
    path("kalender/abonnement/stop/", subscribing.stop_own_address, name="stop_calendar_address"),
    path("kalender/<str:secret>.ics", subscribing.answer_feed, name="calendar_feed"),
    path("k/<str:code>/", views.enter_municipality, name="enter_municipality"),
    path("uden-net/", offline.show_offline, name="offline"),
    path("service-worker.js", offline.serve_worker, name="service_worker"),
    path("was/", footer.show_accessibility_statement, name="accessibility"),
    path("privatliv/", footer.show_privacy, name="privacy"),
    path("cookies/", footer.show_cookies, name="cookies"),
    path("ny-nyhed/", writing.choose_place, name="write_news_where"),
    path("ny-nyhed/<int:page_id>/", writing.write_news, name="write_news"),
    path("ny-begivenhed/", events.choose_event_place, name="write_event_where"),
    path("ny-begivenhed/<int:page_id>/", events.write_event, name="write_event"),
    path("ret-begivenhed/<int:page_id>/", events.rewrite_event, name="rewrite_event"),
    path("mange-begivenheder/<int:page_id>/", many_events.write_many_events, name="write_events"),
    path(
        "mange-begivenheder/<int:page_id>/ark/",
        many_events.fetch_empty_sheet,
        name="empty_event_sheet",
    ),
    path("ret-nyhed/<int:page_id>/", writing.rewrite_news, name="rewrite_news"),
    path("tag-ned/<int:page_id>/", decisions.take_down_page, name="take_down"),
    path("udgiv-igen/<int:page_id>/", decisions.put_back_page, name="put_back"),
    path("skriv/gennemgang/", lifecycle.show_reviews, name="reviews"),
    path("skriv/gennemgang/<int:page_id>/", lifecycle.review_page, name="review_page"),
    path("skriv/gennemgang/<int:page_id>/arkiver/", lifecycle.archive_page, name="archive_page"),
    path("skriv/gennemgang/<int:page_id>/gendan/", lifecycle.restore_page, name="restore_page"),
    path("dagens-historie/<int:page_id>/", daily.show_notes, name="notes"),
    path("dagens-historie/<int:page_id>/ny/", daily.write_note, name="write_note"),
    path("dagens-historie/<int:page_id>/ret/", daily.rewrite_note, name="rewrite_note"),
    path("ugens-menu/<int:page_id>/ny/", week_menus.write_menu, name="write_menu"),
    path("ugens-menu/<int:page_id>/ret/", week_menus.rewrite_menu, name="rewrite_menu"),
    path("emneord/<str:institution_id>/<slug:slug>/", keywords.show_keyword, name="keyword"),
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
    path(
        "kvitter/dokument/<int:document_id>/",
        confirmation.confirm_document,
        name="confirm_document",
    ),
    path(
        "kvitteringer/dokument/<int:document_id>/",
        confirmation.show_report,
        name="confirmations_of_document",
    ),
    path(
        "kvitteringer/dokument/<int:document_id>/hent/",
        confirmation.export_report,
        name="export_confirmations_of_document",
    ),
    path(
        "kvitteringer/dokument/<int:document_id>/hent/excel/",
        confirmation.export_report,
        {"kind": "xlsx"},
        name="export_confirmations_to_excel_of_document",
    ),
    path(
        "kvitteringer/dokument/<int:document_id>/paamind/",
        confirmation.remind,
        name="remind_of_document",
    ),
    path(
        "kvitteringer/dokument/<int:document_id>/<int:person_id>/<int:child_id>/",
        confirmation.enter,
        name="enter_confirmation_of_document",
    ),
    path("gem-til-sagen/<int:page_id>/", records.record_page, name="record_page"),
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
        "formular/<int:page_id>/svar/hent/excel/",
        form_pages.export_answers,
        {"kind": "xlsx"},
        name="export_answers_to_excel",
    ),
    path(
        "formular/<int:page_id>/svar/<int:answer_id>/",
        form_pages.decide_answer,
        name="decide_answer",
    ),
    path("lovpligtigt/<str:key>/", legal.show_legal_information, name="legal_information"),
    path(
        "lovpligtigt/<str:key>/<str:code>/",
        legal.choose_legal_information,
        name="choose_legal_information",
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
]
