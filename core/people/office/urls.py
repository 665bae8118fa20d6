"""The addresses of the offices; no name of anybody stands in one."""

from django.urls import path

from core.people.office.views import (
    children,
    groups,
    overview,
    person_rights,
    protected_names,
    rights,
    substitutes,
)

urlpatterns = [
    path("", overview.show_offices, name="offices"),
    path("<slug:key>/", overview.show_office, name="office"),
    path("<slug:key>/rettigheder/", rights.show_rights, name="office_rights"),
    path("<slug:key>/rettigheder/godkendelse/", rights.choose, name="office_approval"),
    path(
        "<slug:key>/rettigheder/<int:person_id>/",
        person_rights.change,
        name="office_change_rights",
    ),
    path(
        "<slug:key>/rettigheder/<int:person_id>/fratag/",
        person_rights.take,
        name="office_take_rights",
    ),
    path(
        "<slug:key>/rettigheder/<int:person_id>/giv-igen/",
        person_rights.give_again,
        name="office_give_rights_again",
    ),
    path("<slug:key>/grupper/ny/", groups.make_group, name="office_new_group"),
    path("<slug:key>/grupper/<int:group_id>/", groups.show_group, name="office_group"),
    path(
        "<slug:key>/grupper/<int:group_id>/navn/", groups.rename_group, name="office_rename_group"
    ),
    path("<slug:key>/grupper/<int:group_id>/afslut/", groups.end_group, name="office_end_group"),
    path(
        "<slug:key>/grupper/<int:group_id>/nyt-medlem/", groups.add_member, name="office_add_member"
    ),
    path(
        "<slug:key>/grupper/<int:group_id>/medlemmer/<int:membership_id>/afslut/",
        groups.end_member,
        name="office_end_member",
    ),
    path("<slug:key>/boern/", children.find_child, name="office_children"),
    path("<slug:key>/boern/<int:child_id>/", children.show_child, name="office_child"),
    path(
        "<slug:key>/boern/<int:child_id>/<int:adult_id>/spaer/",
        children.block_adult,
        name="office_block",
    ),
    path(
        "<slug:key>/boern/<int:child_id>/<int:adult_id>/ophaev/",
        children.lift_adults_block,
        name="office_lift",
    ),
    path(
        "<slug:key>/boern/<int:child_id>/<int:adult_id>/giv-adgang/",
        children.grant_access,
        name="office_grant",
    ),
    path(
        "<slug:key>/boern/<int:child_id>/<int:adult_id>/tag-adgang-tilbage/",
        children.withdraw_access,
        name="office_withdraw",
    ),
    path("<slug:key>/vikarer/ny/", substitutes.invite, name="office_substitute"),
    path(
        "<slug:key>/vikarer/<int:person_id>/afslut/",
        substitutes.end_stay,
        name="office_end_substitute",
    ),
    path("<slug:key>/beskyttede-navne/", protected_names.find_person, name="office_names"),
    path(
        "<slug:key>/beskyttede-navne/<int:person_id>/",
        protected_names.show_name,
        name="office_name",
    ),
]
