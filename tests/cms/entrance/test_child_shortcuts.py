"""With a child chosen, the shortcuts are those of the child's places."""

from cms.models import Shortcut


def test_shortcuts_are_those_of_the_childs_places(home_of, children, egesoeskolen, revleskolen):
    for school, title in ((egesoeskolen, "Skolens skema"), (revleskolen, "Kystens skema")):
        Shortcut.objects.create(
            page_id=school.home.pk, title=title, address="https://example.dk/", position=1
        )
    everyone, of_ella = home_of().text, home_of(children["Ella"]).text
    assert ("Skolens skema" in everyone, "Kystens skema" in everyone) == (True, True)
    assert ("Skolens skema" in of_ella, "Kystens skema" in of_ella) == (False, True)
