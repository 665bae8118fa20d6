"""The addresses of the local accounts; the secret of an invitation is its only name."""

from django.urls import path

from core.login.local.views import keys, office, setting_up, signing_in

urlpatterns = [
    path("log-ind/lokal/", signing_in.sign_in, name="local_sign_in"),
    path("log-ind/lokal/trin/", signing_in.prove_second_step, name="local_second_step"),
    path("log-ind/lokal/opsaet/", setting_up.set_up, name="local_set_up"),
    path("log-ind/lokal/link/<str:secret>/", setting_up.accept_invitation, name="local_invitation"),
    path("log-ind/lokal/bekraeft/", keys.step_up, name="local_step_up"),
    path("log-ind/lokal/noegler/", keys.show_keys, name="local_keys"),
    path(
        "kontor/<slug:key>/boern/<int:child_id>/<int:adult_id>/lokalt-login/",
        office.look_after,
        name="office_local_sign_in",
    ),
]
