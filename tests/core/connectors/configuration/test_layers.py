"""Three layers make a connector's settings together, each of what is its own."""

import pytest

from core.connectors.configuration import operations
from core.connectors.configuration.layers import fill_settings, find_mistakes, list_fields
from core.connectors.configuration.operations import InvalidSettings
from core.connectors.models import Connection, InstitutionConnection, PortalConnector
from core.connectors.registry.installed import read_registry
from core.connectors.vault import encrypt
from core.people.models import Institution
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, CANARY, NOW, configure
from tests.core.connectors.systems.platform import PlatformSettings, Tone

MUNICIPALITYS = ["address", "password", "pages", "is_long", "tone", "spare", "feeds"]
FILLED = {
    Layer.PORTAL: PortalConnector(values={"licence": "L-1"}),
    Layer.MUNICIPALITY: Connection(values={"address": "https://a.example/"}),
    Layer.INSTITUTION: InstitutionConnection(values={"room": "Bib"}),
}


@pytest.fixture
def rows():
    """Each layer with something of its own, and the municipality with its secret."""
    FILLED[Layer.MUNICIPALITY].secrets = {"password": encrypt(CANARY)}
    return dict(FILLED)


def test_each_layer_has_its_own_settings():
    assert list_fields(PlatformSettings, Layer.PORTAL) == ["licence"]
    assert list_fields(PlatformSettings, Layer.MUNICIPALITY) == MUNICIPALITYS
    assert list_fields(PlatformSettings, Layer.INSTITUTION) == ["room", "token"]


def test_three_layers_make_settings(rows):
    filling = fill_settings(PlatformSettings, rows)
    made = filling.settings
    assert (made.licence, made.address, made.room) == ("L-1", "https://a.example/", "Bib")
    assert made.password.get_secret_value() == CANARY
    assert (made.pages, made.tone) == (5, Tone.CALM)
    assert filling.secrets == (CANARY,)
    assert CANARY not in repr(filling)


@pytest.mark.parametrize("layer", Layer)
def test_a_value_of_another_layer_is_ignored(rows, layer):
    own = {
        "licence": "from elsewhere",
        "address": "https://evil.example/",
        "room": "from elsewhere",
    }
    before = fill_settings(PlatformSettings, rows).settings
    mine = rows[layer].values
    rows[layer] = type(rows[layer])(values={**own, **mine}, secrets=rows[layer].secrets)
    assert fill_settings(PlatformSettings, rows).settings == before


def test_a_secret_of_another_layer_is_ignored(rows):
    rows[Layer.INSTITUTION] = InstitutionConnection(secrets={"password": encrypt("from elsewhere")})
    filling = fill_settings(PlatformSettings, rows)
    assert filling.settings.password.get_secret_value() == CANARY
    assert filling.secrets == (CANARY,)
    rows[Layer.INSTITUTION] = InstitutionConnection(secrets={"token": encrypt("t-1")})
    assert fill_settings(PlatformSettings, rows).secrets == (CANARY, "t-1")


def test_a_setting_that_there_is_no_more_is_a_mistake(rows):
    assert fill_settings(PlatformSettings, rows).mistakes == ()
    rows[Layer.MUNICIPALITY] = Connection(
        values={"address": "https://a.example/", "former": "x"},
        secrets=rows[Layer.MUNICIPALITY].secrets,
    )
    filling = fill_settings(PlatformSettings, rows)
    assert filling.settings is None
    assert [(item.name, item.is_missing) for item in filling.mistakes] == [("former", False)]


def test_no_mistake_repeats_a_value():
    wrong = {
        "address": f"nowhere {CANARY}",
        "password": "abc",
        "pages": f"{CANARY}",
        "tone": CANARY,
    }
    mistakes = find_mistakes(PlatformSettings, wrong)
    assert {item.name for item in mistakes} == set(wrong)
    assert CANARY not in repr(mistakes)
    assert "abc" not in repr(mistakes)


@pytest.mark.parametrize(
    "address",
    [
        "platform.example",
        "ftp://platform.example/",
        "https://",
        "https://user:pass@platform.example/",
        "https://platform.example:99999/",
        "https://platform.example:port/",
        "https://[platform.example/",
        "https://platform.example/ with spaces",
    ],
)
def test_an_address_that_is_none_is_said_and_not_saved(plans, address):
    offer = read_registry().find("platform")
    assert (
        find_mistakes(PlatformSettings, {"address": "https://a.example:8443/", "password": "1234"})
        == []
    )
    with pytest.raises(InvalidSettings) as refused:
        operations.fill_in(
            plans, offer, layer=Layer.MUNICIPALITY, values={"address": address}, by=BY
        )
    assert [item.name for item in refused.value.mistakes] == ["address"]
    assert Connection.objects.get().values["address"] == "https://platform.example/api"


def test_a_secret_that_is_not_typed_anew_stays(plans):
    offer = read_registry().find("platform")
    values = {"address": "https://b.example/"}
    operations.fill_in(plans, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    kept = configure(plans).reaches[0].settings
    assert (kept.address, kept.password.get_secret_value()) == ("https://b.example/", CANARY)
    values["password"] = "new-secret"
    operations.fill_in(plans, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    assert configure(plans).reaches[0].settings.password.get_secret_value() == "new-secret"


def test_a_secret_that_is_nothing_is_taken_away(plans):
    offer = read_registry().find("platform")
    for value, has in (("spare-key", True), (None, False)):
        operations.fill_in(
            plans,
            offer,
            layer=Layer.MUNICIPALITY,
            values={"address": "https://a.example/", "spare": value},
            by=BY,
        )
        assert ("spare" in Connection.objects.get().secrets) is has
    assert configure(plans).reaches[0].settings.spare is None


def test_a_setting_of_an_institution_holds_there_alone(plans):
    offer = read_registry().find("platform")
    school = Institution.objects.get(key="998101")
    row = operations.choose_for_institution(plans, school, is_on=True, by=BY)
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"room": "Bib"}, by=BY)
    rooms = {
        place.key: reach.settings.room
        for reach in configure(plans).reaches
        for place in reach.institutions
    }
    assert rooms == {"998001": "", "998101": "Bib", "998102": ""}


def test_who_filled_something_in_and_when_is_kept(plans):
    saved = Connection.objects.get()
    assert (saved.changed_at, saved.changed_by, saved.version) == (NOW, None, "2.0.0")
