"""Writing audiences: narrowing a published page at once, and remembering what was chosen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log
from wagtail.log_actions import registry as log_actions
from wagtail.models import Revision

from cms.audience.queries import audience_in_force, find_aliases, find_page_above
from cms.audience.units import is_covered, read_units
from cms.models import BasePage, RecentAudience, bump_counters
from core.access.audiences import Audience, digest_audience, make_audience
from core.access.keys import PUBLIC
from core.access.queries import count_readers
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Person

NARROW = "indgang.narrow_audience"
KEPT_FOR_EACH = 20


@log_actions.register_action(NARROW)
class NarrowFormatter(LogFormatter):
    label = _("Narrow who can see it")
    message = _("Narrowed at once who can see the page")


class NotNarrower(ValidationError):
    """Somebody could see the page afterwards who cannot see it now."""

    def __init__(self) -> None:
        super().__init__(
            _("This would let more people see the page. Here you can only make them fewer."),
            code="not_narrower",
        )


def narrow_audience(
    page: BasePage, *, audience: Iterable[str], editor: Person, now: datetime
) -> Audience:
    """Lets fewer people see a published page at once, without publishing its draft.

    The page's row, its latest draft, a version that waits for its day, and aliases with the
    same audience get the new one, unless theirs is narrower still. Raises `NotNarrower` for an
    audience that is no part of today's.
    """
    wanted = make_audience(audience)
    with transaction.atomic():
        row = BasePage.objects.select_for_update().get(pk=page.pk)
        before, own = audience_in_force(row), row.own_audience
        if not row.live or not is_narrower(wanted, than=before, now=now):
            raise NotNarrower
        # An alias that follows the page above it has its place's audience, not this page's.
        aliases = list(find_aliases(row).filter(own_audience=own)) if own is not None else []
        for shown in (row, *aliases):
            _write_row(shown, wanted)
        _narrow_revisions(row, wanted, now=now)
        _record(row, before=before, after=wanted, editor=editor, now=now)
    return wanted


def is_narrower(audience: Audience, *, than: Audience, now: datetime) -> bool:
    """Whether everybody of an audience is among another's: by their units, and today by people."""
    if PUBLIC in than:
        return True
    units = read_units([*audience, *than])
    # A set, since there may be thousands of both.
    known = frozenset(than)
    if not all(is_covered(key, by=known, units=units) for key in audience):
        return False
    today = timezone.localdate(now)
    both, wider = count_readers([{*audience, *than}, than], on=today)
    return both == wider


def remember_audience(
    *, person_id: int, institution_id: int, audience: Audience, now: datetime
) -> None:
    """Counts an editor's choice, so that it is offered the next time; old ones are forgotten."""
    audience = make_audience(audience)
    with transaction.atomic():
        chosen, made = RecentAudience.objects.get_or_create(
            person_id=person_id,
            institution_id=institution_id,
            digest=digest_audience(audience),
            defaults={"audience": list(audience), "used_at": now},
        )
        if not made:
            RecentAudience.objects.filter(pk=chosen.pk).update(times=F("times") + 1, used_at=now)
        own = RecentAudience.objects.filter(person_id=person_id, institution_id=institution_id)
        kept = own.order_by("-used_at", "-pk").values_list("pk", flat=True)[:KEPT_FOR_EACH]
        own.exclude(pk__in=list(kept)).delete()


def _write_row(row: BasePage, audience: Audience) -> None:
    row.own_audience = list(audience)
    row.save(clean=False, update_fields=["own_audience", "scope", "owned_scope"])
    bump_counters([row.institution_id])


def _narrow_revisions(row: BasePage, audience: Audience, *, now: datetime) -> None:
    """Changes the versions that can still be published without anybody looking at them.

    The draft's moment is raised, as Wagtail does when it saves a draft again, so that an editor
    who has the page open is told that it has changed.
    """
    for revision in Revision.objects.for_instance(row).select_for_update():
        is_latest = revision.pk == row.latest_revision_id
        if not is_latest and revision.approved_go_live_at is None:
            continue
        if _stays(revision.content.get("own_audience"), audience, row):
            continue
        revision.content["own_audience"] = list(audience)
        if is_latest:
            revision.created_at = row.latest_revision_created_at = now
            row.save(clean=False, update_fields=["latest_revision_created_at"])
        revision.save(update_fields=["content", "created_at"])


def _stays(drafted: Any, audience: Audience, row: BasePage) -> bool:
    """Whether a draft's audience is part of the new one already."""
    if drafted is None:
        above = find_page_above(row)
        keys = audience_in_force(above) if above is not None else ()
    else:
        keys = tuple(drafted)
    units = read_units([*keys, *audience])
    known = frozenset(audience)
    return bool(keys) and all(is_covered(key, by=known, units=units) for key in keys)


def _record(
    row: BasePage, *, before: Audience, after: Audience, editor: Person, now: datetime
) -> None:
    log(
        instance=row.specific,
        action=NARROW,
        user=editor,
        data={"audience": {"before": list(before), "after": list(after)}},
    )
    record(
        Action.CHANGE,
        now=now,
        actor_id=editor.pk,
        object_type="cms.basepage",
        object_id=row.pk,
        municipality_code=row.municipality.code if row.municipality else "",
        institution_key=row.institution.key if row.institution else "",
        reason="audience narrowed at once",
    )
