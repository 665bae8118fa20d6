"""Every connector that the portal starts with runs the kit: it is inherited, not opted into."""

import pytest
from django.conf import settings

from indgang_sdk.testing.kit import make_trial
from indgang_sdk.testing.subject import find_subject
from indgang_sdk.testing.trials import list_trials

TRIALS = {
    f"{place}::{trial.name}": trial
    for place in settings.CONNECTORS
    for trial in list_trials(find_subject(place.removesuffix(".plugin")))
}


def test_there_is_something_to_try():
    assert len(TRIALS) > 30 * len(settings.CONNECTORS) > 0


@pytest.mark.parametrize("name", TRIALS)
def test_it_holds(name, request):
    make_trial(TRIALS[name], request.node)
