// Cells that are pasted into a table: each goes into a cell of its own, from the one that they are
// pasted into to the right and downwards, and the table grows where it is too small.

(() => {
    const { constructors } = window.telepath;
    const TypedTable = constructors["wagtail.contrib.typed_table_block.blocks.TypedTableBlock"];

    function readWords(node) {
        const copy = node.cloneNode(true);
        // Words that stand below each other are not to run together.
        copy.querySelectorAll("p, div, br, li").forEach((part) => part.after(" "));
        return copy.textContent.replace(/\s+/g, " ").trim();
    }

    // Rows of texts, of one table with nothing beside it; a cell across several stands once.
    function readTable(html) {
        const { body } = new DOMParser().parseFromString(html, "text/html");
        body.querySelectorAll("script, style, title, xml").forEach((element) => element.remove());
        const [table, second] = body.querySelectorAll("table");
        if (!table || second || readWords(body) !== readWords(table)) {
            return [];
        }
        const rows = [...table.rows].map(() => []);
        [...table.rows].forEach((row, top) => {
            for (const cell of row.cells) {
                let left = 0;
                while (rows[top][left] !== undefined) {
                    left += 1;
                }
                const bottom = Math.min(top + (cell.rowSpan || rows.length), rows.length);
                for (let y = top; y < bottom; y += 1) {
                    for (let x = left; x < left + cell.colSpan; x += 1) {
                        rows[y][x] = y === top && x === left ? readWords(cell) : "";
                    }
                }
            }
        });
        return rows;
    }

    function readLines(text) {
        const lines = text.includes("\t") ? text.replace(/\r?\n$/, "").split(/\r?\n/) : [];
        return lines.map((line) => line.split("\t").map((words) => words.trim()));
    }

    // None where a single text is pasted, or more than a table: that goes into the cell alone.
    function readCells({ clipboardData }) {
        const rows = readTable(clipboardData.getData("text/html"));
        const read = rows.length ? rows : readLines(clipboardData.getData("text/plain"));
        return read.some((row) => row.length > 1) || read.length > 1 ? read : [];
    }

    // The headings are the row above the first; -1 for what is in neither.
    function findPlace(table, target) {
        const cell = target.closest("th, td");
        const column = cell ? [...cell.parentElement.children].indexOf(cell) - 1 : -1;
        const row = [...table.tbody.children].indexOf(cell?.parentElement);
        const isHeading = target.matches(".column-heading");
        return { column, row, isTaken: column >= 0 && (isHeading || row >= 0) };
    }

    // A text with links is a text of the editor's own, with a paragraph.
    function makeState(type, words, states) {
        const isPlain = type === "text";
        const paragraph = { text: words, type: "unstyled", depth: 0 };
        const raw = { ...paragraph, inlineStyleRanges: [], entityRanges: [] };
        const text = JSON.stringify({ blocks: [{ key: "00000", ...raw }], entityMap: {} });
        return words ? (isPlain ? words : text) : states[type];
    }

    function fill(table, { column, row }, cells) {
        const { childBlockDefs, childBlockDefaultStates } = table.blockDef;
        const state = table.getState();
        const width = column + Math.max(...cells.map((line) => line.length));
        while (state.columns.length < width) {
            state.columns.push({ type: childBlockDefs[0].name, heading: "" });
        }
        const makeEmpty = ({ type }) => childBlockDefaultStates[type];
        while (state.rows.length < row + cells.length) {
            state.rows.push({ values: [] });
        }
        for (const { values } of state.rows) {
            values.push(...state.columns.slice(values.length).map(makeEmpty));
        }
        cells.forEach((line, down) => {
            line.forEach((words = "", across) => {
                const place = column + across;
                const { type } = state.columns[place];
                if (row + down < 0) {
                    state.columns[place].heading = words;
                } else {
                    state.rows[row + down].values[place] = makeState(type, words, childBlockDefaultStates);
                }
            });
        });
        table.setState(state);
    }

    const tables = new WeakMap();

    class PastableTable extends TypedTable {
        render(...args) {
            const table = super.render(...args);
            tables.set(table.container[0], table);
            return table;
        }
    }

    window.telepath.register("indgang.PastableTable", PastableTable);

    // Before anything else: a text in a cell would take all cells for itself.
    window.addEventListener(
        "paste",
        (event) => {
            const container = event.target.closest?.(".typed-table-block");
            const table = tables.get(container);
            const place = table && findPlace(table, event.target);
            const cells = place?.isTaken ? readCells(event) : [];
            if (cells.length) {
                event.preventDefault();
                event.stopPropagation();
                fill(table, place, cells);
                table.focus();
                container.dispatchEvent(new Event("change", { bubbles: true }));
            }
        },
        { capture: true },
    );
})();
