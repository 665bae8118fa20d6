"""The file for the case system: the facts as JSON, and as a PDF with the page's files inside."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.records.facts import ConfirmationFacts, LineFacts, PageFacts, Record
from cms.records.paper import BODY, HEADING, ITEM, SMALL, SUBHEADING, TITLE, Paper
from cms.records.queries import Bundle
from themes.templatetags.themes_dates import clock_time, day_and_year, file_size, short_date

FACTS = "00-sagen.json"
_STYLES = {"heading": SUBHEADING, "paragraph": BODY, "item": ITEM, "picture": BODY}


def write_json(record: Record) -> str:
    """The facts as `docs/reference/record.md` describes them."""
    return json.dumps(asdict(record), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def write_pdf(bundle: Bundle) -> bytes:
    """The facts to be read, in the language that is active, with the JSON and the files inside."""
    record = bundle.record
    paper = Paper(record.page.title)
    paper.add(record.page.title, TITLE)
    _write_place(paper, record)
    _write_text(paper, record.page)
    if record.confirmations:
        _write_confirmations(paper, record.confirmations)
    _write_versions(paper, record)
    _write_attachments(paper, record)
    if paper.has_gaps:
        words = _("Letters that this file cannot show stand as “?”. They are in %(file)s.")
        paper.add(words % {"file": FACTS}, SMALL)
    files = [(FACTS, write_json(record).encode())]
    files += [(name, _read(file)) for name, file in bundle.files.items()]
    return paper.write(language=get_language() or "da", made_at=record.made_at, files=files)


def _write_place(paper: Paper, record: Record) -> None:
    page = record.page
    state = _("Published") if page.is_live else _("Not published")
    made = {"moment": _say(record.made_at), "name": record.made_by}
    for label, value in (
        (_("Where"), ", ".join(filter(None, [page.institution, page.municipality]))),
        (_("Kind"), page.kind),
        (_("Address"), page.address),
        (_("State"), state),
        (_("First published"), _say(page.first_published_at)),
        (_("Last published"), _say(page.last_published_at)),
        (_("Shown until"), _say(page.expires_at)),
        (_("Visible to"), _say_audience(record)),
        (_("This file was made"), _("%(moment)s by %(name)s") % made),
    ):
        if value:
            paper.add(f"{label}: {value}", ITEM)


def _say_audience(record: Record) -> str:
    people = record.audience.people
    return record.audience.words + (f" ({people})" if people is not None else "")


def _write_text(paper: Paper, page: PageFacts) -> None:
    paper.add(_("Text"), HEADING)
    for paragraph in page.text:
        text = paragraph.text
        if paragraph.kind == "picture":
            text = _("[Picture: %(words)s]") % {"words": text}
        paper.add(f"• {text}" if paragraph.kind == "item" else text, _STYLES[paragraph.kind])
    if not page.text:
        paper.add(_("The page has no text of its own."))


def _write_confirmations(paper: Paper, facts: ConfirmationFacts) -> None:
    paper.add(_("Confirmations"), HEADING)
    if facts.mode:
        due = _(", by %(day)s") % {"day": day_and_year(facts.due_on)} if facts.due_on else ""
        paper.add(f"{facts.mode}{due}.")
        counted = _("%(confirmed)s have confirmed, %(missing)s are missing.")
        paper.add(counted % {"confirmed": facts.confirmed, "missing": facts.missing})
    for group in facts.groups:
        paper.add(group.group, SUBHEADING)
        for line in group.lines:
            paper.add(_say_line(line), ITEM)
    if facts.answers:
        paper.add(_("All answers, also to earlier versions"), SUBHEADING)
    for answer in facts.answers:
        whom = _("%(person)s for %(child)s") % {"person": answer.person, "child": answer.child}
        entered = _("entered by %(name)s") % {"name": answer.entered_by}
        parts = [
            _say(answer.confirmed_at),
            answer.person if answer.child in ("", answer.person) else whom,
            _("version %(number)s") % {"number": answer.version},
            answer.method,
            answer.reason,
            entered if answer.entered_by else "",
        ]
        paper.add(", ".join(filter(None, parts)), ITEM)


def _say_line(line: LineFacts) -> str:
    state = _("Missing") if line.is_missing else _("Confirmed")
    said = [
        ", ".join(
            filter(
                None,
                [
                    "" if reply.name == line.whom else reply.name,
                    _say(reply.confirmed_at),
                    reply.method,
                    reply.reason,
                ],
            )
        )
        for reply in line.replies
        if reply.confirmed_at
    ]
    return f"{line.whom}: {state}" + (f" ({'; '.join(said)})" if said else "")


def _write_versions(paper: Paper, record: Record) -> None:
    paper.add(_("Versions"), HEADING)
    for number, version in enumerate(record.versions, start=1):
        published = _("published %(moment)s") % {"moment": _say(version.published_at)}
        parts = [
            version.title,
            _("saved %(moment)s") % {"moment": _say(version.saved_at)},
            version.saved_by,
            published if version.published_at else _("a draft"),
            _("in force") if version.is_in_force else "",
        ]
        paper.add(f"{number}. {', '.join(filter(None, parts))}", ITEM)
    if not record.versions:
        paper.add(_("The page has no earlier versions."))


def _write_attachments(paper: Paper, record: Record) -> None:
    paper.add(_("Files"), HEADING)
    for text in _list_attachments(record):
        paper.add(text, ITEM)


def _list_attachments(record: Record) -> Iterator[str]:
    yield _("%(file)s: all of this for machines") % {"file": FACTS}
    for file in record.attachments:
        where = file.file_name or _("not in here, because it is too big or gone")
        yield f"{file.title}, {file_size(file.size)}: {where}"
    if record.hidden_files:
        yield _("Files that you may not see are left out: %(count)s") % {
            "count": record.hidden_files
        }


def _say(moment: datetime | None) -> str:
    """A moment as clocks in Denmark show it; outside templates the filters do not ask them."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{short_date(local)} {clock_time(local)}"


def _read(file: Any) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())
