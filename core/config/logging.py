"""Logs as one JSON object a line, with a request id and nothing personal."""

from typing import Any

import structlog

from core.privacy.blanking import blank_personal_text


def blank_personal(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replaces what looks like a CPR number or an e-mail address in any text of the line."""
    return {
        key: blank_personal_text(value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def name_route(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Puts the route in the place of the address that Django writes when a request fails."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    status = getattr(record, "status_code", None)
    if request is None or status is None:
        return event
    match = getattr(request, "resolver_match", None)
    return {
        **event,
        "event": "request failed",
        "request_id": getattr(request, "request_id", ""),
        "status": status,
        "route": (match.view_name or match.route) if match else "",
    }


def make_logging(*, level: str) -> dict[str, Any]:
    """Python's logging configuration: everything to standard error, as JSON."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    name_route,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    blank_personal,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Django's request and Wagtail's action loggers write addresses and titles; its template
        # and database loggers, at their lowest level, all that a page was made from. That of
        # passkeys names the keys of whoever signs in.
        "loggers": {
            "fido2": {"level": "WARNING"},
            "django.template": {"level": "INFO"},
            "django.db": {"level": "INFO"},
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "wagtail": {"level": "WARNING"},
        },
    }
