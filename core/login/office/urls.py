"""The addresses where an office looks after sessions; no name of anybody stands in one."""

from django.urls import path

from core.login.office import views

urlpatterns = [
    path("<slug:key>/log-ud-overalt/", views.find_person, name="office_sign_out"),
    path(
        "<slug:key>/log-ud-overalt/<int:person_id>/",
        views.sign_out_person,
        name="office_sign_out_person",
    ),
    path(
        "<slug:key>/log-ud-overalt/<int:person_id>/nyt-login/",
        views.accept_login,
        name="office_accept_login",
    ),
    path("<slug:key>/hvor-laenge/", views.choose_times, name="office_idle_times"),
]
