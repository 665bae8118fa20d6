"""Walks the editor's addresses: which there are, and what is named in a request to each."""

import html
import json
import re
from dataclasses import dataclass

from django.urls import get_resolver

from tests.cms.editing.conftest import CANARY

ADMIN = "redaktion/"
NOTHING = 10**9
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")
# More than the canary's beginning would be found in what a page says back.
BEGINNING = CANARY[:5]


def list_addresses():
    """Each pattern below the editor's root, once."""
    found = set()

    def walk(patterns, prefix):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, path)
            elif path.startswith(ADMIN):
                found.add(path.removeprefix(ADMIN))

    walk(get_resolver().url_patterns, "")
    return sorted(found)


@dataclass
class Names:
    """What a place's things are called in addresses, queries and bodies."""

    place: object

    def fill(self, pattern):
        """The path of a pattern with this place's things in it."""
        path = GROUP.sub(lambda match: str(self.find(match[1] or match[2], pattern)), pattern)
        return f"/{ADMIN}" + re.sub(r"[\^$]|\\(?=\.)", "", path).replace(".*", "intet")

    def find(self, name, pattern):
        place = self.place
        page = self._page(pattern)
        if name == "pk":
            return self._pk(pattern)
        return {
            "page_id": page.pk,
            "parent_page_id": page.pk,
            "page_to_move_id": page.pk,
            # A page of text can lie below another, and below no folder.
            "destination_id": place.waiting.pk,
            "page_pk": page.pk,
            "object_id": page.pk,
            "revision_id": place.revisions[0],
            "revision_id_a": place.revisions[0],
            "revision_id_b": place.revisions[-1],
            "image_id": place.image.pk,
            "document_id": place.document.pk,
            "doc_id": place.document.pk,
            "uploaded_file_id": (
                place.image_upload if pattern.startswith("images") else place.upload
            ).pk,
            "collection_id": place.collection.pk,
            "task_id": place.task_state.task_id,
            "task_state_id": place.task_state.pk,
            "workflow_pk": place.workflow_state.workflow_id,
            "workflow_state_id": place.workflow_state.pk,
            "session_id": place.session.pk,
            "filter_spec": "max-165x165",
            "action_name": "approve",
            "action": "delete",
            "app_label": "cms",
            "app_name": "taggit",
            "model_name": self._model_name(pattern),
            "content_type_app_name": "cms",
            "content_type_model_name": "contentpage",
            "uidb64": "MQ",
            "token": "set-password",
        }[name]

    def _model_name(self, pattern):
        if "tag" in pattern:
            return "tag"
        return "basepage" if "bulk" in pattern or "ping" in pattern else "contentpage"

    def _page(self, pattern):
        if "convert_alias" in pattern:
            return self.place.alias
        if "workflow" in pattern:
            return self.place.waiting
        return self.place.page

    def _pk(self, pattern):
        place = self.place
        by_beginning = {
            "documents/": place.document.pk,
            "images/": place.image.pk,
            "pages/": place.page.pk,
            "collections/": place.collection.pk,
            "users/": place.editor.pk,
            "groups/": 1,
            "workflows/tasks": place.task_state.task_id,
            "workflows/": place.workflow_state.workflow_id,
            "api/main/^documents": place.document.pk,
            "api/main/^images": place.image.pk,
            "api/main/^pages": place.page.pk,
        }
        return next(pk for start, pk in by_beginning.items() if pattern.startswith(start))

    def guarded(self):
        """Fields that name a page or a collection wherever they stand."""
        place = self.place
        return {
            "collection": place.collection.pk,
            "collection_id": place.collection.pk,
            "childOf": place.home.pk,
            "new_parent_page": place.home.pk,
            "parent_page": place.home.pk,
            "chooser": place.home.pk,
            "target_pages[]": place.page.pk,
        }

    def other(self):
        """Fields that name something only on some addresses."""
        place = self.place
        return {
            "id": place.page.pk,
            "ids": place.page.pk,
            "pk": place.page.pk,
            "page": place.page.pk,
            "page_id": place.page.pk,
            "child_of": place.home.pk,
            "descendant_of": place.home.pk,
            "search_all": "1",
            "q": BEGINNING,
            "term": BEGINNING,
            "query": BEGINNING,
            "tag": f"{BEGINNING}maerke",
            "owner": place.editor.pk,
            "edited_by": place.colleague.pk,
            "locked_by": place.editor.pk,
            "requested_by": place.colleague.pk,
            "user": place.colleague.pk,
            "label": BEGINNING,
            "site": 1,
            "revision_id": place.revisions[-1],
            "folder": place.library.pk,
            "next": f"/{ADMIN}pages/{place.page.pk}/edit/",
            "external-link-chooser-url": f"http://localhost:8000/side/{place.page.pk}/",
            "external-link-chooser-link_text": "link",
        }

    def page_form(self):
        """A page's form with a link to a page and an image of this place in its text."""
        link = {
            "type": "LINK",
            "mutability": "MUTABLE",
            "data": {"id": self.place.page.pk, "linktype": "page", "parentId": self.place.home.pk},
        }
        text = {
            "blocks": [
                {
                    "key": "a",
                    "text": "link",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
                }
            ],
            "entityMap": {"0": link},
        }
        return {
            "title": "Ny side",
            "slug": "ny-side",
            "summary": "",
            "body-count": "2",
            "shortcuts-count": "0",
            "related-count": "0",
            "body-0-type": "text",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-id": "",
            "body-0-value": json.dumps(text),
            "body-1-type": "image",
            "body-1-order": "1",
            "body-1-deleted": "",
            "body-1-id": "",
            "body-1-value-image": self.place.image.pk,
            "body-1-value-alt_text": "alt",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "1000",
            "new_title": "Kopi",
            "new_slug": "kopi",
            "action-publish": "1",
        }


class NoNames(Names):
    """The same addresses, with ids of nothing."""

    def find(self, name, pattern):
        found = super().find(name, pattern)
        return NOTHING if isinstance(found, int) else found


def read_answer(response):
    """All that an answer says, as text: its status line apart."""
    body = (
        b"".join(response.streaming_content)
        if getattr(response, "streaming", False)
        else response.content
    )
    text = body.decode("utf-8", "replace") + "\n".join(f"{k}: {v}" for k, v in response.items())
    return html.unescape(text).lower()


def has_canary(response, *, but=()):
    """Whether an answer holds a canary, apart from texts that stand in every answer."""
    answer = read_answer(response)
    for text in but:
        answer = answer.replace(text.lower(), "")
    return CANARY in answer
