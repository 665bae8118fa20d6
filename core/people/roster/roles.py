"""What the export's words mean here, in one table for each of its enumerations."""

from core.people.kinds import GroupKind, Relation, Role

STUDENT_ROLES = {
    "Barn": Role.CHILD,
    "Elev": Role.PUPIL,
    "Studerende": Role.PUPIL,
}
EMPLOYEE_ROLES = {
    "Lærer": Role.PEDAGOGICAL,
    "Pædagog": Role.PEDAGOGICAL,
    "Vikar": Role.PEDAGOGICAL,
    "Leder": Role.LEADER,
    "Ledelse": Role.LEADER,
    "TAP": Role.ADMINISTRATIVE,
    "Konsulent": Role.ADMINISTRATIVE,
}
EXTERN_ROLES = {
    "Praktikant": Role.EXTERNAL,
    "Ekstern": Role.EXTERNAL,
}
RELATIONS = {
    "Mor": Relation.MOTHER,
    "Far": Relation.FATHER,
    "Officielt tilknyttet person": Relation.OFFICIAL,
    "Andet": Relation.OTHER,
}
GROUP_KINDS = {
    "Hovedgruppe": GroupKind.MAIN,
    "Årgang": GroupKind.YEAR,
    "Hold": GroupKind.TEACHING,
    "SFO": GroupKind.SFO,
    "Team": GroupKind.TEAM,
    "Retning": GroupKind.OTHER,
    "Andet": GroupKind.OTHER,
}
