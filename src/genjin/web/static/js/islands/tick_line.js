/** <tick-line>: an action to be ticked off. The tick asks what came of it; Enter saves, Esc takes the tick back. */
class TickLine extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector(".tick");
    this.result = this.querySelector(".todo-result");
    if (!this.box) return;
    this.box.addEventListener("change", () => this.#ask(this.box.checked));
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.result.hidden || event.isComposing) return;
      this.#ask(false);
      this.box.focus();
    });
    this.addEventListener("htmx:afterRequest", ({ detail }) => { if (!detail.successful) this.#ask(false); });
  }

  #ask(asks) {
    this.box.checked = asks;
    this.result.hidden = !asks;
    if (asks) this.result.querySelector("input").focus();
  }
}

customElements.define("tick-line", TickLine);
