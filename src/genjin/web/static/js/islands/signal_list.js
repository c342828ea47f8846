/**
 * <signal-list>: the keys of the inbox of signals.
 *
 * j k or the arrows go to another signal, c confirms, d dismisses, u takes back, Enter opens what a confirmed one
 * changes, or its project. After a decision the next one that waits has the focus.
 */
const DEEDS = { c: "confirm", d: "dismiss", u: "reopen" };

class SignalList extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => this.#key(event);
    document.addEventListener("keydown", this.keys);
    this.addEventListener("htmx:beforeRequest", (event) => this.#decide(event));
    this.addEventListener("htmx:afterRequest", () => this.#goOn());
    const first = this.#items[0];
    if (first) first.tabIndex = 0;
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
  }

  get #items() {
    return [...this.querySelectorAll(".signal")];
  }

  get #current() {
    return document.activeElement?.closest(".signal");
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const current = this.#current;
    if (!current && document.activeElement !== document.body && document.activeElement?.id !== "main") return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step) this.#go(current, step);
    else if (current && DEEDS[event.key]) current.querySelector(`[data-deed="${DEEDS[event.key]}"]`)?.click();
    else if (event.key === "Enter" && current && event.target === current) this.#open(current);
    else return;
    event.preventDefault();
  }

  #go(current, step) {
    const items = this.#items;
    const at = current ? items.indexOf(current) + step : 0;
    this.#focus(items[Math.min(Math.max(at, 0), items.length - 1)]);
  }

  #focus(item) {
    if (!item) return;
    for (const other of this.querySelectorAll('.signal[tabindex="0"]')) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  }

  #open(item) {
    const first = item.querySelector(".signal-proposals .btn");
    if (first) first.click();
    else item.closest(".signal-group").querySelector("h2 a")?.click();
  }

  /** Remember where to go on: at the next signal that waits, else at the one that was decided on. */
  #decide(event) {
    const item = event.target.closest?.(".signal");
    if (!item || !event.target.dataset.deed) return;
    const items = this.#items;
    const waiting = items.slice(items.indexOf(item) + 1).find((other) => other.dataset.state === "new");
    this.next = event.target.dataset.deed === "reopen" ? item.id : (waiting ?? item).id;
  }

  #goOn() {
    if (!this.next) return;
    const next = document.getElementById(this.next);
    this.next = null;
    this.#focus(next);
  }
}

function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
}

customElements.define("signal-list", SignalList);
