"""Where people see and end their own sessions; no session's key stands in an address."""

from django.urls import path

from core.login.open_sessions import views

urlpatterns = [
    path("dine-oplysninger/logget-ind/", views.show_sessions, name="open_sessions"),
    path("dine-oplysninger/logget-ind/afslut/", views.end_one, name="end_session"),
    path("dine-oplysninger/logget-ind/afslut-andre/", views.end_others, name="end_other_sessions"),
]
