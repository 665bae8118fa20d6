"""Portal pages in bulk, with the municipality, institution and scope that `cms.placing` gives."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bench.tree import Tree, insert, next_pk
from cms.bodies import LANGUAGES, has_body, make_body
from cms.models import BasePage, RenderedBody
from core.access.audiences import Audience, digest_audience, make_audience
from core.access.models import Scope, ScopeKey


class PlacedTree(Tree):
    """A tree of the portal's pages, and the scopes they need."""

    def __init__(self, *, now: datetime) -> None:
        super().__init__(BasePage, now=now)
        self._next_scope = next_pk(Scope)
        self._scopes: list[Scope] = []
        self._keys: list[ScopeKey] = []
        self._shared: dict[Audience, int] = {}

    def add(
        self,
        parent: Any,
        page: Any,
        *,
        title: str,
        slug: str,
        at: datetime | None = None,
        audience: Iterable[str] | None = None,
    ) -> Any:
        """As `Tree.add`; `audience` is the page's own, without one it has that of the parent."""
        super().add(parent, page, title=title, slug=slug, at=at)
        home = page.home_place()
        page.home_unit = home.unit if home else ""
        page.municipality_id = home.municipality_id if home else parent.municipality_id
        page.institution_id = home.institution_id if home else parent.institution_id
        page.scope_id = parent.scope_id
        if audience is not None:
            own = make_audience(audience)
            page.own_audience = list(own)
            page.scope_id = self._find_scope(own) if not page.owns_scope else self._make_scope(own)
            page.owned_scope_id = page.scope_id if page.owns_scope else None
        return page

    @property
    def scopes(self) -> int:
        """How many scopes wait to be written."""
        return len(self._scopes)

    def write(self) -> int:
        # The texts follow the pages, which have their revisions by then.
        texts = [page for page in self._pages if has_body(type(page))]
        insert(Scope, self._scopes)
        insert(ScopeKey, self._keys)
        self._scopes, self._keys = [], []
        written = super().write()
        insert(RenderedBody, (make_body(page, code) for page in texts for code in LANGUAGES))
        return written

    def _find_scope(self, audience: Audience) -> int:
        if audience not in self._shared:
            self._shared[audience] = self._make_scope(audience, digest=digest_audience(audience))
        return self._shared[audience]

    def _make_scope(self, audience: Audience, *, digest: str | None = None) -> int:
        pk = self._next_scope
        self._next_scope += 1
        self._scopes.append(Scope(pk=pk, digest=digest))
        self._keys += [ScopeKey(scope_id=pk, key=key) for key in audience]
        return pk
