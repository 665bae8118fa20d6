from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Work after the request, schedules and the mail outbox."""

    name = "core.tasks"
    label = "tasks"
