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
        if (input.name === `${this.fieldName}-answer`) return;
        if (input.name === `${this.fieldName}-mode`) this.chooseWay();
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

if (!customElements.get("audience-picker")) {
    customElements.define("audience-picker", AudiencePicker);
}
