// A chosen picture is shown before it is sent; its description is asked for once there is one.
for (const field of document.querySelectorAll(".picture-field")) {
  const input = field.querySelector("input[type=file]");
  const about = field.querySelector(".about-picture");
  if (!input || !about) continue;
  const picture = field.querySelector(".chosen");
  let shown = picture;
  const show = () => {
    const [file] = input.files;
    about.hidden = !file && !picture;
    if (!file) return;
    shown ??= field.insertBefore(new Image(), about);
    shown.className = "chosen";
    shown.alt = "";
    shown.src = URL.createObjectURL(file);
  };
  input.addEventListener("change", show);
  show();
}

// Many institutions to tick: what is typed leaves those whose names hold it, folded ones too.
for (const chosen of document.querySelectorAll(".chosen-places")) {
  const finder = chosen.querySelector(".find-place");
  const kinds = [...chosen.querySelectorAll("details")];
  const [input, said] = [finder.querySelector("input"), finder.querySelector(".hint")];
  const opened = new Map(kinds.map((kind) => [kind, kind.open]));
  finder.hidden = kinds.every((kind) => kind.open);
  input.addEventListener("input", () => {
    const words = input.value.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
    let found = 0;
    for (const kind of kinds) {
      const rows = [...kind.querySelectorAll(".tick")];
      for (const row of rows) {
        const name = row.textContent.toLocaleLowerCase("da");
        row.hidden = !words.every((word) => name.includes(word));
      }
      const left = rows.filter((row) => !row.hidden).length;
      found += left;
      kind.hidden = left === 0;
      kind.open = words.length > 0 || opened.get(kind) || kind.querySelector(":checked") !== null;
    }
    said.textContent = found ? "" : said.dataset.none;
  });
  // Enter looks for a name here, and sends nothing.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}
