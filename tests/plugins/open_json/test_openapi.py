"""The description for suppliers says what the connector reads and what the sandbox answers."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.open_json import payloads, plugin
from sandbox.servers.playing import Sandbox
from tests.plugins.open_json.conftest import FAMILIES
from tests.sandbox.asking import Heard, ask, ask_for_token

DOCUMENT = yaml.safe_load(
    (Path(plugin.__file__).parent / "openapi.yaml").read_text(encoding="utf-8")
)
SCHEMAS = DOCUMENT["components"]["schemas"]
ANSWERS = {
    ("get", "/health"): payloads.HealthPayload,
    ("get", "/tiles/overview"): payloads.TilePayload,
    ("get", "/tiles/tasks"): payloads.TilePayload,
    ("get", "/week/{week}"): payloads.WeekPayload,
    ("get", "/events"): payloads.EventsPayload,
    ("get", "/entries"): payloads.EntriesPayload,
    ("post", "/search"): payloads.HitsPayload,
    ("post", "/launches"): payloads.DestinationPayload,
}
BODIES = {"/search": payloads.QueryPayload, "/launches": payloads.LaunchPayload}
OPERATIONS = [(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods]
# By name, for those that the document has too.
MODELS = {
    name.removesuffix("Payload"): model
    for name, model in vars(payloads).items()
    if name.endswith("Payload") and isinstance(model, type) and model is not payloads.Payload
}


def find_operation(method: str, path: str) -> dict[str, Any]:
    return DOCUMENT["paths"][path][method]


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    if "$ref" not in node:
        return node
    found: Any = DOCUMENT
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_the_document_has_the_connectors_questions_and_no_others() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert sorted(OPERATIONS) == sorted(ANSWERS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_example_of_an_answer_is_read(method: str, path: str) -> None:
    content = find_operation(method, path)["responses"]["200"]["content"]["application/json"]
    model = ANSWERS[method, path]
    assert content["schema"]["$ref"].endswith(model.__name__.removesuffix("Payload"))
    read = model.model_validate(content["example"])
    # Nothing of it is ignored: each name in the example is one that the connector knows.
    assert list_names(content["example"]) <= list_names(read.model_dump(mode="json"))


@pytest.mark.parametrize("path", sorted(BODIES))
def test_an_example_of_a_question_is_what_is_sent(path: str) -> None:
    content = find_operation("post", path)["requestBody"]["content"]["application/json"]
    sent = BODIES[path].model_validate(content["example"])
    assert sent.model_dump(mode="json") == content["example"]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_schema_has_the_fields_of_its_payload(name: str) -> None:
    model, schema = MODELS[name], SCHEMAS[name]
    fields = model.model_fields
    assert list(schema["properties"]) == list(fields)
    assert set(schema.get("required", ())) == {
        field for field, info in fields.items() if info.is_required()
    }


IDS = {"viewer", "child", "week", "institution"}
LIMITS = ("minLength", "maxLength", "minItems", "maxItems")


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_schema_has_the_choices_and_limits_of_its_payload(name: str) -> None:
    for field in MODELS[name].model_fields:
        described = resolve(SCHEMAS[name]["properties"][field])
        read = find_rules(MODELS[name].model_json_schema(), field)
        assert set(described.get("enum", ())) - {None} == set(read.get("enum", ())), field
        # Ids are not described by their length: it is the portal that gives them.
        if field not in IDS:
            assert pick_limits(described) == pick_limits(read), field


def find_rules(schema: dict[str, Any], field: str) -> dict[str, Any]:
    """What pydantic says of a field, without the null that it may be."""
    found = schema["properties"][field]
    for part in found.get("anyOf", ()):
        found = part if part.get("type") != "null" else found
    if "$ref" in found:
        return schema["$defs"][found["$ref"].rpartition("/")[2]]
    return found


def pick_limits(schema: dict[str, Any]) -> dict[str, int]:
    return {name: schema[name] for name in LIMITS if name in schema}


def test_every_schema_is_a_payload_or_a_plain_value() -> None:
    plain = {"Mark", "Part", "Day", "Moment", "MomentOrDay"}
    assert set(SCHEMAS) - set(MODELS) == plain


def list_names(value: Any) -> set[str]:
    """Every name of every object in a value, with those above it."""
    if isinstance(value, dict):
        below = {f"{key}.{name}" for key, each in value.items() for name in list_names(each)}
        return below | set(value)
    if isinstance(value, list):
        return {name for each in value for name in list_names(each)}
    return set()


# --- against the sandbox --------------------------------------------------------------------


def ask_platform(sandbox: Sandbox, who: str, method: str, path: str, *, token: bool) -> Heard:
    """One of the document's questions, with the values of its own examples."""
    system, person, roles, children = FAMILIES[who]
    address = sandbox.addresses[system]
    headers = {"Indgang-Viewer": person, "Indgang-Roles": " ".join(sorted(roles))}
    headers["Indgang-Children"] = " ".join(children)
    if token:
        given = ask_for_token(address, secret=f"{system}-hemmelighed").json()
        headers["Authorization"] = f"Bearer {given['access_token']}"
    operation = find_operation(method, path)
    named = [resolve(each) for each in operation.get("parameters", ())]
    where = path
    for each in (each for each in named if each["in"] == "path"):
        where = where.replace(f"{{{each['name']}}}", each["example"])
    query = "&".join(
        f"{each['name']}={each['example']}" for each in named
        if each["in"] == "query" and each.get("required")
    )  # fmt: skip
    body = {"query": "x"} if path == "/search" else {"launcher": "open"}
    return ask(
        f"{address}{where}{'?' if query else ''}{query}",
        headers=headers,
        value=body if method == "post" else None,
    )


@pytest.mark.parametrize("who", sorted(FAMILIES))
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_sandbox_answers_as_described(
    sandbox: Sandbox, who: str, method: str, path: str
) -> None:
    heard = ask_platform(sandbox, who, method, path, token=True)
    assert heard.status == 200
    read = ANSWERS[method, path].model_validate(heard.json())
    if path != "/launches":
        assert list_names(heard.json()) <= list_names(read.model_dump(mode="json"))
    described = find_operation(method, path)["responses"]["200"]
    assert ("etag" in heard.headers) or "headers" not in described


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_sandbox_refuses_without_a_token_as_described(
    sandbox: Sandbox, method: str, path: str
) -> None:
    assert "401" in find_operation(method, path)["responses"]
    assert ask_platform(sandbox, "dorte", method, path, token=False).status == 401
