"""One workflow for all pages: whoever leads the page's institution is asked."""

from django.db import migrations

ROOT = "0001"


def make_workflow(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore.Workflow")
    # Wagtail's own asks a group, and groups mean nothing here.
    Workflow.objects.all().delete()
    apps.get_model("wagtailcore.Task").objects.all().delete()
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="cms", model="leaderapprovaltask"
    )
    task = apps.get_model("cms.LeaderApprovalTask").objects.create(
        name="Lederens godkendelse", content_type=content_type, active=True
    )
    workflow = Workflow.objects.create(name="Godkendelse", active=True)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    root = apps.get_model("cms.BasePage").objects.get(path=ROOT)
    apps.get_model("wagtailcore.WorkflowPage").objects.create(page_id=root.pk, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0008_leader_approval"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
