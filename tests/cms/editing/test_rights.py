"""What a right in an institution lets somebody do with its pages, and what nobody may."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from cms.editing.page_rights import PageRights
from cms.editing.queries import explorable_root, pages_below, pages_for, top_pages
from cms.editing.rights import EditorRights, rights_of
from cms.models import BasePage, ContentPage, GroupHome, InstitutionImage, NewsPage
from core.access.models import Right
from core.access.operations import grant_rights, withdraw_rights
from core.people.models import Institution, Person
from tests.cms.editing.conftest import add_page, make_editor, make_place, sign_in

ACTIONS = [
    "can_add_subpage", "can_edit", "can_delete", "can_publish", "can_unpublish", "can_move",
    "can_copy", "can_lock", "can_unlock", "can_publish_subpage", "can_reorder_children",
]  # fmt: skip


def allowed(person, page):
    tester = page.permissions_for_user(person)
    return {name.removeprefix("can_") for name in ACTIONS if getattr(tester, name)()}


@pytest.fixture
def writer(lindesoe):
    return make_editor("skriver", lindesoe.institution, Right.EDIT)


@pytest.fixture
def approver(lindesoe):
    return make_editor("godkender", lindesoe.institution, Right.PUBLISH)


def test_a_writer_writes_and_publishes_nothing(lindesoe, writer):
    assert allowed(writer, lindesoe.page) == {"add_subpage", "edit", "copy"}


def test_an_approver_publishes_and_writes_nothing(lindesoe, approver):
    assert allowed(approver, lindesoe.page) == {
        "delete", "publish", "unpublish", "move", "lock", "unlock", "publish_subpage",
        "reorder_children",
    }  # fmt: skip


def test_both_together_do_everything(lindesoe):
    assert allowed(lindesoe.editor, lindesoe.page) == {
        name.removeprefix("can_") for name in ACTIONS
    }


def test_an_approver_may_open_what_waits_for_approval(lindesoe, approver, klitnaes):
    assert lindesoe.waiting.permissions_for_user(approver).can_edit()
    assert not lindesoe.page.permissions_for_user(approver).can_edit()
    assert not lindesoe.waiting.permissions_for_user(klitnaes.editor).can_edit()


@pytest.mark.parametrize("right", [Right.PUBLIC, Right.MUNICIPALITY])
def test_a_right_to_reach_further_gives_no_page(lindesoe, right):
    person = make_editor("kun-synlig", lindesoe.institution, right)
    assert allowed(person, lindesoe.page) == set()
    assert not pages_for(person).exists()


def test_a_draft_of_ones_own_can_be_deleted_and_no_other(lindesoe, writer):
    own = add_page(lindesoe.page, ContentPage, "Min kladde", owner=writer, live=False)
    assert own.permissions_for_user(writer).can_delete()
    assert not lindesoe.draft.permissions_for_user(writer).can_delete()
    published = add_page(lindesoe.page, ContentPage, "Min side", owner=writer)
    assert not published.permissions_for_user(writer).can_delete()


def test_a_draft_with_pages_below_is_kept(lindesoe, writer):
    own = add_page(lindesoe.page, ContentPage, "Min kladde", owner=writer, live=False)
    add_page(own, ContentPage, "Nedenunder", owner=lindesoe.colleague, live=False)
    own.refresh_from_db()
    assert not own.permissions_for_user(writer).can_delete()


def test_owning_a_page_elsewhere_gives_nothing(lindesoe, klitnaes):
    BasePage.objects.filter(pk=klitnaes.page.pk).update(owner=lindesoe.editor)
    klitnaes.page.refresh_from_db()
    assert allowed(lindesoe.editor, klitnaes.page) == set()


def test_homes_are_written_by_hand_and_nothing_else(lindesoe):
    # A leader of a home may write, publish and lock it, and order and make pages below.
    assert allowed(lindesoe.editor, lindesoe.home) == {
        "add_subpage", "edit", "publish", "lock", "unlock", "publish_subpage", "reorder_children",
    }  # fmt: skip
    assert not lindesoe.home.permissions_for_user(lindesoe.editor).can_move_to(lindesoe.page)
    assert not lindesoe.home.permissions_for_user(lindesoe.editor).can_copy_to(lindesoe.page)


def test_homes_are_made_by_no_editor(lindesoe, ida):
    address = f"/redaktion/pages/add/cms/{{}}/{lindesoe.home.pk}/"
    assert ida.get(address.format("contentpage")).status_code == 200
    assert GroupHome not in lindesoe.home.creatable_subpage_models()
    assert ida.get(address.format("grouphome")).status_code == 302


def test_the_portal_and_the_root_are_nobodys(lindesoe):
    administration = lindesoe.municipality_home.institution
    grant_rights(
        person_id=lindesoe.editor.pk,
        institution_id=administration.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )
    portal = lindesoe.municipality_home.get_parent().specific
    assert "edit" in allowed(lindesoe.editor, lindesoe.municipality_home)
    assert allowed(lindesoe.editor, portal) == set()
    assert allowed(lindesoe.editor, BasePage.get_first_root_node()) == set()


def test_a_page_moves_and_is_copied_within_ones_institutions(lindesoe, klitnaes):
    tester = lindesoe.draft.permissions_for_user(lindesoe.editor)
    assert tester.can_move_to(lindesoe.waiting)
    assert tester.can_copy_to(lindesoe.waiting)
    assert not tester.can_move_to(klitnaes.page)
    assert not tester.can_copy_to(klitnaes.page)


def test_no_page_goes_to_another_municipality_whatever_the_rights(lindesoe, klitnaes):
    grant_rights(
        person_id=lindesoe.editor.pk,
        institution_id=klitnaes.institution.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )
    person = Person.objects.get(pk=lindesoe.editor.pk)
    assert "add_subpage" in allowed(person, klitnaes.page)
    tester = lindesoe.draft.permissions_for_user(person)
    assert not tester.can_move_to(klitnaes.page)
    assert not tester.can_copy_to(klitnaes.page)


def test_a_published_page_is_moved_by_whoever_publishes_there(lindesoe):
    other = Institution.objects.create(
        key="998199", name="Nabo", kind="sfo", municipality=lindesoe.institution.municipality,
        needs_approval=True,
    )  # fmt: skip
    target = add_page(lindesoe.home, ContentPage, "Naboens side")
    BasePage.objects.filter(pk=target.pk).update(institution=other)
    target.refresh_from_db()
    grant_rights(person_id=lindesoe.editor.pk, institution_id=other.pk, rights=[Right.EDIT])
    person = Person.objects.get(pk=lindesoe.editor.pk)
    assert lindesoe.draft.permissions_for_user(person).can_move_to(target)
    assert not lindesoe.page.permissions_for_user(person).can_move_to(target)


def test_a_right_that_ends_is_gone_at_the_next_request(lindesoe, ida):
    address = f"/redaktion/pages/{lindesoe.page.pk}/edit/"
    assert ida.get(address).status_code == 200
    withdraw_rights(
        person_id=lindesoe.editor.pk,
        institution_id=lindesoe.institution.pk,
        rights=[Right.EDIT, Right.PUBLISH],
    )
    assert ida.get(address).status_code in {302, 404}
    assert ida.get("/redaktion/").status_code == 302
    assert ida.get("/redaktion/", follow=True).status_code == 403


def test_somebody_who_may_not_sign_in_has_no_rights(lindesoe):
    assert rights_of(lindesoe.editor).write == {lindesoe.institution.pk}
    lindesoe.editor.is_active = False
    assert rights_of(lindesoe.editor) == EditorRights()


# One query for a person, whatever is asked after it.
def test_rights_are_read_once_a_request(lindesoe):
    person = Person.objects.get(pk=lindesoe.editor.pk)
    pages = list(pages_for(person))
    assert len(pages) > 5
    with CaptureQueriesContext(connection) as queries:
        for page in pages:
            tester = PageRights(person, page)
            assert tester.can_publish() == tester.can_reorder_children()
            assert "publish" in tester.permissions
    assert len(queries) == 1


def test_the_explorer_begins_at_the_one_home(lindesoe):
    assert explorable_root(lindesoe.editor).pk == lindesoe.home.pk
    assert list(top_pages(lindesoe.editor)) == [BasePage.objects.get(pk=lindesoe.home.pk)]


def test_homes_without_a_common_page_of_ones_own_lie_below_the_root(lindesoe, klitnaes):
    grant_rights(
        person_id=lindesoe.editor.pk, institution_id=klitnaes.institution.pk, rights=[Right.EDIT]
    )
    person = Person.objects.get(pk=lindesoe.editor.pk)
    root = explorable_root(person)
    assert root.depth == 1
    assert {page.pk for page in pages_below(person, root)} == {lindesoe.home.pk, klitnaes.home.pk}


def test_a_municipality_that_is_ones_own_is_where_it_begins(lindesoe):
    grant_rights(
        person_id=lindesoe.editor.pk,
        institution_id=lindesoe.municipality_home.institution_id,
        rights=[Right.EDIT],
    )
    person = Person.objects.get(pk=lindesoe.editor.pk)
    assert explorable_root(person).pk == lindesoe.municipality_home.pk


def test_no_title_of_a_page_in_between_is_shown(lindesoe, klitnaes):
    grant_rights(
        person_id=klitnaes.editor.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT]
    )
    client = sign_in(klitnaes.editor)
    for address in ("pages/", f"pages/{lindesoe.page.pk}/", f"pages/{lindesoe.page.pk}/edit/"):
        body = client.get(f"/redaktion/{address}", follow=True).content.decode()
        assert lindesoe.home.title in body
        assert lindesoe.municipality_home.title not in body
        assert "Forvaltning" not in body


def test_somebody_whose_institution_has_no_home_has_nothing_to_explore(db, lindesoe):
    bare = Institution.objects.create(
        key="998198", name="Ny", kind="sfo", municipality=lindesoe.institution.municipality
    )
    person = make_editor("ny", bare, Right.EDIT, Right.PUBLISH)
    client = sign_in(person)
    assert client.get("/redaktion/").status_code == 200
    assert client.get("/redaktion/pages/").status_code == 302
    assert client.get(f"/redaktion/pages/{lindesoe.home.pk}/").status_code == 302
    assert client.get("/redaktion/choose-page/").status_code == 404


@pytest.mark.parametrize("model", [NewsPage, ContentPage, InstitutionImage])
def test_the_policies_are_ours(model, lindesoe, klitnaes):
    policy = policy_registry.get_by_type(model)
    assert policy.user_has_permission(lindesoe.editor, "add")
    assert not policy.user_has_permission(Person.objects.create_user("ingen"), "add")
    own = policy.instances_user_has_any_permission_for(lindesoe.editor, {"change"})
    assert own.exists()
    assert not own.filter(
        pk__in=policy.instances_user_has_any_permission_for(klitnaes.editor, {"change"})
    ).exists()


def test_ten_16_equal_group_names_in_two_municipalities_give_nothing(lindesoe, klitnaes):
    group = Group.objects.create(name="Redaktører")
    group.permissions.set(Permission.objects.all())
    GroupPagePermission.objects.create(
        group=group,
        page=BasePage.get_first_root_node(),
        permission=Permission.objects.get(codename="change_basepage"),
    )
    for place in (lindesoe, klitnaes):
        place.editor.groups.add(group)
    assert "edit" in allowed(klitnaes.editor, klitnaes.page)
    assert allowed(klitnaes.editor, lindesoe.page) == set()
    client = sign_in(klitnaes.editor)
    assert client.get(f"/redaktion/pages/{klitnaes.page.pk}/edit/").status_code == 200
    assert client.get(f"/redaktion/pages/{lindesoe.page.pk}/edit/").status_code == 404
    assert client.get("/redaktion/users/").status_code == 404


def test_ten_16_equal_institution_names_in_two_municipalities_give_nothing(lindesoe, klitnaes):
    Institution.objects.filter(pk__in=[lindesoe.institution.pk, klitnaes.institution.pk]).update(
        name="Skolen"
    )
    assert {page.institution_id for page in pages_for(klitnaes.editor)} == {klitnaes.institution.pk}


def test_ten_16_an_operator_of_the_installation_is_no_editor(lindesoe):
    operator = Person.objects.create_superuser("drift", "hemmelig-kode")
    client = sign_in(operator, raise_request_exception=False)
    assert allowed(operator, lindesoe.page) == set()
    assert client.get("/redaktion/").status_code == 403
    grant_rights(person_id=operator.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT])
    assert allowed(Person.objects.get(pk=operator.pk), lindesoe.page) == set()
    assert client.get(f"/redaktion/pages/{lindesoe.page.pk}/edit/").status_code == 403
    # The same person without the operator's mark gets in.
    Person.objects.filter(pk=operator.pk).update(is_superuser=False)
    assert client.get(f"/redaktion/pages/{lindesoe.page.pk}/edit/").status_code == 200


def test_ten_16_who_does_everything_in_one_place_does_nothing_in_another(lindesoe, db):
    other = make_place("997", "997001", "997101", "school", word="tredje")
    grant_rights(
        person_id=lindesoe.editor.pk, institution_id=lindesoe.institution.pk, rights=list(Right)
    )
    assert allowed(Person.objects.get(pk=lindesoe.editor.pk), other.page) == set()
    assert "publish" in allowed(other.editor, other.page)
