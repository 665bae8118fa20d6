"""The editors' places, made once for each file, and a picture that was sent but not described."""

import pytest
from django.core.files.base import ContentFile

from tests.cms.editing.conftest import ida, klitnaes, make_png, places
from tests.cms.editing.conftest import lindesoe as egesoeskolen

__all__ = ["egesoeskolen", "ida", "klitnaes", "places"]


@pytest.fixture
def lindesoe(egesoeskolen):
    """Egesøskolen, where a picture has been sent and has no title yet."""
    egesoeskolen.image_upload.file.save("sendt.png", ContentFile(make_png()))
    return egesoeskolen
