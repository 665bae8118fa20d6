from typing import Any

from django.db import migrations
from django.db.models import F

STAFF = ("pedagogical", "leader", "administrative")
CHILDREN = ("pupil", "child")


def keep_choices(apps: Any, schema_editor: Any) -> None:
    """One choice was for both."""
    people = apps.get_model("people", "Person").objects
    people.exclude(shares_email_with="nobody").update(shares_phone_with=F("shares_email_with"))


def find_institutions(apps: Any, schema_editor: Any) -> None:
    """Where the placer works and the child belongs; without exactly one place, the operator's."""
    memberships = apps.get_model("people", "Membership").objects
    for block in apps.get_model("people", "GuardianBlock").objects.all():
        of_child = memberships.filter(person_id=block.child_id, role__in=CHILDREN)
        works_at = memberships.filter(
            person_id=block.placed_by_id,
            role__in=STAFF,
            institution_id__in=of_child.values("institution_id"),
        )
        places = set(works_at.values_list("institution_id", flat=True))
        if len(places) == 1:
            block.institution_id = places.pop()
            block.save(update_fields=["institution"])


class Migration(migrations.Migration):
    dependencies = [("people", "0003_block_institution_and_two_choices")]

    operations = [
        migrations.RunPython(keep_choices, migrations.RunPython.noop),
        migrations.RunPython(find_institutions, migrations.RunPython.noop),
    ]
