// What is pasted from Word and its like: its headings stay seen, and nothing comes before it.
//
// Wagtail's texts keep paragraphs, lists, bold and links of what is pasted, and no more. A heading,
// which is a block of its own here, would become an ordinary line: it becomes a bold one.

(() => {
    const FROM_ELSEWHERE = /<h[1-6]\b|<!--StartFragment-->|\bmso-|urn:schemas-microsoft-com/i;
    const cleaned = new WeakSet();

    function cleanHtml(html) {
        const page = new DOMParser().parseFromString(html, "text/html");
        page.querySelectorAll("script, style, title, xml").forEach((element) => element.remove());
        page.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => {
            const line = page.createElement("p");
            const bold = line.appendChild(page.createElement("b"));
            bold.append(...heading.childNodes);
            heading.replaceWith(line);
        });
        return page.body.innerHTML.trim();
    }

    document.addEventListener(
        "paste",
        (event) => {
            const html = event.clipboardData?.getData("text/html") ?? "";
            const isOurs = event.target.closest?.(".Draftail-Editor") && !cleaned.has(event);
            // What comes from another text of the editor has its own way.
            if (!isOurs || !FROM_ELSEWHERE.test(html) || html.includes("data-draftjs-conductor")) {
                return;
            }
            event.preventDefault();
            event.stopImmediatePropagation();
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", cleanHtml(html));
            clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
            const again = new ClipboardEvent("paste", {
                bubbles: true,
                cancelable: true,
                clipboardData,
            });
            cleaned.add(again);
            event.target.dispatchEvent(again);
        },
        { capture: true },
    );
})();
