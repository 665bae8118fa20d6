"""`manage.py login_keys new|add|use|retire|list`: the portal's keys towards identity providers."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography import x509
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.login.keys import add_key, make_keys, retire_former_keys, use_newest_keys
from core.login.models import KeyPair, KeyPurpose


class Command(BaseCommand):
    """Changes the portal's keys in three steps, with time between for others to fetch the new."""

    help = (
        "Make new keys, which the metadata announces (new, or add with files); sign with the "
        "newest (use); announce and accept the former ones no longer (retire)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["new", "add", "use", "retire", "list"])
        parser.add_argument("--purpose", choices=KeyPurpose.values)
        parser.add_argument("--key", type=Path, help="a private key in PEM, without a password")
        parser.add_argument("--certificate", type=Path, help="its certificate in PEM")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        deed = options["deed"]
        if deed == "new":
            make_keys(now=now)
        elif deed == "add":
            self._add(options)
        elif deed == "use":
            use_newest_keys(now=now)
        elif deed == "retire":
            retire_former_keys(now=now)
        self._list()

    def _add(self, options: dict[str, Any]) -> None:
        if not (options["purpose"] and options["key"] and options["certificate"]):
            raise CommandError(_("Name --purpose, --key and --certificate."))
        try:
            private = options["key"].read_text(encoding="ascii")
            certificate = options["certificate"].read_text(encoding="ascii")
            add_key(
                KeyPurpose(options["purpose"]),
                private=private,
                certificate=certificate,
                now=timezone.now(),
            )
        except OSError as error:
            says = _("A file cannot be read: %(reason)s")
            raise CommandError(says % {"reason": error.strerror}) from None
        except (ValueError, TypeError):
            raise CommandError(
                _("Key and certificate must be of RSA, in PEM, without a password, and one pair.")
            ) from None

    def _list(self) -> None:
        for row in KeyPair.objects.filter(retired_at=None).order_by("purpose", "made_at", "pk"):
            ends = x509.load_pem_x509_certificate(row.certificate.encode()).not_valid_after_utc
            state = (
                _("in use since %s") % f"{row.used_from:%Y-%m-%d}"
                if row.used_from
                else _("announced")
            )
            self.stdout.write(f"{row.pk} {row.purpose}: {state}, {_('ends on')} {ends:%Y-%m-%d}")
