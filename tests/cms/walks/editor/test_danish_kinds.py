"""The editor of every kind of page in Danish: its forms with all they can hold, and its views."""

import secrets
import sys
from random import Random

import pytest

from tests.cms.walks.editor.conftest import edit
from tests.cms.walks.editor.english import (
    fetch_texts,
    find_danish,
    find_english,
    find_same,
    read_texts,
)
from tests.cms.walks.editor.kinds import (
    KINDS,
    WRITTEN,
    add_groups,
    find_parents,
    list_paths,
    make_home,
    make_written,
)

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
# Adds one of each that a list, a text of blocks or a table offers, those within it included.
GROW = """
async () => {
  const CONTAINER = "[data-streamfield-stream-container], [data-streamfield-list-container]";
  const until = async (isSo, what) => {
    for (let turn = 0; turn < 1500; turn += 1) {
      if (isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never: ${what}`);
  };
  const press = async (button, list) => {
    const before = list.childElementCount;
    button.click();
    await until(() => list.childElementCount > before, `one more in ${list.outerHTML}`);
  };
  const growList = async (list) => {
    const own = [...list.querySelectorAll(".c-sf-add-button")];
    const add = own.findLast((button) => button.parentElement.closest(CONTAINER) === list);
    const menu = add._tippy;
    if (!menu) return press(add, list);
    const find = () => menu.popper.querySelectorAll("[role=option]");
    for (let number = 0; number === 0 || number < find().length; number += 1) {
      await until(() => !menu.popper.isConnected, "a menu that is closed");
      menu.show();
      await until(() => find().length, "a menu that is open");
      await press(find()[number], list);
    }
  };
  const growTable = async (table) => {
    const add = table.querySelector("[data-append-column]");
    add.click();
    for (const offer of [...table.querySelectorAll(".add-column-menu button")]) {
      if (add.getAttribute("aria-expanded") !== "true") add.click();
      await press(offer, table.querySelector("thead tr"));
    }
  };
  const growPanel = (list) =>
    press(document.getElementById(list.id.replace("FORMS", "ADD")), list);
  const kinds = [
    [CONTAINER, growList],
    [".typed-table-block", growTable],
    ["[id$=-FORMS]", growPanel],
  ];
  const findNext = () => {
    for (const [name, grow] of kinds) {
      for (const list of document.querySelectorAll(name)) {
        if (list.closest("form") && !list.dataset.grown) return [list, grow];
      }
    }
  };
  for (let next = findNext(); next; next = findNext()) {
    const [list, grow] = next;
    list.dataset.grown = "1";
    await grow(list);
  }
}
"""
CHOOSE = "form [data-chooser-action-choose]"
# So many of the cases each time, since all take five minutes.
SHARE = 4


def read_panels(page):
    """What stands at the side, panel by panel."""
    for toggle in page.locator("[data-side-panel-toggle]").all():
        name = toggle.get_attribute("data-side-panel-toggle")
        toggle.click()
        page.locator(f"[data-side-panel={name}]").wait_for()
        yield name, read_texts(page)
        toggle.click()


def read_choosers(page):
    """What opens to choose from, once for each thing to choose."""
    buttons = page.locator(CHOOSE).all()
    for words, button in {button.text_content(): button for button in buttons}.items():
        button.evaluate("element => element.click()")
        page.locator(".modal .modal-body form, .modal .modal-body ul").first.wait_for()
        yield words.strip(), read_texts(page)
        page.locator(".modal .close").click()
        page.locator(".modal").wait_for(state="detached")


def read_form(page):
    """The texts of an open form: of its panels, with all added, and with what is missing in it."""
    yield from read_panels(page)
    page.evaluate(GROW)
    yield "all added", read_texts(page)
    page.locator("#id_title").fill("")
    choosers = page.locator(CHOOSE).count()
    with page.expect_navigation(wait_until="networkidle"):
        page.locator("#page-edit-form").evaluate("form => form.submit()")
    # What was added is there again when scripts have drawn it.
    page.wait_for_function(
        "([name, count]) => document.querySelectorAll(name).length === count",
        arg=[CHOOSE, choosers],
    )
    yield "mistakes", read_texts(page)


def read_create(page, place):
    below = find_parents(place, type(place.page))[0]
    kind = type(place.page)._meta.model_name
    page.goto(f"/redaktion/pages/add/cms/{kind}/{below.pk}/", wait_until="networkidle")
    yield from read_form(page)


def read_edit(page, place):
    edit(page, place.page)
    yield from read_form(page)
    yield from read_choosers(page)


def read_views(page, place):
    page.goto("/redaktion/")
    for name, path in list_paths(place).items():
        yield name, fetch_texts(page, path, {})


def check(open_editor, place, read):
    danish, english = (
        dict(read(open_editor(place.editor, language=language), place)) for language in ("da", "en")
    )
    assert len(danish) > 4
    wrong = [
        f"{name}: {found}"
        for (name, texts), seen in zip(danish.items(), english.values(), strict=True)
        if (found := find_english(texts) + find_same(texts, seen) + find_danish(seen))
    ]
    assert not wrong, "\n".join(wrong)
    seen = [name for name, texts in english.items() if find_english(texts)]
    assert len(seen) > 0.7 * len(english), "the control: English is seen where it is"


CASES = [
    (make_written, kind, read) for kind in WRITTEN for read in (read_create, read_edit, read_views)
]
CASES += [
    (make_home, kind, read)
    for kind in KINDS
    if kind not in WRITTEN
    for read in (read_edit, read_views)
]


def name_case(case):
    _make, kind, read = case
    return f"{kind._meta.model_name}-{read.__name__}"


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=name_case)
def test_nothing_of_any_kind_is_in_the_wrong_language(place, open_editor, case):
    make, kind, read = case
    add_groups(place)
    check(open_editor, make(place, kind), read)


@pytest.mark.parametrize("turn", range(SHARE))
def test_nothing_of_some_kind_is_in_the_wrong_language(place, open_editor, turn):
    """A share of the cases, another each time."""
    seed = secrets.randbelow(1_000_000)
    make, kind, read = case = Random(seed).choice(CASES)
    sys.stdout.write(f"seed of the kind: {seed}, which is {name_case(case)}\n")
    add_groups(place)
    check(open_editor, make(place, kind), read)


def test_every_kind_is_walked():
    assert len(WRITTEN) > 6
    assert len(KINDS) == len(WRITTEN) + 3
    assert len(CASES) == 3 * len(WRITTEN) + 2 * 3
