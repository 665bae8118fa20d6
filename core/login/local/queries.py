"""Which local accounts are of use today, and what opens them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.access.models import EditingRight, PersonKey
from core.login.local.models import Invitation, LocalAccount
from core.people.guardianships import guardianships_in_force
from core.people.kinds import CHILD_ROLES, STAFF_ROLES
from core.people.models import Guardianship, Membership, Municipality, Person
from indgang_sdk.levels import Level

METHOD = "local:"
# How sure it is at most who has signed in by one.
REACHES = Level.TWO_FACTOR


def accounts_in_force(*, on: date) -> QuerySet[LocalAccount]:
    """Those of operators, and of people who act for a child where they were invited.

    What an institution gave opens what is of its own municipality and of nobody's work: it is out
    of force while the person belongs to another municipality, works somewhere or holds rights.
    """
    person = OuterRef("person_id")
    relations = _relations(on=on).filter(
        guardian_id=person, institution_id=OuterRef("institution_id")
    )
    elsewhere = _belongings(on=on).exclude(unit=OuterRef("institution__municipality__code"))
    invited = (
        Q(Exists(relations), kind=LocalAccount.Kind.INVITED, person__is_superuser=False)
        & ~Q(Exists(_work(on=on).filter(person_id=person)))
        & ~Q(Exists(_rights(on=on).filter(person_id=person)))
        & ~Q(Exists(elsewhere.filter(person_id=person)))
    )
    return LocalAccount.objects.filter(
        Q(kind=LocalAccount.Kind.OPERATOR, person__is_superuser=True) | invited,
        person__is_active=True,
    )


def may_go_on(person_id: int, method: str, *, on: date) -> bool:
    """Whether a session that began by a method still may last: asked of local ones alone."""
    if not method.startswith(METHOD):
        return True
    return accounts_in_force(on=on).filter(person_id=person_id).exists()


def acts_at(person_id: int, institution_id: int, *, on: date) -> bool:
    """Whether a person acts for a child of an institution."""
    found = _relations(on=on).filter(guardian_id=person_id, institution_id=institution_id)
    return found.exists()


def signs_in_elsewhere(person: Person, *, on: date) -> bool:
    """Whether a person works somewhere or holds rights, and so has a sign-in that is no link.

    Whoever hands out a link could use it: it must not lead to what a colleague may do.
    """
    works, rights = _work(on=on).filter(person=person), _rights(on=on).filter(person=person)
    return person.is_superuser or works.exists() or rights.exists()


def belongs_elsewhere(person: Person, municipality_code: str, *, on: date) -> bool:
    """Whether a person belongs, as whatever, to another municipality than this one, too.

    One municipality's office must not hand out what opens another's.
    """
    return _belongings(on=on).filter(person=person).exclude(unit=municipality_code).exists()


def has_account(person_id: int) -> bool:
    """Whether a person has a local account, in force or not."""
    return LocalAccount.objects.filter(person_id=person_id).exists()


def has_second_factor(account: LocalAccount) -> bool:
    """Whether there is a passkey or an app with codes; recovery codes alone are none."""
    return account.passkeys.exists() or has_codes(account)


def has_codes(account: LocalAccount) -> bool:
    """Whether the account has an app with codes."""
    return hasattr(account, "code_generator")


def open_invitations(*, now: object) -> QuerySet[Invitation]:
    """The invitations that may still be used."""
    return Invitation.objects.filter(used_at=None, revoked_at=None, ends_at__gt=now)


def _work(*, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(role__in=STAFF_ROLES, ends_on__gte=on)


def _rights(*, on: date) -> QuerySet[EditingRight]:
    return EditingRight.objects.filter(ends_on__gte=on)


def _belongings(*, on: date) -> QuerySet[PersonKey]:
    """By which people belong to whole municipalities: a municipality's code is its unit."""
    codes = Municipality.objects.values("code")
    return PersonKey.objects.filter(unit__in=codes, starts_on__lte=on, ends_on__gte=on)


def _relations(*, on: date) -> QuerySet[Guardianship]:
    children = Membership.objects.filter(
        person_id=OuterRef("child_id"),
        institution_id=OuterRef("institution_id"),
        role__in=CHILD_ROLES,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    return guardianships_in_force(on=on).filter(Exists(children))
