"""All rows of a place, to see whether a request has changed one."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from taggit.models import TaggedItem
from wagtail.admin.models import EditingSession
from wagtail.models import (
    Collection,
    Comment,
    CommentReply,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowPage,
    WorkflowState,
)

from cms.models import (
    BasePage,
    ContentPage,
    InstitutionCollection,
    InstitutionDocument,
    InstitutionHome,
    InstitutionImage,
    LibraryPage,
    MediaUse,
    NewsPage,
)
from core.access.models import EditingRight
from core.people.models import Institution, Membership, Person
from core.tasks.models import OutboxMail


def read_rows(place):
    """Each table's rows that are the place's, or that point to something of the place."""
    municipality = place.institution.municipality_id
    pages = BasePage.objects.filter(municipality_id=municipality)
    ids = list(pages.values_list("pk", flat=True))
    texts = [str(pk) for pk in ids]
    people = Person.objects.filter(editing_rights__institution=place.institution)
    media = Q(collection__institution_link__institution__municipality_id=municipality)
    queries = {
        "pages": pages,
        "content": ContentPage.objects.filter(pk__in=ids),
        "news": NewsPage.objects.filter(pk__in=ids),
        "libraries": LibraryPage.objects.filter(pk__in=ids),
        "homes": InstitutionHome.objects.filter(pk__in=ids),
        "revisions": Revision.objects.filter(object_id__in=texts, base_content_type=page_type()),
        "comments": Comment.objects.filter(page_id__in=ids),
        "replies": CommentReply.objects.filter(comment__page_id__in=ids),
        "log": PageLogEntry.objects.filter(page_id__in=ids),
        "subscriptions": PageSubscription.objects.filter(page_id__in=ids),
        "restrictions": PageViewRestriction.objects.filter(page_id__in=ids),
        "workflow pages": WorkflowPage.objects.all(),
        "approvals": WorkflowState.objects.filter(object_id__in=texts),
        "tasks": TaskState.objects.filter(workflow_state__object_id__in=texts),
        "sessions": EditingSession.objects.filter(object_id__in=texts, content_type=page_type()),
        "images": InstitutionImage.objects.filter(media),
        "documents": InstitutionDocument.objects.filter(media),
        "tags": TaggedItem.objects.filter(tag__name__startswith=place.word),
        "uploads": UploadedFile.objects.filter(uploaded_by_user__in=people),
        "uses": MediaUse.objects.filter(page_id__in=ids),
        "collections": Collection.objects.all(),
        "links": InstitutionCollection.objects.all(),
        "people": people,
        "memberships": Membership.objects.filter(person__in=people),
        "rights": EditingRight.objects.filter(institution__municipality_id=municipality),
        "mails": OutboxMail.objects.filter(person__in=people),
        "institutions": Institution.objects.all(),
    }
    return {name: list(rows.order_by("pk").values()) for name, rows in queries.items()}


def page_type():
    return ContentType.objects.get_for_model(BasePage)
