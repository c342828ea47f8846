/**
 * <search-box>: shows under the box what is found while one types. Up and down choose, Enter goes there; with nothing
 * chosen Enter searches the plan table, as the form does without any script. Esc closes.
 */
class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.list = this.querySelector("[role=listbox]");
    this.addEventListener("htmx:afterSwap", () => this.#show());
    this.addEventListener("htmx:beforeSwap", (event) => { if (!this.input.value.trim()) event.detail.shouldSwap = false; });
    this.input.addEventListener("input", () => { if (!this.input.value.trim()) this.#close(); });
    this.input.addEventListener("focus", () => { if (this.list.childElementCount && this.input.value.trim()) this.#show(); });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", ({ relatedTarget }) => { if (!this.contains(relatedTarget)) this.#close(); });
    // the focus stays in the box, so that a click on a hit does not close the list before it arrives
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get #hits() {
    return [...this.list.querySelectorAll("a[role=option]")];
  }

  #show() {
    if (document.activeElement !== this.input) return;
    this.list.hidden = !this.list.textContent.trim();
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#choose(null);
  }

  #close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#choose(null);
  }

  #choose(hit) {
    for (const other of this.#hits) other.setAttribute("aria-selected", String(other === hit));
    if (hit) this.input.setAttribute("aria-activedescendant", hit.id);
    else this.input.removeAttribute("aria-activedescendant");
    hit?.scrollIntoView({ block: "nearest" });
    this.chosen = hit;
  }

  #key(event) {
    if (event.isComposing || this.list.hidden) return;
    const hits = this.#hits;
    if (["ArrowDown", "ArrowUp"].includes(event.key) && hits.length) {
      event.preventDefault();
      const at = hits.indexOf(this.chosen) + (event.key === "ArrowDown" ? 1 : -1);
      // before the first and behind the last nothing is chosen: there Enter searches the plan table
      this.#choose(hits[at < -1 ? hits.length - 1 : at] ?? null);
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.chosen.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }
}

customElements.define("search-box", SearchBox);
