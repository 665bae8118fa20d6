"""Links in texts, also those that were pasted broken."""

import pytest
from wagtail.models import ReferenceIndex

from cms.models import BasePage


def names_of(page):
    """The numbers of what the page's text links to."""
    found = ReferenceIndex._extract_references_from_object(page.specific)
    return {number for _type, number, path, *_ in found if path.startswith("body.")}


@pytest.mark.parametrize("kind", ["page", "document"])
@pytest.mark.parametrize("number", ["", 'id=""', 'id="x"', 'id="²"', 'id="-1"', f'id="{"9" * 40}"'])
def test_a_link_without_a_number_is_published_as_no_link(egesoeskolen, make_page, kind, number):
    text = f'<p>Se <a linktype="{kind}" {number}>planen</a></p>'
    page = make_page(egesoeskolen.home, body=[("text", text)])
    assert BasePage.objects.get(pk=page.pk).live
    assert (
        not ReferenceIndex.get_references_for_object(page).filter(model_path="body.item").exists()
    )


def test_a_link_with_a_number_names_its_page(egesoeskolen, make_page):
    home = egesoeskolen.home
    text = f'<p>Se <a linktype="page" id="{home.pk}">skolen</a></p>'
    page = make_page(home, body=[("text", text)])
    assert names_of(page) == {str(home.pk)}
