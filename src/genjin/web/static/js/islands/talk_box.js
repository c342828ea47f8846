/** <talk-box>: a text in which @ proposes colleagues by keyboard, and Ctrl+Enter sends. */
import { Completion } from "../lib/completion.js";

class TalkBox extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    if (this.dataset.people) this.#complete();
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #complete() {
    this.completion = new Completion(this.area, this.dataset.people);
    this.completion.begin("mention");
    this.area.addEventListener("blur", () => this.completion.close());
    const list = this.querySelector("[role=listbox]");
    new MutationObserver(() => this.area.setAttribute("aria-expanded", String(!list.hidden))).observe(list, { attributes: true });
  }

  #key(event) {
    if (event.isComposing) return;
    const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!isSending && !this.completion?.takes(event)) return;
    // the panel around it would take Esc and Ctrl+Enter for itself
    event.preventDefault();
    event.stopPropagation();
    if (isSending) this.area.form.requestSubmit();
  }
}

customElements.define("talk-box", TalkBox);
