// What is pasted from Word and its like: its headings and tables can still be read, and nothing
// comes before it.
//
// Wagtail's texts keep paragraphs, lists, bold and links of what is pasted, and no more. A heading,
// which is a block of its own here, would become an ordinary line: it becomes a bold one. Each cell
// of a table would become a line, with nothing to say which belong together: each row becomes one.

(() => {
    const FROM_ELSEWHERE =
        /<h[1-6]\b|<table\b|<!--StartFragment-->|\bmso-|urn:schemas-microsoft-com/i;
    const LINES = "p, div, li, dd, dt, pre, blockquote";
    // Stands for the end of a line, until it is known whether there is another.
    const END = "\u0000";
    const cleaned = new WeakSet();

    function hasWords(node) {
        return /\S/.test(node.textContent);
    }

    // The cells of each row, with those that reach down into it from above; one across several
    // columns stands in each of them.
    function readRows(table) {
        const rows = [...table.rows].map(() => []);
        [...table.rows].forEach((row, top) => {
            let left = 0;
            for (const cell of row.cells) {
                while (rows[top][left]) {
                    left += 1;
                }
                for (const reached of rows.slice(top, cell.rowSpan ? top + cell.rowSpan : undefined)) {
                    for (let column = left; column < left + cell.colSpan; column += 1) {
                        reached[column] = cell;
                    }
                }
            }
        });
        return rows.map((row) => row.filter((cell, column) => cell !== row[column - 1]));
    }

    // The words of a cell on one line, its paragraphs and the points of its lists after commas.
    function joinLines(page, cell) {
        const line = cell.cloneNode(true);
        line.querySelectorAll("[style*='mso-list:Ignore']").forEach((mark) => {
            // A bullet; a number is worth keeping.
            if (!/[\p{L}\p{N}]/u.test(mark.textContent)) {
                mark.remove();
            }
        });
        // Word ends each paragraph with an element of its own.
        line.querySelectorAll(`:not(:is(${LINES}, br))`).forEach((part) => {
            if (!hasWords(part) && !part.querySelector(`${LINES}, br`)) {
                part.replaceWith(part.textContent);
            }
        });
        line.querySelectorAll(LINES).forEach((part) => {
            part.before(END);
            part.after(END);
            part.replaceWith(...part.childNodes);
        });
        line.querySelectorAll("br").forEach((end) => end.replaceWith(END));
        line.normalize();
        const texts = page.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let last = "";
        let isNew = false;
        while (texts.nextNode()) {
            const parts = texts.currentNode.data.split(END).map((part, number, all) => {
                const spaced = part.replace(/\s+/g, " ");
                const words = number < all.length - 1 ? spaced.trimEnd() : spaced;
                isNew ||= number > 0;
                if (!words.trim()) {
                    return isNew ? "" : words;
                }
                const between = /[.,:;!?]$/.test(last) ? " " : ", ";
                const joined = isNew && last ? between + words.trimStart() : words;
                last = words.trim();
                isNew = false;
                return joined;
            });
            texts.currentNode.data = parts.join("");
        }
        return line.childNodes;
    }

    function makeLine(page, row) {
        const line = page.createElement("p");
        const cells = row.slice(0, row.findLastIndex(hasWords) + 1);
        cells.forEach((cell, column) => {
            const isHeading = cell.matches("th, thead td");
            const words = page.createElement(isHeading ? "b" : "span");
            words.append(...(hasWords(cell) ? joinLines(page, cell) : ["–"]));
            line.append(column ? " | " : "", words);
        });
        return line;
    }

    // A table that only says where things stand, as those of mails do, is no table.
    function makeLines(page, table) {
        const rows = readRows(table).filter((row) => row.some(hasWords));
        if (rows.some((row) => row.filter(hasWords).length > 1)) {
            return rows.map((row) => makeLine(page, row));
        }
        return rows.flat().map((cell) => {
            const part = page.createElement("div");
            part.append(...cell.childNodes);
            return part;
        });
    }

    function cleanHtml(html) {
        const page = new DOMParser().parseFromString(html, "text/html");
        page.querySelectorAll("script, style, title, xml").forEach((element) => element.remove());
        page.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => {
            const line = page.createElement("p");
            const bold = line.appendChild(page.createElement("b"));
            bold.append(...heading.childNodes);
            heading.replaceWith(line);
        });
        // The inner ones first.
        [...page.querySelectorAll("table")].reverse().forEach((table) => {
            const captions = table.caption ? [...table.caption.childNodes] : [];
            const caption = page.createElement("p");
            caption.append(...captions);
            table.replaceWith(...(captions.length ? [caption] : []), ...makeLines(page, table));
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
