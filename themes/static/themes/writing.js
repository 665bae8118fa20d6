// The chosen picture is shown before it is sent; its description is asked for once there is one.
const input = document.querySelector(".picture-field input[type=file]");
const about = document.querySelector(".about-picture");
const picture = document.querySelector(".picture-field .chosen");
const show = () => {
  const [file] = input.files;
  about.hidden = !file && !picture;
  if (!file) return;
  const shown = picture ?? input.closest(".picture-field").insertBefore(new Image(), about);
  shown.className = "chosen";
  shown.alt = "";
  shown.src = URL.createObjectURL(file);
};
if (input) {
  input.addEventListener("change", show);
  show();
}
