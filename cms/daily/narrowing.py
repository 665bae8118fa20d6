"""Stories that were told before, where the page of their group is shown to fewer people."""

from collections import defaultdict

from cms.audience.units import read_units
from cms.daily.audiences import narrow_to_page
from cms.indexing.changes import tell_of_page
from cms.models import BasePage, DailyNotePage, bump_counters
from cms.queries import STEP, bounds_below
from core.access.audiences import Audience
from core.access.models import ScopeKey
from core.access.operations import find_shared_scope


def narrow_stories_below(home: BasePage) -> None:
    """Shows no story below a home to more people than the page of its group.

    What it takes is not given back when the page is opened again: then somebody chooses anew.
    """
    stories = DailyNotePage.objects.filter(path__range=bounds_below(home.path), scope__isnull=False)
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    for pk, path, scope_id in stories.values_list("pk", "path", "scope_id"):
        told[path[:-STEP], scope_id].append(pk)
    if not told:
        return
    pages = BasePage.objects.filter(path__in={path for path, _scope in told})
    above = {
        path: (scope_id, key, institution_id)
        for path, scope_id, key, institution_id in pages.values_list(
            "path", "scope_id", "institution__key", "institution_id"
        )
    }
    keys = _read_keys({scope for _path, scope in told} | {scope for scope, *_ in above.values()})
    units = read_units(key for audience in keys.values() for key in audience)
    for (path, scope_id), pks in told.items():
        page_scope, institution_key, institution_id = above[path]
        before, seen = keys[scope_id], keys.get(page_scope, ())
        after = narrow_to_page(before, above=seen, institution_key=institution_key, units=units)
        if after != before:
            _write(pks, after)
            bump_counters([institution_id])


def _read_keys(scope_ids: set[int]) -> dict[int, Audience]:
    keys: dict[int, list[str]] = defaultdict(list)
    rows = ScopeKey.objects.filter(scope_id__in=scope_ids)
    for scope_id, key in rows.values_list("scope_id", "key"):
        keys[scope_id].append(key)
    return {scope_id: tuple(sorted(found)) for scope_id, found in keys.items()}


def _write(page_ids: list[int], audience: Audience) -> None:
    scope = find_shared_scope(audience)
    pages = BasePage.objects.filter(pk__in=page_ids)
    pages.update(own_audience=list(audience), scope_id=scope.pk)
    for page_id in page_ids:
        tell_of_page(page_id)
