/**
 * <side-panel>: forms at the side of a page. Whatever htmx puts into #side-panel opens it; "saved" closes it.
 *
 * Ctrl+Enter saves, Esc closes (twice where something was typed), and the focus goes back to where it was, also when
 * the reply has drawn that place anew: what opens the panel has an id.
 */
import { toast } from "./toast_list.js";
import { watchAnswers } from "../lib/answers.js";

class SidePanel extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.content = this.querySelector("#side-panel");
    this.words = this.querySelector(".panel-words");
    this.addEventListener("htmx:afterSwap", () => this.#open());
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("toast", (event) => { if (event.detail.isError) this.#say(event.detail.text, event); });
    this.dialog.addEventListener("cancel", (event) => this.#cancel(event));
    this.dialog.addEventListener("close", () => { this.content.replaceChildren(); this.#focusBack(); });
    document.addEventListener("saved", () => { if (this.dialog.open) this.dialog.close(); });
    document.addEventListener("htmx:configRequest", ({ detail }) => { detail.headers["X-Modules"] = shownModules(); });
    document.addEventListener("htmx:afterRequest", ({ target, detail }) => { if (!(detail.xhr.status < 400 && detail.successful)) untick(target); });
    watchAnswers(this, (words) => (this.dialog.open ? this.#say(words) : toast(words, { isError: true })), document.body);
  }

  #open() {
    this.#say("");
    this.isWarned = false;
    if (!this.dialog.open) {
      this.opener = document.activeElement;
      this.dialog.showModal();
      this.typed = this.#typed();
    }
    const field = this.content.querySelector(".theirs, div.wrong")?.closest(".field") ?? this.content;
    field.querySelector("input:not([type=hidden]):enabled, textarea:enabled, select:enabled")?.focus();
  }

  #focusBack() {
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    else if (this.opener?.id) document.getElementById(this.opener.id)?.focus({ preventScroll: true });
  }

  #say(text, event = null) {
    event?.stopPropagation();
    this.words.hidden = !text;
    this.words.textContent = text;
  }

  #typed() {
    const fields = [...this.content.querySelectorAll("form")].flatMap((form) => [...new FormData(form)]);
    // an empty field says nothing: a reply may have brought a form to answer in
    return JSON.stringify(fields.map(([name, value]) => [name, value.name ?? value]).filter(([_name, value]) => value));
  }

  /** Esc closes; where something was typed, only the second one. */
  #cancel(event) {
    if (this.isWarned || this.#typed() === this.typed) return;
    event.preventDefault();
    this.isWarned = true;
    this.#say(this.dataset.saidUnsaved);
  }

  #click(event) {
    if (event.target.closest("[data-close]")) this.dialog.close();
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const field = document.getElementById(button.dataset.take);
    field.value = button.dataset.value;
    button.closest(".theirs").remove();
    field.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.content.querySelector("form")?.requestSubmit();
  }
}

/** A tick that was refused is none. */
function untick(box) {
  if (box.type === "checkbox") box.checked = !box.checked;
}

/** Name the modules that the page shows, so that the reply to a save brings those and no others. */
function shownModules() {
  return [...document.querySelectorAll("[data-module]")].map((part) => part.dataset.module).join(" ");
}

customElements.define("side-panel", SidePanel);
