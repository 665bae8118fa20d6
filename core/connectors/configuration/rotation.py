"""Moves all secrets to the newest key, so that older ones can be thrown away."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from core.connectors.models import Connection, Filled, InstitutionConnection, PortalConnector
from core.connectors.vault import SecretLost, rotate

# Other tables with a column that the vault encrypts, as their subjects have registered them.
_columns: dict[type[Model], str] = {}


def register_encrypted_column(model: type[Model], column: str) -> None:
    """Has a column whose values the vault has encrypted moved to the newest key, too."""
    _columns[model] = column


def rotate_secrets() -> tuple[int, list[str]]:
    """Encrypts every secret anew; returns how many, and where one is that no key fits."""
    rotated, lost = 0, []
    for row in _list_rows():
        secrets = dict(row.secrets)
        for name, stored in row.secrets.items():
            try:
                secrets[name] = rotate(stored)
            except SecretLost:
                lost.append(f"{row._meta.verbose_name} {row.pk}, {name}")
            else:
                rotated += 1
        _write(row, secrets)
    for model, column in _columns.items():
        for pk, stored in model._default_manager.exclude(**{column: ""}).values_list("pk", column):
            try:
                again = {column: rotate(stored)}
            except SecretLost:
                lost.append(f"{model._meta.verbose_name} {pk}")
            else:
                model._default_manager.filter(pk=pk, **{column: stored}).update(**again)
                rotated += 1
    return rotated, lost


def _list_rows() -> Iterable[Filled]:
    for model in (PortalConnector, Connection, InstitutionConnection):
        yield from model._default_manager.exclude(secrets={}).order_by("pk")


def _write(row: Filled, secrets: dict[str, str]) -> None:
    """Only if nobody has typed a new secret meanwhile."""
    with transaction.atomic():
        rows = type(row)._default_manager.select_for_update().filter(pk=row.pk)
        now = rows.first()
        if now is not None and now.secrets == row.secrets:
            rows.update(secrets=secrets)
