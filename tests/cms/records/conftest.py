"""News that the families of Egesøskolen confirm, with its editor and a file."""

import pytest
from django.core.files.base import ContentFile

from cms.models import ConfirmationMode, InstitutionCollection, InstitutionDocument
from core.access.models import Right
from core.access.operations import grant_rights
from tests.cms.confirmation.conftest import add_guardian, add_member, cast  # noqa: F401 - fixtures

PLAN = b"%PDF-1.4 en plan"


@pytest.fixture
def editor(cast, egesoeskolen):  # noqa: F811 - the fixture
    """Mette, who writes at the school."""
    person = cast["Mette"]
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    return person


@pytest.fixture
def add_file(db):
    """Puts a file among those of a school."""

    def add(school, title, name="plan.pdf"):
        link = InstitutionCollection.objects.get(institution=school.institution)
        return InstitutionDocument.objects.create(
            title=title, file=ContentFile(PLAN, name=name), collection=link.collection
        )

    return add


@pytest.fixture
def make_asking(egesoeskolen, make_news):
    """Publishes news of some texts for the families of the school, who are asked to confirm."""

    def make(*html, title="Ny mobilaftale", holders=("guardian",), **fields):
        key = egesoeskolen.institution.key
        return make_news(
            egesoeskolen.home, title, own_audience=[f"{key}/{holder}" for holder in holders],
            asked=ConfirmationMode.EACH_GUARDIAN,
            body=[("text", text) for text in html], **fields,
        )  # fmt: skip

    return make
