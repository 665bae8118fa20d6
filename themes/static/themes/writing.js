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
