// What Wagtail's saving by itself would let go: the first words after a page has opened, words that
// are typed while others are on their way, and all of them where a connection stays away for long.

(() => {
    const TRY_AGAIN_AFTER = 15_000;
    const TEXT_ARRIVES_WITHIN = 350;
    // As Wagtail: these change without anybody having typed.
    const NOT_TYPED = /^(csrfmiddlewaretoken|loaded_revision_|next$|comments-)/;
    const form = document.querySelector("form[data-controller~=w-autosave]");
    if (!form) {
        return;
    }

    let watched = false;
    let sent = null;
    let failed = false;

    function readForm() {
        const fields = [...new FormData(form)].filter(([name]) => !NOT_TYPED.test(name));
        return JSON.stringify(fields.map(([name, value]) => [name, value.name ?? value]));
    }

    // Wagtail compares with what stood in the form two seconds after it opened, and with what
    // stands there when an answer comes; this says that there is more to save, until it is saved.
    function saySomethingIsUnsaved() {
        form.dataset.wUnsavedForceValue = "true";
    }

    for (const name of ["beforeinput", "input", "paste", "drop"]) {
        form.addEventListener(name, ({ isTrusted }) => {
            if (isTrusted && !watched) {
                saySomethingIsUnsaved();
            }
        });
    }
    document.addEventListener("w-unsaved:watch-edits", () => {
        watched = true;
    });

    document.addEventListener("w-autosave:save", () => {
        sent = readForm();
    });
    document.addEventListener("w-autosave:success", ({ detail }) => {
        failed = false;
        noteVersion(detail.response);
        if (readForm() !== sent) {
            saySomethingIsUnsaved();
        }
    });

    // A text reaches its form a moment after the last key: a press on a button waits for it.
    let typedAt = -TEXT_ARRIVES_WITHIN;
    for (const name of ["beforeinput", "cut", "paste", "drop"]) {
        form.addEventListener(name, () => {
            typedAt = performance.now();
        });
    }
    document.addEventListener("click", waitForText, { capture: true });
    function waitForText(event) {
        const button = event.target.closest("[data-edit-form] button");
        if (button && performance.now() - typedAt < TEXT_ARRIVES_WITHIN) {
            event.preventDefault();
            event.stopImmediatePropagation();
            setTimeout(() => button.click(), TEXT_ARRIVES_WITHIN);
        }
    }

    function send(name, value) {
        const field = form.elements[name] ?? document.createElement("input");
        Object.assign(field, { name, type: "hidden", value });
        form.append(field);
    }

    // The portal asks before a version is overwritten that somebody else has saved meanwhile:
    // one's own are none of them, and what has been asked here is not asked again.
    function noteVersion({ revision_id, revision_created_at }) {
        send("loaded_revision_id", revision_id);
        send("loaded_revision_created_at", revision_created_at);
    }
    document.addEventListener("w-dialog:confirmed", hasSeenNewer, { capture: true });
    function hasSeenNewer() {
        if (document.querySelector("[data-w-session-intercept-value=conflict]")) {
            send("has_seen_newer", "1");
        }
    }

    // Wagtail gives up after five attempts, and at the first answer that it does not understand:
    // one of a portal that is being restarted, or one that asks for a sign-in.
    document.addEventListener("w-autosave:error", ({ detail }) => {
        failed = ["network_error", "server_error", "signed_out"].includes(detail.type);
        if (detail.type === "server_error") {
            lookWhetherSignedOut();
        }
    });

    function tryAgain() {
        if (failed) {
            form.dispatchEvent(
                new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: {} }),
            );
        }
    }

    window.addEventListener("online", tryAgain);
    setInterval(tryAgain, TRY_AGAIN_AFTER);

    function saySignedOut() {
        const text = window.gettext(
            "You have been logged out. Log in in another window: what you wrote here is then saved.",
        );
        const detail = { clear: true, error: new Error(text), text, type: "signed_out" };
        document.dispatchEvent(new CustomEvent("w-autosave:error", { detail }));
    }

    // A sign-in in another window brings a new token, without which nothing is taken from this one.
    async function lookWhetherSignedOut() {
        const answer = await fetch(window.wagtailConfig.ADMIN_URLS.PAGES).catch(() => null);
        if (!answer?.ok) {
            return;
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const config = page.getElementById("wagtail-config");
        if (config) {
            const { CSRF_TOKEN } = JSON.parse(config.textContent);
            window.wagtailConfig.CSRF_TOKEN = CSRF_TOKEN;
            form.elements.csrfmiddlewaretoken.value = CSRF_TOKEN;
        } else {
            saySignedOut();
        }
    }
})();
