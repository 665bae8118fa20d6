// Passkeys: the page says what to ask for, the browser asks, and the answer goes along in a form.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  bytes && btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readList = (list) => list?.map((item) => ({ ...item, id: toBytes(item.id) }));
const readOptions = (text) => {
  const options = JSON.parse(text);
  return {
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
    ...(options.allowCredentials && { allowCredentials: readList(options.allowCredentials) }),
    ...(options.excludeCredentials && { excludeCredentials: readList(options.excludeCredentials) }),
  };
};
const FIELDS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
const writeAnswer = (credential) => {
  const response = {};
  for (const field of FIELDS) {
    if (credential.response[field]) response[field] = toText(credential.response[field]);
  }
  const rawId = toText(credential.rawId);
  return JSON.stringify({ id: rawId, rawId, type: credential.type, response });
};

let waiting;
const ask = async (form, named = {}) => {
  waiting?.abort();
  const controller = new AbortController();
  waiting = controller;
  const asked = { publicKey: readOptions(form.dataset.passkey), signal: controller.signal, ...named };
  try {
    const credential = form.dataset.deed === "make"
      ? await navigator.credentials.create(asked)
      : await navigator.credentials.get(asked);
    form.elements.answer.value = writeAnswer(credential);
    form.submit();
  } catch (error) {
    // Who closes the browser's window has changed their mind, or has no passkey here.
    const said = form.querySelector("[data-failed]");
    if (said && !controller.signal.aborted && !named.mediation) said.hidden = false;
  }
};

const forms = window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : [];
for (const form of forms) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
// Browsers that can offer passkeys in the field for the name do so before anybody asks.
const quiet = [...forms].find((form) => form.dataset.deed === "any");
if (quiet && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
  ask(quiet, { mediation: "conditional" });
}
