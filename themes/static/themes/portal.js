// Menus that open one at a time, and close with Escape, a click elsewhere or when focus leaves.
const menus = [...document.querySelectorAll("[data-menu]")];
const isOpen = (menu) => menu.open ?? menu.getAttribute("aria-expanded") === "true";
const setOpen = (menu, open) =>
  "open" in menu ? (menu.open = open) : menu.setAttribute("aria-expanded", String(open));
const panelOf = (menu) => document.getElementById(menu.getAttribute("aria-controls"));
const holds = (menu, node) => menu.contains(node) || Boolean(panelOf(menu)?.contains(node));
const closeAllBut = (node) => menus.forEach((menu) => holds(menu, node) || setOpen(menu, false));

for (const menu of menus) {
  if (menu.localName === "button") {
    menu.addEventListener("click", () => setOpen(menu, !isOpen(menu)));
  }
}
document.addEventListener("click", (event) => closeAllBut(event.target));
document.addEventListener("focusin", (event) => closeAllBut(event.target));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && menus.find(isOpen);
  if (!open) return;
  setOpen(open, false);
  (open.querySelector("summary") ?? open).focus();
});

// A slash leads to the search, from wherever nothing is being written.
document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest("input, textarea, select, [contenteditable]");
  const field = document.getElementById("q");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// A form is sent once, however often the button is pressed; after a while it may be tried again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Browsers keep pages alive for Back, also after somebody signed out: such a page comes back
// hidden, and asks the portal again before it shows anything.
addEventListener("pagehide", (event) => {
  document.documentElement.hidden = event.persisted;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Keeps one page for when there is no network; nothing that anybody sees is ever kept.
addEventListener("load", () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {}));

// On a device of one's own one stays signed in for longer: the links to sign in say so.
for (const box of document.querySelectorAll("[data-own-device]")) {
  box.closest("label").hidden = false;
  box.addEventListener("change", () => {
    for (const link of document.querySelectorAll("[data-way]")) {
      const address = new URL(link.href);
      if (box.checked) address.searchParams.set("egen", "1");
      else address.searchParams.delete("egen");
      link.href = address.href;
    }
  });
}
