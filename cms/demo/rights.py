"""Who of the demo may write and publish where, and look after people's access."""

from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import Role
from core.people.models import Institution, Membership, Person
from sandbox.roster.world import CAST

WRITER = (Right.EDIT,)
EDITOR = (Right.EDIT, Right.PUBLISH)
LEADER = (*EDITOR, Right.PUBLIC)
# Protected names are for the leader alone.
OFFICE = (Right.ACCESS,)
OFFICE_OF_LEADER = (Right.ACCESS, Right.PROTECTED)
SECRETARY = "Skolesekretær"

# Cast member, institution, rights.
RIGHTS = (
    # Egesøskolen wants to approve first: her news waits for Henrik.
    ("anna", "998101", WRITER),
    ("ida", "998101", EDITOR),
    ("ida", "998111", EDITOR),
    ("henrik", "998101", LEADER),
    ("mette", "G99901", WRITER),
    ("kirsten", "G99901", LEADER),
    ("henrik", "998101", (Right.CONNECT,)),
    ("rasmus", "998001", (Right.CONNECT,)),
    ("sofie", "998001", (*LEADER, Right.MUNICIPALITY)),
)


# The institutions that want to approve what writers publish.
APPROVING = ("998101",)


def grant_demo_rights() -> None:
    """Gives the cast their rights, Sofie those of her municipality, and offices to their people.

    Each leader gets those of one place, each secretary the office of the school.
    """
    Institution.objects.filter(key__in=APPROVING).update(needs_approval=True)
    institutions = {item.key: item for item in Institution.objects.all()}
    people = {
        person.unilogin: person for person in Person.objects.filter(unilogin__in=_unilogins())
    }
    for name, key, rights in RIGHTS:
        _grant(people[CAST[name].unilogin], institutions[key], rights)
    sofie = people[CAST["sofie"].unilogin]
    for institution in Institution.objects.filter(municipality__code="998"):
        _grant(sofie, institution, EDITOR)
    for institution in institutions.values():
        _grant(find_leader(institution), institution, (*EDITOR, *OFFICE_OF_LEADER))
    secretaries = Membership.objects.filter(
        group__isnull=True, role=Role.ADMINISTRATIVE, person__title=SECRETARY
    )
    for membership in secretaries.select_related("person", "institution"):
        _grant(membership.person, membership.institution, OFFICE)


def find_leader(institution: Institution) -> Person:
    """The leader of an institution: the cast's, or the first that the roster names."""
    leaders = Membership.objects.filter(
        institution=institution, group__isnull=True, role=Role.LEADER
    ).select_related("person")
    cast = _unilogins()
    return min(
        (item.person for item in leaders),
        key=lambda person: (person.unilogin not in cast, person.unilogin),
    )


def find_author(name: str, institution: Institution) -> Person:
    """The cast member of that name; without a name the leader of the institution."""
    if not name:
        return find_leader(institution)
    return Person.objects.get(unilogin=CAST[name].unilogin)


def _grant(person: Person, institution: Institution, rights: tuple[Right, ...]) -> None:
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)


def _unilogins() -> set[str]:
    return {member.unilogin for member in CAST.values()}
