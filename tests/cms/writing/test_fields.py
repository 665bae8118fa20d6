"""The fields that short forms share: a picture and what is said of it, and who can see it."""

import pytest

from cms.models import InstitutionImage
from cms.writing.audiences import Offer
from cms.writing.fields import AudienceFields, PictureFields


def make_offer(value):
    return Offer(value=value, audience=(value,), words=value, count="")


@pytest.mark.parametrize(
    ("sent", "has_mistakes"),
    [
        ({"description": "En å"}, False),
        ({"decorative": "on"}, False),
        ({"remove": "on"}, False),
        ({}, True),
        ({"description": " "}, True),
        ({"description": "En å \ud83d"}, True),
    ],
)
def test_a_picture_that_is_shown_is_described_in_words_that_can_be_kept(db, sent, has_mistakes):
    form = PictureFields(sent, {}, image=InstitutionImage())
    assert (form.is_valid(), list(form.errors)) == (
        not has_mistakes, ["description"] * has_mistakes
    )  # fmt: skip


def test_where_there_is_no_picture_nothing_is_asked():
    assert PictureFields({}, {}).is_valid()


def test_the_likeliest_audience_is_chosen_at_first():
    offers = [make_offer("998101/staff"), make_offer("998101/guardian")]
    assert AudienceFields(offers=offers)["audience"].value() == "998101/staff"
    kept = AudienceFields(offers=offers, initial={"audience": "998101/guardian"})
    assert kept["audience"].value() == "998101/guardian"


def test_only_what_is_offered_is_chosen():
    offers = [make_offer("998101/staff")]
    form = AudienceFields({"audience": "998101/staff"}, offers=offers)
    assert form.is_valid()
    assert form.audience_chosen == ("998101/staff",)
    assert not AudienceFields({"audience": "public"}, offers=offers).is_valid()
