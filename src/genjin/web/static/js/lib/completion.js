/**
 * Suggestions under a text that is being typed: projects, stages, days; in a packed cell the doer, then the date; in a
 * comment the colleague who is asked.
 */

const WHOLE = { customer_project: "project", stage: "stage", date: "date" };
const DOER = /(?:[（(]|@)([^（）()@/／，,。；;\s]{0,12})$/u;
const COLLEAGUE = /(?:^|[^A-Za-z0-9._%+-])[@＠]([^\s@＠，。；：！？、,;:!?（）()]{0,20})$/u;
const DAY = /[（(]([^（）()\n]{0,30})[/／]([^（）()/／\n]{0,16})$/u;
const PAUSE = 120;

export class Completion {
  constructor(area, address) {
    this.area = area;
    this.address = address;
    this.list = area.parentElement.querySelector("[role=listbox]");
    area.addEventListener("input", () => this.#later());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.accept(event.target.closest("li"));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  begin(kind, day) {
    this.kind = kind;
    this.day = day;
    if (kind === "stage" || kind === "customer_project") this.#later();
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.area.removeAttribute("aria-activedescendant");
  }

  /** Take a key if it is about the list; tells whether it was. */
  takes(event) {
    if (!this.isOpen) return false;
    const at = this.#chosen;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#choose(at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0 && !event.altKey && !event.shiftKey) return this.accept(this.list.children[at]);
    else return false;
    return true;
  }

  /** Put a suggestion in. Tells whether the key is used up: in a cell of one value Enter also saves. */
  accept(option) {
    if (!option) return false;
    const { from, opening, ending } = this.asked;
    this.area.setRangeText(opening + option.dataset.value + ending, from, this.area.selectionStart, "end");
    this.close();
    if (ending === "/") this.#later();
    return !(this.kind in WHOLE);
  }

  get #chosen() {
    return [...this.list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
  }

  #choose(at) {
    const options = [...this.list.children];
    for (const [place, option] of options.entries()) {
      option.id = `option-${place}`;
      option.removeAttribute("aria-selected");
    }
    const chosen = options[(at + options.length) % options.length];
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", chosen.id);
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), PAUSE);
  }

  /** What is being typed, and where it begins. */
  #question() {
    const text = this.area.value.slice(0, this.area.selectionStart);
    if (this.kind in WHOLE) return { kind: WHOLE[this.kind], words: text.trim(), from: 0, opening: "", ending: "" };
    if (this.kind === "mention") return this.#colleague(text);
    if (this.kind !== "actions") return null;
    const day = text.match(DAY);
    if (day) return { kind: "due", words: day[2].trim(), from: text.length - day[2].length, opening: "", ending: this.#closing("）") };
    const doer = text.match(DOER);
    if (!doer) return null;
    // the sign before the name, "@" too, becomes the bracket in which the doer stands
    return { kind: "person", words: doer[1], from: text.length - doer[0].length, opening: "（", ending: "/" };
  }

  #colleague(text) {
    const named = text.match(COLLEAGUE);
    return named && { kind: "mention", words: named[1], from: text.length - named[1].length, opening: "", ending: " " };
  }

  #closing(bracket) {
    return /^\s*[）)]/u.test(this.area.value.slice(this.area.selectionStart)) ? "" : bracket;
  }

  async #ask() {
    const question = this.#question();
    if (!question) return this.close();
    this.asked = question;
    const query = new URLSearchParams({ kind: question.kind, q: question.words, on: this.day ?? "" });
    const reply = await fetch(`${this.address}?${query}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!reply?.ok || this.asked !== question) return;
    this.list.innerHTML = await reply.text();
    this.#show(question);
  }

  #show(question) {
    const options = [...this.list.children];
    // a name written in full still wants its bracket, and the date after it
    const isWhole = question.kind !== "person" && options.length === 1 && options[0].dataset.value === question.words;
    this.list.hidden = !options.length || isWhole;
    if (this.isOpen) this.list.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!this.isOpen || (!question.words && question.kind !== "mention")) return;
    // Enter takes the first suggestion where it is plainly meant; a new customer's name is never replaced by another
    const isMeant = question.kind !== "project" && (question.kind !== "stage" || options[0].dataset.value.startsWith(question.words));
    if (isMeant) this.#choose(0);
  }
}
