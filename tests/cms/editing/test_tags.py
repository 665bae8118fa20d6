"""Tags are spelt as their editor wrote them, whatever others have written."""


def test_a_tag_keeps_its_spelling_beside_that_of_another_municipality(
    lindesoe, klitnaes, ida, kirsten
):
    lindesoe.image.tags.set(["Tur"])
    klitnaes.image.tags.set(["tur"])
    for place, spelt in ((lindesoe, "Tur"), (klitnaes, "tur")):
        assert [tag.name for tag in place.image.tags.all()] == [spelt]
    for client, spelt in ((ida, "Tur"), (kirsten, "tur")):
        # Whoever types gets the spelling that is in use where he or she writes.
        found = client.get("/redaktion/tag-autocomplete/", {"term": "tUR"}).json()
        assert found == [spelt]
