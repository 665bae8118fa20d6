from cms.models.approval import LeaderApprovalTask
from cms.models.base import BasePage
from cms.models.broken_links import BrokenLink, Brokenness
from cms.models.calendar_addresses import CalendarAddress
from cms.models.confirmation import (
    Confirmation,
    ConfirmationMethod,
    ConfirmationMode,
    ConfirmationRequest,
)
from cms.models.connections import PageKeyword
from cms.models.consent import Consent
from cms.models.content import ContentPage, LibraryPage, NewsPage
from cms.models.counters import ContentCounter, bump_counters
from cms.models.document_text import DocumentText
from cms.models.events import EventPage, Occurrence
from cms.models.footer import FooterPages
from cms.models.form_pages import AnswerState, FormAnswer, FormKind, FormPage
from cms.models.kept import KeptPage
from cms.models.legal_information import LegalPublication
from cms.models.media import (
    InstitutionCollection,
    InstitutionDocument,
    InstitutionImage,
    MediaUse,
    Rendition,
)
from cms.models.notes import DailyNotePage
from cms.models.old_addresses import OldAddress
from cms.models.places import GroupHome, InstitutionHome, MunicipalityHome, PortalPage
from cms.models.recent_audience import RecentAudience
from cms.models.rendered_body import RenderedBody
from cms.models.review import PageReview
from cms.models.shortcuts import Shortcut
from cms.models.versions import DocumentVersion
from cms.models.week_menus import WeekMenuPage

__all__ = [
    "AnswerState",
    "BasePage",
    "BrokenLink",
    "Brokenness",
    "CalendarAddress",
    "Confirmation",
    "ConfirmationMethod",
    "ConfirmationMode",
    "ConfirmationRequest",
    "Consent",
    "ContentCounter",
    "ContentPage",
    "DailyNotePage",
    "DocumentText",
    "DocumentVersion",
    "EventPage",
    "FooterPages",
    "FormAnswer",
    "FormKind",
    "FormPage",
    "GroupHome",
    "InstitutionCollection",
    "InstitutionDocument",
    "InstitutionHome",
    "InstitutionImage",
    "KeptPage",
    "LeaderApprovalTask",
    "LegalPublication",
    "LibraryPage",
    "MediaUse",
    "MunicipalityHome",
    "NewsPage",
    "Occurrence",
    "OldAddress",
    "PageKeyword",
    "PageReview",
    "PortalPage",
    "RecentAudience",
    "RenderedBody",
    "Rendition",
    "Shortcut",
    "WeekMenuPage",
    "bump_counters",
]
