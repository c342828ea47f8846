/**
 * <note-box>: the box for notes and the proposals below it.
 *
 * Ctrl+Enter reads what was typed; where nothing was changed since, and in a proposal, it saves. Who points at a part
 * sees its words in the note, and the other way round. A part that is removed gives its words back to the text.
 * Leaving with something unsaved asks first.
 */
import { watchAnswers } from "../lib/answers.js";

class NoteBox extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("#note-text");
    this.answer = this.querySelector("#note-answer");
    this.words = this.querySelector(".note-words");
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("change", (event) => this.#change(event));
    for (const name of ["mouseover", "focusin"]) this.addEventListener(name, (event) => this.#point(event.target));
    this.addEventListener("mouseleave", () => this.#point(this));
    this.addEventListener("htmx:beforeRequest", () => this.#say(""));
    this.addEventListener("htmx:afterSwap", (event) => this.#swapped(event));
    this.beforeUnload = (event) => { if (this.#isUnsaved()) event.preventDefault(); };
    window.addEventListener("beforeunload", this.beforeUnload);
    watchAnswers(this, (words) => this.#say(words));
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.beforeUnload);
  }

  get cards() {
    return [...this.answer.querySelectorAll(".note-card")];
  }

  #isUnsaved() {
    return this.text.value.trim() !== "" || this.cards.length > 0;
  }

  #say(words) {
    this.words.hidden = !words;
    this.words.textContent = words;
  }

  #key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    if (event.target !== this.text) event.target.closest("form")?.requestSubmit();
    else if (this.cards.length > 0 && this.text.value === this.readText) this.#saveAll();
    else this.text.form.requestSubmit();
  }

  #click({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if (button.matches("[data-save-all]")) this.#saveAll();
    if (button.matches("[data-remove]")) this.#remove(button.closest(".note-line"));
    if (button.matches("[data-add]")) this.#add(button.closest(".note-lines"));
    if (button.matches("[data-discard]")) this.#discard(button.closest(".note-card"));
  }

  #change({ target }) {
    if (!["project", "q"].includes(target.name)) return;
    const card = target.closest(".note-card");
    card.querySelector(".ask")?.remove();
    card.dispatchEvent(new Event("place-chosen"));
    const field = { other: "q", new: "new_customer" }[target.value];
    if (target.name === "project" && field) card.elements[field].focus();
  }

  /** Light up the words of the part that is pointed at, or the part of the words. */
  #point(target) {
    for (const lit of this.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
    const card = target.closest?.(".note-card");
    const parts = (target.closest?.("[data-part]")?.dataset.part ?? target.closest?.("[data-marks]")?.dataset.marks ?? "").split(" ").filter(Boolean);
    if (!card || parts.length === 0) return;
    for (const place of card.querySelectorAll("[data-marks], [data-part]")) {
      const told = (place.dataset.marks ?? place.dataset.part).split(" ");
      place.classList.toggle("is-lit", parts.some((part) => told.includes(part)));
    }
  }

  #remove(line) {
    const card = line.closest(".note-card");
    const lines = line.closest(".note-lines");
    const { feedback } = card.elements;
    const { words } = line.dataset;
    if (words && !feedback.value.includes(words)) feedback.value = [feedback.value.trimEnd(), words].filter(Boolean).join("\n");
    line.remove();
    this.#askForReason(card);
    lines.querySelector("[data-add]").focus();
  }

  #add(lines) {
    const template = lines.querySelector("template");
    template.before(template.content.cloneNode(true));
    template.previousElementSibling.querySelector("input").focus();
    this.#askForReason(lines.closest(".note-card"));
  }

  /** Where nothing is left to do next, somebody has to say why. */
  #askForReason(card) {
    card.querySelector(".note-none").hidden = card.querySelector(".note-step, .open-step") !== null;
  }

  #discard(card) {
    card.remove();
    this.#afterCard();
  }

  async #saveAll() {
    for (const card of this.cards) {
      const done = new Promise((resolve) => { card.addEventListener("htmx:afterRequest", resolve, { once: true }); });
      card.requestSubmit();
      await done;
    }
    this.querySelector(".note-said .wrong")?.closest(".note-card").scrollIntoView({ block: "nearest" });
  }

  #swapped({ target }) {
    if (target === this.answer) this.#read();
    else if (target.matches(".note-said")) this.#refused(target);
    else if (target.matches(".note-around")) this.#askForReason(target.closest(".note-card"));
    else this.#afterCard();
  }

  #read() {
    this.readText = this.text.value;
    const [first] = this.cards;
    const asked = first?.querySelector(".ask") ? first.querySelector("[name=project]") : first?.querySelector("button.p");
    asked?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "nearest" });
  }

  #refused(place) {
    const card = place.closest(".note-card");
    const { field } = place.querySelector("[data-field]")?.dataset ?? {};
    if (field === "next_steps") card.querySelector(".note-none").hidden = false;
    card.querySelector(`[name="${field === "next_steps" ? "no_next_step_because" : field}"]`)?.focus();
  }

  #afterCard() {
    if (this.cards.length > 0) return;
    this.querySelector(".note-all")?.remove();
    if (this.answer.querySelector(".note-saved")) this.text.value = "";
    this.readText = null;
    this.text.focus();
  }
}

customElements.define("note-box", NoteBox);
