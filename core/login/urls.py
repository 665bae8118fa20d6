"""Signing in and out."""

from django.urls import path

from core.login import stepping_up, views
from core.login.signing_in.urls import urlpatterns as signing_in

urlpatterns = [
    path("log-ind/", views.sign_in, name="login"),
    path("log-ind/som/", views.sign_in_as_cast, name="sign_in_as_cast"),
    path("log-ind/bekraeft/", stepping_up.step_up, name="step_up"),
    path("log-ind/bekraeftet/", stepping_up.show_confirmed, name="confirmed"),
    path("log-ud/", views.sign_out, name="logout"),
    path("sprog/", views.choose_language, name="choose_language"),
    *signing_in,
]
