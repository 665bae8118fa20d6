"""What the tests of all doors send and look at."""

from cms.audience.warnings import Reason, make_token
from cms.models import BasePage

STAFF = ["998101/staff"]
WIDE = ["998/guardian"]
PUBLIC = ["public"]
MAY_NOT_PUBLIC = "Du må ikke vise sider for alle på internettet."


def answers(*keys, reason=Reason.PUBLIC):
    return [make_token(reason, tuple(keys))]


def is_live(page):
    return BasePage.objects.get(pk=page.pk).live


def keys_of(page):
    scope = BasePage.objects.get(pk=page.pk).scope
    return sorted(scope.keys.values_list("key", flat=True)) if scope else []
