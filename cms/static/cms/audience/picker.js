// The picker works without this: it hides the boxes that do not apply, and says in words and in
// number who a choice is before it is saved.

const WAIT = 250;

class AudiencePicker extends HTMLElement {
    connectedCallback() {
        this.asked = 0;
        this.addEventListener("change", (event) => this.notice(event.target));
        this.openTicked();
        this.showBoxes();
    }

    disconnectedCallback() {
        clearTimeout(this.timer);
    }

    get fieldName() {
        return this.dataset.name;
    }

    get way() {
        return this.querySelector(`input[name="${this.fieldName}-mode"]:checked`);
    }

    get boxes() {
        return [...this.querySelectorAll(`input[name="${this.fieldName}"]`)];
    }

    notice(input) {
        const isWay = input.name === `${this.fieldName}-mode`;
        if (!isWay && input.name !== this.fieldName) return;
        if (isWay) this.chooseWay();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), WAIT);
    }

    // Ticks of one's own begin where the way before them ended.
    chooseWay() {
        const { value, dataset } = this.way;
        if (value !== "own") {
            this.last = dataset.keys.split(" ");
        } else if (!this.boxes.some((box) => box.checked)) {
            const keys = new Set(this.last ?? this.firstKeys());
            this.boxes.forEach((box) => (box.checked = keys.has(box.value)));
            this.openTicked();
        }
        if (value.startsWith("set ")) {
            this.boxes.forEach((box) => (box.checked = this.last.includes(box.value)));
            this.openTicked();
        }
        this.showBoxes();
    }

    firstKeys() {
        const follow = this.querySelector(`input[name="${this.fieldName}-mode"][value="follow"]`);
        return follow.dataset.keys.split(" ");
    }

    showBoxes() {
        this.querySelector("[data-audience-boxes]").hidden = this.way?.value !== "own";
    }

    openTicked() {
        this.querySelectorAll("details").forEach((section) => {
            if (section.querySelector("input:checked")) section.open = true;
        });
    }

    async ask() {
        const number = ++this.asked;
        const body = new URLSearchParams({ place: this.dataset.place });
        body.set(`${this.fieldName}-mode`, this.way?.value ?? "");
        this.boxes.filter((box) => box.checked).forEach((box) => body.append(box.name, box.value));
        const token = this.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
        let answer;
        try {
            const response = await fetch(this.dataset.url, {
                method: "POST",
                body,
                headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
            });
            answer = await response.json();
        } catch {
            answer = { error: this.dataset.failed };
        }
        if (number === this.asked) this.show(answer);
    }

    show({ error, sentence, warnings = [], questions = [] }) {
        const line = this.querySelector("[data-audience-sentence]");
        line.classList.toggle("audience__sentence--error", Boolean(error));
        line.textContent = error ?? this.say(sentence);
        const list = this.querySelector("[data-audience-warnings]");
        list.replaceChildren(
            ...warnings.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
        );
        this.showQuestions(questions);
    }

    say(sentence) {
        const words = (name) => this.querySelector(`[data-audience-${name}]`).innerHTML.trim();
        if (!sentence) return words("nobody");
        return words("visible").replace("{}", () => sentence);
    }

    showQuestions(questions) {
        const place = this.querySelector("[data-audience-questions]");
        const answered = new Set(
            [...place.querySelectorAll("input:checked")].map((input) => input.value),
        );
        const template = this.querySelector("[data-audience-question]");
        place.replaceChildren(
            ...questions.map(({ token, text, answer }) => {
                const question = template.content.cloneNode(true);
                question.querySelector("p").textContent = text;
                const input = question.querySelector("input");
                input.value = token;
                // A tick answers for one audience only.
                input.checked = answered.has(token);
                question.querySelector("span").textContent = answer;
                return question;
            }),
        );
    }
}

// Finds institutions and classes that are not listed. What was ticked stays for the next search.
class AudienceFinder extends HTMLElement {
    connectedCallback() {
        this.asked = 0;
        this.field = this.querySelector("input[type=search]");
        const button = this.querySelector("button");
        // With the script, what is typed here is no part of the page: nothing is saved by it.
        this.field.removeAttribute("name");
        button.type = "button";
        button.addEventListener("click", () => this.find());
        this.field.addEventListener("keydown", (event) => this.pressKey(event));
        for (const kind of ["input", "change", "keyup"]) {
            this.field.addEventListener(kind, (event) => event.stopPropagation());
        }
        this.field.addEventListener("input", () => this.wait());
        this.list.addEventListener("change", ({ target }) => this.tickAlike(target));
    }

    disconnectedCallback() {
        clearTimeout(this.timer);
    }

    get list() {
        return this.closest("[data-audience-boxes]");
    }

    get found() {
        return this.querySelector("[data-audience-found]");
    }

    get boxes() {
        return [...this.list.querySelectorAll(`input[name="${this.dataset.name}"]`)];
    }

    get elsewhere() {
        return this.boxes.filter((box) => !this.found.contains(box));
    }

    pressKey(event) {
        if (event.key !== "Enter") return;
        // Would send the form of the page.
        event.preventDefault();
        this.find();
    }

    wait() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.find(), WAIT);
    }

    async find() {
        clearTimeout(this.timer);
        const number = ++this.asked;
        const words = this.field.value.trim();
        if (!words) return this.show({ rows: "", said: "" });
        const { place, within = "" } = this.dataset;
        const token = this.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
        let answer;
        try {
            const response = await fetch(this.dataset.url, {
                method: "POST",
                body: new URLSearchParams({ place, within, words }),
                headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
            });
            if (!response.ok) throw new Error(response.statusText);
            answer = await response.json();
        } catch {
            answer = { rows: "", said: this.dataset.failed };
        }
        if (number === this.asked) this.show(answer);
    }

    show({ rows, said }) {
        this.keepTicked();
        this.found.innerHTML = rows;
        const ticked = new Set(
            this.elsewhere.filter((box) => box.checked).map((box) => box.value),
        );
        this.found.querySelectorAll("input").forEach((box) => (box.checked = ticked.has(box.value)));
        this.querySelector(".audience__said").textContent = said;
    }

    keepTicked() {
        const known = new Set(this.elsewhere.map((box) => box.value));
        this.found.querySelectorAll(".audience__row").forEach((row) => {
            const ticked = [...row.querySelectorAll("input:checked")];
            if (ticked.every((box) => known.has(box.value))) return;
            const title = row.querySelector(".audience__unit");
            title.id = `${this.dataset.name}-kept-${ticked[0].value}`;
            row.setAttribute("aria-labelledby", title.id);
            this.querySelector("[data-audience-kept]").append(row);
        });
    }

    // The same class may stand in a list and among what was found.
    tickAlike({ value, checked }) {
        this.boxes.filter((box) => box.value === value).forEach((box) => (box.checked = checked));
    }
}

if (!customElements.get("audience-picker")) {
    customElements.define("audience-picker", AudiencePicker);
    customElements.define("audience-finder", AudienceFinder);
}
