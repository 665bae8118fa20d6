"""The addresses of tiles and of the way into other systems."""

from django.urls import path

from core.connectors.views import launches, tiles, weeks

urlpatterns = [
    path("bokse/", tiles.show_boxes, name="boxes"),
    path("bokse/liste/", tiles.list_boxes, name="box_list"),
    path("bokse/af/<slug:category>/", tiles.show_boxes_of, name="boxes_of"),
    path("boks/<int:connection_id>/<slug:source>/", tiles.show_box, name="box"),
    path("aabn/<int:connection_id>/", launches.launch, name="launch"),
    path("fundet/<int:entry_id>/", launches.open_entry, name="open_entry"),
    path("uge/", weeks.show_week, name="week"),
    path("uge/indhold/", weeks.show_week_content, name="week_content"),
]
