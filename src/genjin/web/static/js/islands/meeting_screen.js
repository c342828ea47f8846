/**
 * <meeting-screen>: the keys and the clock of a screen. Everything that a key does is a link or a button of the page.
 *
 * → PageDown and the blank go on, ← PageUp back, D types a decision, A an action, 1 to 9 tick what was decided before,
 * N opens the notes, F fills the screen, E ends, Esc leaves what one types, then the screen.
 */
const WAYS = {
  ArrowRight: "after", PageDown: "after", " ": "after", ArrowLeft: "before", PageUp: "before",
  n: "notes", f: "full", e: "end", Escape: "agenda",
};
const drafts = new Map(); // what was typed on a screen and not written down, until one comes back to it
const NEAR = 0.8; // of the planned time

class MeetingScreen extends HTMLElement {
  connectedCallback() {
    this.keys = (event) => this.#key(event);
    document.addEventListener("keydown", this.keys);
    this.querySelector('[data-go="full"]').addEventListener("click", fillScreen);
    const field = this.#field();
    if (field && drafts.has(this.dataset.item)) field.value = drafts.get(this.dataset.item);
    this.began = performance.now();
    this.clock = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    clearInterval(this.clock);
    const typed = this.#field()?.value.trim();
    if (typed) drafts.set(this.dataset.item, typed);
    else drafts.delete(this.dataset.item);
  }

  #field() {
    return this.querySelector("#decision-text");
  }

  #tick() {
    const here = this.dataset.ticks === undefined ? 0 : Math.round((performance.now() - this.began) / 1000);
    const spent = Number(this.dataset.spent) + here;
    const planned = Number(this.dataset.planned);
    this.#show("spent", spent);
    this.#show("total", Number(this.dataset.total) + here);
    const box = this.querySelector(".screen-clock");
    const counts = this.querySelector('[data-shows="spent"]') !== null;
    box.classList.toggle("is-over", counts && spent > planned);
    box.classList.toggle("is-near", counts && spent <= planned && spent > NEAR * planned);
  }

  #show(name, seconds) {
    const place = this.querySelector(`[data-shows="${name}"]`);
    if (place) place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") leave(event);
      return;
    }
    // a focused button or box does what the blank does to it
    if (event.key === " " && event.target.matches("a, button, input")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const done = this.#type(key) || this.#check(key) || this.#go(WAYS[key]);
    if (done) event.preventDefault();
  }

  /** D and A put the cursor where a decision is typed; with A it becomes an action. */
  #type(key) {
    const field = this.#field();
    if (!field || !["d", "a"].includes(key)) return false;
    this.querySelector("#decision-as-action").checked = key === "a";
    field.focus();
    field.scrollIntoView({ block: "nearest" });
    return true;
  }

  #check(key) {
    const box = /^[1-9]$/.test(key) && this.querySelector(`#check-${key}`);
    if (box) box.click();
    return Boolean(box);
  }

  #go(way) {
    const found = way && this.querySelector(`[data-go="${way}"]`);
    if (found) found.click();
    return Boolean(found);
  }
}

function isTyping(element) {
  return element.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

function leave(event) {
  event.target.blur();
  event.preventDefault();
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

customElements.define("meeting-screen", MeetingScreen);
