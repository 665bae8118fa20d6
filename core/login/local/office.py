"""What an institution's office sees of the local accounts of a child's adults."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.login.local.models import Invitation, LocalAccount
from core.login.local.queries import accounts_in_force, open_invitations
from core.people.models import Person
from core.people.office.entrance import Office
from core.people.office.marks import Mark


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether somebody has a local account in force, or a link to one that is still open."""

    account: LocalAccount | None = None
    invitation: Invitation | None = None

    def is_of(self, office: Office) -> bool:
        """Whether this institution gave it; of those of others nothing but that is told."""
        given = self.account or self.invitation
        return given is not None and given.institution_id == office.institution.pk


def read_standings(office: Office, people: Sequence[Person]) -> dict[int, Standing]:
    """How things stand for several people, in two queries."""
    ids = [person.pk for person in people]
    accounts = accounts_in_force(on=office.viewer.today).filter(person__in=ids)
    links = open_invitations(now=office.viewer.now).filter(person__in=ids)
    by_account = {row.person_id: row for row in accounts.select_related("made_by")}
    by_link = {row.person_id: row for row in links.select_related("made_by")}
    return {
        pk: Standing(account=by_account.get(pk), invitation=by_link.get(pk))
        for pk in by_account.keys() | by_link.keys()
    }


def describe_standing(office: Office, standing: Standing) -> str:
    """Who invited when, of what the institution itself gave."""
    given = standing.account or standing.invitation
    if given is None:
        return ""
    if not standing.is_of(office):
        return _("Not given by this institution.")
    day = date_format(localtime(given.made_at).date(), "j. F Y")
    name = given.made_by.get_full_name() if given.made_by else ""
    if standing.account is not None:
        return _("Given by %(name)s on %(day)s") % {"name": name, "day": day}
    return _("Invited by %(name)s on %(day)s, not used yet") % {"name": name, "day": day}


def mark_adults(office: Office, child: Person, adults: Sequence[Person]) -> dict[int, Mark]:
    """The mark of each adult, with the way to the page on which it is given and taken."""
    standings = read_standings(office, adults)
    return {adult.pk: _make_mark(office, child, adult, standings.get(adult.pk)) for adult in adults}


def _make_mark(office: Office, child: Person, adult: Person, standing: Standing | None) -> Mark:
    own = any((adult.pk == office.person.pk, not adult.is_active))
    link = office.find_address("office_local_sign_in", child_id=child.pk, adult_id=adult.pk)
    return Mark(
        words=_("Local login") if standing else "",
        about=describe_standing(office, standing) if standing else "",
        link_words="" if own else _("Local login"),
        link="" if own else link,
    )
