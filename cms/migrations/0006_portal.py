"""The portal's own page in the place of Wagtail's welcome page, and no groups with rights."""

import uuid

from django.db import migrations

ROOT, PORTAL = "0001", "00010001"


def make_portal(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="cms", model="portalpage"
    )
    Site = apps.get_model("wagtailcore.Site")
    Site.objects.all().delete()
    apps.get_model("cms.BasePage").objects.filter(path=PORTAL).delete()
    portal = apps.get_model("cms.PortalPage").objects.create(
        path=PORTAL,
        depth=2,
        numchild=0,
        title="Indgang",
        draft_title="Indgang",
        slug="indgang",
        url_path="/indgang/",
        content_type=content_type,
        locale=apps.get_model("wagtailcore.Locale").objects.get(),
        translation_key=uuid.uuid4(),
        live=True,
    )
    Site.objects.create(
        hostname="localhost", port=80, root_page_id=portal.pk, is_default_site=True
    )
    apps.get_model("auth.Group").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0005_counters_and_footer"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_portal, migrations.RunPython.noop)]
