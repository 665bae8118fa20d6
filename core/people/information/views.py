"""The page "Your information", and the choice of who sees one's contact details."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.people.information.forms import AppearanceForm, MailForm, SharingForm, make_sharing_form
from core.people.information.operations import choose_appearance, choose_mail, choose_sharing
from core.people.information.queries import find_municipality_code, find_wards
from core.people.kinds import Appearance, SharedWith
from core.people.models import Person
from core.privacy.your_information import build_sections

OBJECT_TYPE = "your_information"


@never_cache
@login_required
@require_safe
def show_your_information(request: HttpRequest) -> HttpResponse:
    """What the portal knows about the person who asks, and about children in his or her custody."""
    return _show(request, make_sharing_form(cast("Person", request.user)))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share_contact_details(request: HttpRequest) -> HttpResponse:
    """Takes the choice of who sees one's contact details."""
    person = cast("Person", request.user)
    # A protected person shows them to nobody, whatever is chosen, and so is not asked.
    if request.method != "POST" or person.protected:
        return redirect("your_information")
    form = make_sharing_form(person, request.POST)
    if not form.is_valid():
        return _show(request, form, status=400)
    choose_sharing(
        person,
        email_with=SharedWith(form.cleaned_data["shares_email_with"]),
        phone_with=SharedWith(form.cleaned_data["shares_phone_with"]),
        now=viewer_of(request).now,
    )
    messages.success(request, _("Your choice has been saved."))
    return redirect("your_information")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_mails(request: HttpRequest) -> HttpResponse:
    """Takes the choice of whether one gets mails about important news."""
    if request.method == "POST":
        person = cast("Person", request.user)
        form = MailForm(request.POST)
        if form.is_valid():
            choose_mail(person, wants_mail=form.cleaned_data["wants_mail"])
            messages.success(request, _("Your choice has been saved."))
    return redirect("your_information")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_look(request: HttpRequest) -> HttpResponse:
    """Takes the choice of whether pages are light or dark."""
    if request.method == "POST":
        form = AppearanceForm(request.POST)
        if form.is_valid():
            chosen = Appearance(form.cleaned_data["appearance"])
            choose_appearance(cast("Person", request.user), appearance=chosen)
            messages.success(request, _("Your choice has been saved."))
    return redirect("your_information")


def _show(request: HttpRequest, form: SharingForm, *, status: int = 200) -> HttpResponse:
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
    context = {
        "sections": sections,
        "sharing_form": None if person.protected else form,
        "mail_form": MailForm(initial={"wants_mail": person.wants_mail}),
        "appearance_form": AppearanceForm(initial={"appearance": person.appearance}),
        "contact": [item for item in (person.email, person.phone) if item],
        "protected": person.protected,
    }
    return render(request, "themes/your_information.html", context, status=status)
