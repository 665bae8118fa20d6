"""Finds English in the Danish editor, and Danish in the English one.

By the texts of the catalogues, and by words that the other language does not have.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

import polib

ROOT = Path(__file__).resolve().parents[4]
OURS = sorted(ROOT.glob("locale/*/da/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[^{}]*\}|%%")
LONG_WORD = re.compile(r"[^\W\d_]{2,}")
# Frequent in English, and no words of Danish.
WORDS = re.compile(
    r"""\b(the|and|of|your|you|this|that|these|with|from|are|was|has|been|not|which|when|who
    |page|pages|save|saved|delete|edit|add|choose|select|selected|search|close|show|hide|move|copy
    |publish\w*|unsaved|draft|upload|download|images?|new|changes?|comments?|settings|users?|toggle
    |back|next|previous|any|yes|here|actions?|none|error|loading|more|less)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# The same the other way round.
DANISH = re.compile(
    r"""[æøå]|\b(og|eller|ikke|af|der|som|til|fra|er|det|hvem|hvad|hvor|kan|skal|vil|har|din|dit
    |dine|siden|sider|vis|skjul|luk|gem|slet|rediger|opret|flyt|kopier|billede\w*|dokument\w*
    |nyhed\w*|tekst|overskrift|dag|uge|ingen|alle|mere)\b""",
    re.IGNORECASE | re.VERBOSE,
)
EXEMPT = {
    # A button of the date picker that Wagtail never switches on.
    "Save Selected",
    # The way to the other language, in the foot of every page of the portal, says its own name.
    "English",
}
# Words that are the same in both languages, and what is said in neither.
SAME = {
    *("Cookies", "Dansk", "Format", "Indgang", "Link Ctrl + K", "Status", "Status:", "Type"),
    *("Video", "Esc", "E-mail:", "13 bytes", "76 bytes", "48 KB", "120 KB", "DOCX", "PDF"),
}
# What people have written: in the school of the walks, in its samples of blocks, and its steps.
WRITTEN = re.compile(
    r"""klit|^cms\.\w+$|^Ctrl\s\+|^\d+\.\s\w+\.\s\d{4},|teater\.jpg|Er\sdet\srigtigt\?|Kom\sog\sse
    |^Dokumenter$|'Dokumenter'|godkendelse$|^Ida\sEksempel$|^Bent\sJensen$|^bent@example\.dk$""",
    re.IGNORECASE | re.VERBOSE,
)
# All that people see, hear or may come to see: hidden texts, those of templates and of shadows.
COLLECT = """
(body) => {
  const found = [];
  const named = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder",
    "alt", "label", "data-w-tooltip-content-value", "data-placeholder"];
  const note = (text, node) => {
    const line = (text || "").replace(/\\s+/g, " ").trim();
    if (/\\p{L}{2}/u.test(line)) found.push(line);
  };
  const walk = (root) => {
    for (const node of root.childNodes) {
      // A number that is not there yet stands as »None« in a mark that is not shown either.
      if (node.matches?.("[data-side-panel-toggle-counter][hidden]")) continue;
      // Where the checker found something, in the language of style sheets, once it has looked.
      if (node.matches?.("[data-content-checker-selector-text]")) continue;
      if (node.nodeType === Node.TEXT_NODE) note(node.nodeValue, root);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (["SCRIPT", "STYLE", "NOSCRIPT", "IFRAME"].includes(node.nodeName)) continue;
      for (const name of named) note(node.getAttribute(name));
      if (node.matches("input[type=submit], input[type=button]")) note(node.value);
      walk(node);
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.content instanceof DocumentFragment) walk(node.content);
    }
  };
  walk(body);
  return [...new Set(found)];
}
"""


def _read_entries() -> Iterator[tuple[str, str]]:
    """English and Danish of our catalogues, Wagtail's words among them, and of Django's."""
    django = Path(str(find_spec("django").origin)).parent
    theirs = sorted(django.glob("conf/locale/da/LC_MESSAGES/*.po"))
    for path in [*OURS, *theirs]:
        for entry in polib.pofile(str(path)):
            yield entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, "")
            if entry.msgid_plural:
                yield entry.msgid_plural, entry.msgstr_plural[1]


def _flatten(text: str) -> str:
    return " ".join(text.split())


@cache
def read_catalogues() -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    """English texts that read otherwise in Danish; Danish ones; and the English with holes."""
    pairs = [(_flatten(english), _flatten(danish)) for english, danish in _read_entries()]
    danish_texts = frozenset(danish for _english, danish in pairs)
    english = {text for text, danish in pairs if text != danish and text not in danish_texts}
    holes = tuple(
        re.compile(".+?".join(map(re.escape, PLACEHOLDER.split(text))))
        for text in english
        if PLACEHOLDER.search(text) and len(LONG_WORD.findall(PLACEHOLDER.sub("", text))) > 1
    )
    plain = frozenset(text for text in english if not PLACEHOLDER.search(text))
    return plain, danish_texts, holes


@cache
def read_both() -> tuple[frozenset[str], frozenset[str]]:
    """The English texts of the catalogues, and the Danish ones."""
    pairs = [(_flatten(english), _flatten(danish)) for english, danish in _read_entries()]
    return frozenset(english for english, _ in pairs), frozenset(danish for _, danish in pairs)


def is_english(text: str) -> bool:
    """Whether a whole text is English: the catalogues know it, or a word tells."""
    plain, danish, holes = read_catalogues()
    if text in danish:
        return False
    if text in plain or WORDS.search(text):
        return True
    return any(pattern.fullmatch(text) for pattern in holes)


# An answer of a window within the page is JSON with HTML in it.
FETCH = f"""
async (address) => {{
  const answer = await fetch(address);
  const text = await answer.text();
  const isWindow = answer.headers.get("content-type").includes("json");
  const html = isWindow ? JSON.parse(text).html : text;
  return ({COLLECT})(new DOMParser().parseFromString(html || "", "text/html").documentElement);
}}
"""


def read_texts(page) -> list[str]:
    """Every text on the page that a browser shows, said once."""
    return page.evaluate(f"() => ({COLLECT})(document.documentElement)")


def fetch_texts(page, address: str, asked: dict[str, str]) -> list[str]:
    """Every text that the address answers to the person of the page, before scripts have run."""
    return page.evaluate(FETCH, f"{address}?{urlencode(asked)}")


def find_english(texts: Iterable[str]) -> list[str]:
    """Those of the texts that are English."""
    return sorted(text for text in texts if text not in EXEMPT and is_english(text))


def find_danish(texts: Iterable[str]) -> list[str]:
    """Those of the texts that are Danish, and that nobody has written."""
    english, danish = read_both()
    return sorted(
        text
        for text in texts
        if (text in danish - english or DANISH.search(text))
        and not WRITTEN.search(text)
        and text not in SAME
    )


def find_same(danish: Iterable[str], english: Iterable[str]) -> list[str]:
    """Texts that read alike in both languages, and are no names: nobody has translated them."""
    return sorted(
        text
        for text in set(danish) & set(english) - SAME - EXEMPT
        if not WRITTEN.search(text) and text not in read_catalogues()[1]
    )
