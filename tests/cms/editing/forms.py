"""What the editor's browser sends for a page."""

import json


def page_form(*blocks, title="Ny side", slug="ny-side", **more):
    """A page's form with blocks of `(type, value)`; the value of an image is its id."""
    sent = {
        "title": title,
        "slug": slug,
        "summary": "",
        "body-count": str(len(blocks)),
        "shortcuts-count": "0",
        "related-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }
    for number, (kind, value) in enumerate(blocks):
        start = f"body-{number}"
        sent |= {f"{start}-type": kind, f"{start}-order": str(number), f"{start}-deleted": ""}
        sent[f"{start}-id"] = ""
        if kind == "image":
            sent |= {f"{start}-value-image": value, f"{start}-value-alt_text": "Et billede"}
        else:
            sent[f"{start}-value"] = value
    return sent | more


def rich_text(text, **link):
    """Draftail's own form of a paragraph, all of it a link if one is given."""
    block = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    entities = {}
    if link:
        block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
        kind = "DOCUMENT" if link.pop("is_document", False) else "LINK"
        entities["0"] = {"type": kind, "mutability": "MUTABLE", "data": link}
    return json.dumps({"blocks": [block], "entityMap": entities})
