// Reads a choice aloud by a voice of the device itself; without one, the buttons stay hidden.
const speech = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-read]")];
const language = document.documentElement.lang || "da";
// A voice that is not local would send the text to whoever makes the browser.
const findVoice = () =>
  speech.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language));
const showButtons = () => {
  const voice = findVoice();
  for (const button of buttons) button.hidden = !voice;
};

if (speech && buttons.length) {
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const said = new SpeechSynthesisUtterance(document.getElementById(button.dataset.read).innerText);
      said.voice = findVoice();
      said.lang = said.voice.lang;
      said.rate = 0.9;
      speech.cancel();
      speech.speak(said);
    });
  }
  speech.addEventListener?.("voiceschanged", showButtons);
  addEventListener("pagehide", () => speech.cancel());
  showButtons();
}
