// What Wagtail does to those who write on a phone, or press a key too many.

(() => {
    // A panel at the side covers the buttons on a phone: none is opened again with the page.
    if (window.matchMedia("(width < 50rem)").matches) {
        localStorage.removeItem("wagtail:side-panel-open");
    }

    // Enter in a field would press the first button, which publishes.
    document.addEventListener("keydown", (event) => {
        const { key, target } = event;
        if (key === "Enter" && target.matches("[data-edit-form] input:not([type=submit])")) {
            event.preventDefault();
        }
    });
})();

// Dates and times. What somebody types stays as it was typed, so that the portal can say what is
// wrong with it: Wagtail's picker would put this very moment in its place without a word.

(() => {
    const $ = window.jQuery;
    const PICKER_OPENS_WITHIN = 200;

    function findPicker(target) {
        const field = target instanceof HTMLInputElement ? $(target) : null;
        return field?.data("xdsoft_datetimepicker") ? field : null;
    }

    document.addEventListener("focusin", ({ target }) => {
        findPicker(target)?.off("blur.xdsoft");
    });

    // The picker closes with its field, and covers no button for those who use the keyboard.
    document.addEventListener("keydown", ({ key, target }) => {
        if (key === "Tab" || key === "Escape") {
            const field = findPicker(target);
            // A picker opens a moment after its field was reached, perhaps when it has been left.
            setTimeout(() => field?.datetimepicker("hide"), PICKER_OPENS_WITHIN);
        }
    });
})();
