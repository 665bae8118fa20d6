"""The page "Your information"."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.people.information.queries import find_municipality_code, find_wards
from core.people.models import Person
from core.privacy.your_information import build_sections

OBJECT_TYPE = "your_information"


@never_cache
@login_required
@require_safe
def show_your_information(request: HttpRequest) -> HttpResponse:
    """What the portal knows about the person who asks, and about children in his or her custody."""
    viewer = viewer_of(request)
    person = cast("Person", request.user)
    wards = find_wards(person.pk, on=viewer.today)
    with transaction.atomic():
        for subject_id in (person.pk, *(ward.child.pk for ward in wards)):
            record(
                Action.OPEN,
                now=viewer.now,
                actor_id=person.pk,
                subject_id=subject_id,
                object_type=OBJECT_TYPE,
                municipality_code=find_municipality_code(subject_id, on=viewer.today),
            )
    sections = build_sections(person, wards=wards)
    return render(request, "themes/your_information.html", {"sections": sections})
