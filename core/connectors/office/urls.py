"""The addresses where an office looks after connected systems."""

from django.urls import path

from core.connectors.office import boxes, changes, operators, views

_ONE = "<slug:key>/integrationer/<int:connection_id>/"

urlpatterns = [
    path("integrationer/", views.find_connections, name="connections_where"),
    path("drift/integrationer/", operators.show_connectors, name="portal_connectors"),
    path(
        "drift/integrationer/<slug:connector>/",
        operators.show_connector,
        name="portal_connector",
    ),
    path("<slug:key>/integrationer/", views.show_connections, name="office_connections"),
    path("<slug:key>/integrationer/ny/", views.choose_connector, name="office_new_connection"),
    path(
        "<slug:key>/integrationer/ny/<slug:connector>/",
        changes.add_connection,
        name="office_add_connection",
    ),
    path(_ONE, views.show_connection, name="office_connection"),
    path(f"{_ONE}indstillinger/", views.change_settings, name="office_connection_settings"),
    path(f"{_ONE}delte-oplysninger/", views.show_sheet, name="office_connection_sheet"),
    path(f"{_ONE}proev/", views.try_settings, name="office_try_connection"),
    path(f"{_ONE}aendr/", changes.change_connection, name="office_change_connection"),
    path(f"{_ONE}navn/", changes.name_connection, name="office_name_connection"),
    path(f"{_ONE}boks/<slug:source>/", boxes.place_box, name="office_new_rule"),
    path(f"{_ONE}boks/<slug:source>/<int:rule_id>/", boxes.place_box, name="office_rule"),
]
