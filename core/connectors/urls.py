"""The addresses of tiles and of the way into other systems."""

from django.urls import path

from core.connectors.views import launches, tiles

urlpatterns = [
    path("bokse/", tiles.show_boxes, name="boxes"),
    path("bokse/liste/", tiles.list_boxes, name="box_list"),
    path("boks/<int:connection_id>/<slug:source>/", tiles.show_box, name="box"),
    path("aabn/<int:connection_id>/", launches.launch, name="launch"),
]
