"""The list of documents says where each is found."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import InstitutionDocument

ADDRESS = "/redaktion/documents/"


def rows(client):
    body = client.get(ADDRESS).content.decode()
    return [row for row in re.findall(r"<tr.*?</tr>", body, re.S) if "documents/edit/" in row]


def test_a_document_is_listed_with_its_folder(ida, lindesoe):
    (row,) = rows(ida)
    assert f"Mappe {lindesoe.word}" in row
    assert "Brugt 0 gange" not in row
    InstitutionDocument.objects.filter(pk=lindesoe.document.pk).update(folder=None)
    (row,) = rows(ida)
    assert f"Mappe {lindesoe.word}" not in row
    assert "Brugt 0 gange" in row


def test_more_documents_ask_no_more(ida, lindesoe):
    def count():
        with CaptureQueriesContext(connection) as queries:
            found = rows(ida)
        return len(found), len(queries)

    count()
    _one, before = count()
    for number in range(3):
        InstitutionDocument.objects.create(
            title=f"Plan {number}", collection=lindesoe.collection, folder=lindesoe.library,
            file=f"documents/plan-{number}.pdf",
        )  # fmt: skip
    assert count() == (4, before)
