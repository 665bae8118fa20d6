"""What a refusal is about: the portal's own key, or one question."""

import pytest

from indgang_sdk.errors import Refused
from indgang_sdk.http import Answer


@pytest.mark.parametrize(("status", "about_person"), [(401, False), (403, True), (407, False)])
def test_a_403_may_be_about_one_person_and_others_never_are(status, about_person):
    assert Answer(status=200).require_ok().status == 200
    with pytest.raises(Refused) as refused:
        Answer(status=status).require_ok()
    assert refused.value.about_person is about_person
    assert str(refused.value) == f"the system answered {status}"
