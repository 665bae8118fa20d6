"""Signing in by identity providers."""

from django.urls import path

from core.login.signing_in import oidc_views, saml_views, views

urlpatterns = [
    path("log-ind/med/<slug:key>/", views.begin_sign_in, name="sign_in_with"),
    path("log-ind/videre/", views.go_on, name="sign_in_go_on"),
    path("log-ind/vaelg/", views.choose, name="sign_in_choose"),
    path("log-ind/saml/<slug:key>/metadata.xml", saml_views.show_metadata, name="saml_metadata"),
    path("log-ind/saml/<slug:key>/svar", saml_views.take_answer, name="saml_answer"),
    path("log-ind/saml/<slug:key>/log-ud", saml_views.sign_out, name="saml_logout"),
    path("log-ind/oidc/<slug:key>/svar", oidc_views.take_answer, name="oidc_answer"),
    path("log-ind/oidc/<slug:key>/jwks.json", oidc_views.show_keys, name="oidc_keys"),
    path(
        "log-ind/oidc/<slug:key>/logget-ud", oidc_views.come_back_signed_out, name="oidc_signed_out"
    ),
    path(
        "log-ind/oidc/<slug:key>/frontkanal",
        oidc_views.sign_out_in_front,
        name="oidc_front",
    ),
    path("log-ind/oidc/<slug:key>/bagkanal", oidc_views.sign_out_behind, name="oidc_back"),
]
