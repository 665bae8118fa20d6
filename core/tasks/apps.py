from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TasksConfig(AppConfig):
    """Work after the request, schedules and the mail outbox."""

    name = "core.tasks"
    label = "tasks"

    def ready(self) -> None:
        from core.tasks.diagnoses import register_diagnoses  # noqa: PLC0415 - needs the models
        from core.tasks.housekeeping import register_housekeeping  # noqa: PLC0415 - needs them too

        register_housekeeping()
        register_diagnoses()
        # Apps above say in these modules what they have done again and again, and looked at.
        autodiscover_modules("schedules", "doctoring")
