"""What goes into the file for the case system, the same in PDF and in JSON."""

from dataclasses import dataclass
from datetime import date, datetime

FORMAT, FORMAT_VERSION = "indgang.record", 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A piece of the page's text: a `heading`, `paragraph`, `item` or `picture`."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """The page as its row says; what is not published is the last that was, or the draft."""

    id: int
    kind: str
    title: str
    address: str
    institution: str
    institution_key: str
    municipality: str
    municipality_code: str
    is_live: bool
    first_published_at: datetime | None
    last_published_at: datetime | None
    expires_at: datetime | None
    text: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class AudienceFacts:
    """Who sees the page, in words; `people` is None where nobody can know."""

    words: str
    people: int | None
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """One version of the page; `published_at` is None for one that stayed a draft."""

    id: int
    title: str
    saved_at: datetime
    saved_by: str
    published_at: datetime | None
    is_in_force: bool


@dataclass(frozen=True, kw_only=True)
class ReplyFacts:
    """What is asked of one person, and the reply if there is one."""

    name: str
    is_missing: bool
    confirmed_at: datetime | None
    method: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """One child, or one of the staff, with the replies that are asked for today."""

    whom: str
    is_missing: bool
    replies: tuple[ReplyFacts, ...]


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """The lines of one class, room or of the staff."""

    group: str
    lines: tuple[LineFacts, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """One answer, also to an earlier version or by somebody who is not asked any more."""

    version: int
    title: str
    mode: str
    person: str
    child: str
    confirmed_at: datetime
    method: str
    reason: str
    entered_by: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationFacts:
    """What the page asks today, who has confirmed and who is missing, and every answer ever."""

    mode: str
    due_on: date | None
    confirmed: int
    missing: int
    groups: tuple[GroupFacts, ...]
    answers: tuple[AnswerFacts, ...]


@dataclass(frozen=True, kw_only=True)
class AttachmentFacts:
    """A file of the page; `file_name` is its name inside the PDF, empty where it is not there."""

    title: str
    file_name: str
    size: int
    sha1: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """All of it; `hidden_files` are those on the page that its maker may not see."""

    made_at: datetime
    made_by: str
    page: PageFacts
    audience: AudienceFacts
    versions: tuple[VersionFacts, ...]
    confirmations: ConfirmationFacts | None
    attachments: tuple[AttachmentFacts, ...]
    hidden_files: int
    format: str = FORMAT
    format_version: int = FORMAT_VERSION
