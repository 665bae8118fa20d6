"""Signing in by identity providers."""

from django.urls import path

from core.login.signing_in import saml_views, views

urlpatterns = [
    path("log-ind/med/<slug:key>/", views.begin_sign_in, name="sign_in_with"),
    path("log-ind/bekraeft/", views.step_up, name="step_up"),
    path("log-ind/videre/", views.go_on, name="sign_in_go_on"),
    path("log-ind/vaelg/", views.choose, name="sign_in_choose"),
    path("log-ind/saml/<slug:key>/metadata.xml", saml_views.show_metadata, name="saml_metadata"),
    path("log-ind/saml/<slug:key>/svar", saml_views.take_answer, name="saml_answer"),
    path("log-ind/saml/<slug:key>/log-ud", saml_views.sign_out, name="saml_logout"),
]
