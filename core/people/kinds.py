"""The kinds of institutions, groups, roles and relations that people have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    SCHOOL = "school", _("School")
    DAYCARE = "daycare", _("Daycare institution")
    SFO = "sfo", _("After-school care")
    ADMINISTRATION = "administration", _("Administration")


class GroupKind(models.TextChoices):
    """A main group is a class in a school and a room in daycare."""

    MAIN = "main", _("Class or room")
    YEAR = "year", _("Year group")
    TEACHING = "teaching", _("Teaching group")
    TEAM = "team", _("Team")
    SFO = "sfo", _("After-school care group")
    OTHER = "other", _("Other group")
    LOCAL = "local", _("Group")


class Role(models.TextChoices):
    """As what a person belongs to an institution or a group."""

    PUPIL = "pupil", _("Pupil")
    CHILD = "child", _("Child")
    GUARDIAN = "guardian", _("Guardian")
    PEDAGOGICAL = "pedagogical", _("Teacher or pedagogue")
    LEADER = "leader", _("Leader")
    ADMINISTRATIVE = "administrative", _("Office and service")
    EXTERNAL = "external", _("Partner")
    MEMBER = "member", _("Member")


class Relation(models.TextChoices):
    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    OFFICIAL = "official", _("Foster parent")
    OTHER = "other", _("Other adult")


class Source(models.TextChoices):
    """Who keeps the row: the roster, which imports rewrite, or the institution itself."""

    ROSTER = "roster", _("The institution's administrative system")
    LOCAL = "local", _("Kept here by the institution")


class SharedWith(models.TextChoices):
    """To whom a person shows telephone and e-mail."""

    NOBODY = "nobody", _("Nobody")
    GROUPS = "groups", _("Those in my classes and groups")
    INSTITUTION = "institution", _("Everyone at the institution")


class Appearance(models.TextChoices):
    """Whether pages are light or dark for a person."""

    DEVICE = "", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


CHILD_ROLES = (Role.PUPIL, Role.CHILD)
STAFF_ROLES = (Role.PEDAGOGICAL, Role.LEADER, Role.ADMINISTRATIVE)
