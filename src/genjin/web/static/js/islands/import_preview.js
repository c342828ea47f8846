/** <import-preview>: shows what the file says beside what was understood, offers all names, and says what goes wrong. */
import { toast } from "./toast_list.js";
import { watchAnswers } from "../lib/answers.js";

const KEPT = { open: new Set(), raw: false };

class ImportPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => { if (event.target.dataset.toggle === "raw") this.#showRaw(event.target.checked); });
    this.addEventListener("click", (event) => this.#toggleRow(event.target.closest("[data-toggle=row]")));
    this.addEventListener("focusin", (event) => this.#offerAll(event.target));
    this.addEventListener("pointerdown", (event) => this.#offerAll(event.target));
    this.addEventListener("toggle", (event) => remember(event.target), true);
    watchAnswers(this, (words) => toast(words, { isError: true }));
    this.#restore();
  }

  /** A correction draws the page anew: what was opened stays open. */
  #restore() {
    for (const fold of this.querySelectorAll("details[id]")) if (KEPT.open.has(fold.id)) fold.open = true;
    const box = this.querySelector("[data-toggle=raw]");
    if (box) { box.checked = KEPT.raw; this.#showRaw(KEPT.raw); }
  }

  #showRaw(isShown) {
    KEPT.raw = isShown;
    this.querySelector("table.preview").classList.toggle("shows-raw", isShown);
  }

  #toggleRow(button) {
    if (!button) return;
    const isShown = button.closest("tr").classList.toggle("shows-raw");
    button.setAttribute("aria-expanded", isShown);
  }

  #offerAll(select) {
    const kind = select.dataset?.all;
    const all = kind && this.querySelector(`#all-${kind}`);
    if (!all || select.dataset.filled) return;
    select.dataset.filled = "yes";
    const group = document.createElement("optgroup");
    group.label = select.dataset.allTitle;
    const known = new Set([...select.options].map((option) => option.value));
    group.append(...[...all.content.cloneNode(true).children].filter((option) => !known.has(option.value)));
    if (group.children.length) select.append(group);
  }
}

function remember(fold) {
  if (!fold.id) return;
  if (fold.open) KEPT.open.add(fold.id);
  else KEPT.open.delete(fold.id);
}

customElements.define("import-preview", ImportPreview);
