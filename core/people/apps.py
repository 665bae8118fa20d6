from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Municipalities, institutions, groups and the people in them."""

    name = "core.people"
    label = "people"
