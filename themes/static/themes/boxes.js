// Boxes of other systems: the list is fetched after the page, then each box by its own request.
const AT_ONCE = 3;
const SLOW_AFTER = 3000;
const TRIES = 3;
const KEPT = "indgang-boxes-height";

const waiting = [];
let running = 0;

async function fetchPart(address) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, redirect: "error" });
    const busy = answer.status === 503 && attempt < TRIES;
    if (!busy) return answer;
    const seconds = Number(answer.headers.get("Retry-After")) || 2;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (1 + Math.random())));
  }
}

// A piece may bring more of what stands elsewhere on the page. What somebody reads stays where it
// is, and what is focused stays so.
function exchange(part) {
  const place = document.getElementById(part.dataset.into);
  const listAlike = (link) => [...place.querySelectorAll("a")].filter((one) => one.href === link.href);
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const isAbove = place.getBoundingClientRect().top < 0;
  const inView = (link) => link.offsetParent && link.getBoundingClientRect().top >= 0;
  const held = focused || (isAbove && [...place.querySelectorAll("a")].find(inView));
  const number = held ? listAlike(held).indexOf(held) : -1;
  const top = held ? held.getBoundingClientRect().top : 0;
  place.replaceChildren(part.content);
  part.remove();
  const again = held ? listAlike(held)[number] : null;
  if (!again) return;
  if (focused) again.focus({ preventScroll: true });
  scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
}

async function fill(box) {
  const state = box.querySelector(".box-state");
  const slow = setTimeout(() => (state.textContent = box.dataset.slow), SLOW_AFTER);
  try {
    const answer = await fetchPart(box.dataset.box);
    // What says so is a piece of ours; a proxy in front has pages of its own for when it cannot go on.
    if (!answer.headers.has("X-Indgang-Piece")) throw new Error(String(answer.status));
    const body = document.createElement("div");
    body.className = "box-body";
    body.innerHTML = await answer.text();
    state.after(body);
    // What is awaited says aloud that it is there; of ten boxes none does.
    state.className = "unseen";
    state.textContent = box.dataset.done ?? "";
    body.querySelectorAll("template[data-into]").forEach(exchange);
  } catch {
    state.textContent = box.dataset.failed;
  } finally {
    clearTimeout(slow);
    box.removeAttribute("aria-busy");
  }
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    running++;
    fill(waiting.shift()).finally(() => {
      running--;
      next();
    });
  }
}

function start(boxes) {
  waiting.push(...boxes);
  next();
}

// Some browsers refuse to keep anything, and say so by an error.
function recallHeight() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keepHeight(height) {
  try {
    localStorage.setItem(KEPT, height);
  } catch {
    // The page jumps next time, and no more than that.
  }
}

async function fillList(place) {
  // As high as last time, so that what stands below does not jump.
  const height = recallHeight();
  if (height) place.style.minHeight = `${height}px`;
  try {
    const answer = await fetch(place.dataset.boxes, { redirect: "error" });
    if (!answer.headers.has("X-Indgang-Piece")) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
  } catch {
    const said = document.createElement("p");
    said.className = "meta";
    said.textContent = place.dataset.failed;
    place.replaceChildren(said);
  }
  start(place.querySelectorAll("[data-box]"));
  new ResizeObserver(() => {
    if (place.querySelector("[aria-busy]")) return;
    place.style.minHeight = "";
    keepHeight(Math.round(place.offsetHeight));
  }).observe(place);
}

document.querySelectorAll("[data-boxes]").forEach(fillList);
start(document.querySelectorAll("[data-box]"));
