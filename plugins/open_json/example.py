"""Made-up answers of a platform for Dorte and her two sons, and for Bo's teacher."""

from indgang_sdk.connectors import Category
from indgang_sdk.settings import Secret
from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.people import ANNA, DORTE
from plugins.open_json.settings import OpenJsonSettings

BASE = "https://platform.example/indgang"
BO, EMIL = DORTE.children
READERS = [{"institution": "998101", "group": "3.B", "role": "guardian"}]
TASK = {
    "title": "Læs kapitel 4 og 5",
    "child": BO.id,
    "link": {"target": "tasks/1", "child": BO.id, "words": {"da": "Se opgaven", "en": "See it"}},
}
LESSON = {
    "starts_at": "2026-11-24T08:15:00+01:00",
    "ends_at": "2026-11-24T09:45:00+01:00",
    "subject": "Svømning",
    "group": {"name": "3.B", "institution": "998101"},
    "room": "Svømmehallen",
    "teacher": "ALY",
    "state": "substitute",
    "child": BO.id,
}


def answer(
    path: str, body: dict[str, object], *, viewer: str = "", method: str = "GET"
) -> Recorded:
    """An answer to whoever looks, or to anybody."""
    told = {"viewer": viewer, **body} if viewer else body
    return Recorded(address=f"{BASE}{path}", method=method, contains=viewer, body=told)


EXAMPLE = Example(
    settings=OpenJsonSettings(
        kind=Category.LEARNING_PLATFORM,
        address=BASE,
        token_address="https://platform.example/token",  # noqa: S106 - an address
        client_id="indgang",
        client_secret=Secret("made-up-for-the-example"),
    ),
    people=(DORTE, ANNA),
    words="kapitel",
    targets={"open": "tasks/1"},
    answers=(
        Recorded(
            address="https://platform.example/token",
            method="POST",
            body={"access_token": "made-up-token", "token_type": "Bearer", "expires_in": 600},
        ),
        answer("/health", {"words": {"da": "Platformen svarer", "en": "The platform answers"}}),
        answer(
            "/tiles/overview",
            {
                "parts": [
                    {"kind": "card", "title": "Fokuspunkt", "text": "Højt for en voksen",
                     "child": BO.id},
                    {"kind": "number", "value": 2, "title": "nye opslag", "child": EMIL.id},
                    {"kind": "next_event", "title": "Fernisering", "place": "Hallen",
                     "when": "2026-11-27T10:15:00+01:00", "child": EMIL.id},
                ]
            },
            viewer=DORTE.id,
        ),
        answer(
            "/tiles/overview",
            {"parts": [{"kind": "number", "value": 3, "title": "punkter i ugeplanen for 3.B"}]},
            viewer=ANNA.id,
        ),
        answer(
            "/tiles/tasks",
            {"parts": [{"kind": "item", "when": "2026-11-26", "mark": "not_done", **TASK}]},
            viewer=DORTE.id,
        ),
        answer(
            "/week/2026-W48",
            {
                "week": "2026-W48",
                "letters": [{"child": BO.id, "group": "3.B", "html": "<p>Kære 3.B</p>"}],
                "items": [{"child": EMIL.id, "day": "2026-11-24", "title": "Syrer og baser"}],
                "tasks": [{"due": "2026-11-26", "is_done": False, **TASK}],
                "lessons": [LESSON],
            },
            viewer=DORTE.id,
        ),
        *(
            answer(
                "/events",
                {
                    "events": [
                        {"key": "e1", "title": "Vi viser vores instruktioner", "readers": READERS,
                         "starts_at": "2026-11-27T10:15:00+01:00",
                         "ends_at": "2026-11-27T11:00:00+01:00"},
                    ],
                    "lessons": [LESSON] if person is DORTE else [],
                },
                viewer=person.id,
            )
            for person in (DORTE, ANNA)
        ),
        answer(
            "/entries",
            {
                "entries": [
                    {"key": "aloud", "title": "Ti gode råd om højtlæsning", "readers": READERS,
                     "link": {"target": "guides/aloud"}, "dated_at": "2026-08-10T09:00:00+02:00"},
                ],
                "is_whole": True,
            },
        ),
        answer("/search", {"hits": [TASK]}, viewer=DORTE.id, method="POST"),
        answer("/search", {"hits": []}, viewer=ANNA.id, method="POST"),
        answer(
            "/launches",
            {"address": "https://platform.example/enter", "fields": {"code": "made-up-code"}},
            method="POST",
        ),
    ),
)  # fmt: skip
