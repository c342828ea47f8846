/** <import-drop>: a file dropped anywhere on the page, or chosen, is sent; a refusal is shown where it was dropped. */
import { watchAnswers } from "../lib/answers.js";

class ImportDrop extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input[type=file]");
    this.busy = this.querySelector(".drop-busy");
    this.answer = this.querySelector(".drop-answer");
    this.input.addEventListener("change", () => this.#send());
    this.querySelector(".drop-close")?.addEventListener("click", () => this.#close());
    this.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#close(); });
    this.addEventListener("htmx:xhr:progress", ({ detail }) => this.#show(detail));
    this.addEventListener("htmx:afterRequest", ({ detail }) => this.#done(detail));
    watchAnswers(this, (words) => this.#refuse(words));
    this.#listen();
  }

  #listen() {
    const drops = {
      dragenter: (event) => this.#over(event),
      dragover: (event) => this.#over(event),
      dragleave: (event) => { if (!event.relatedTarget) this.#out(); },
      drop: (event) => this.#drop(event),
    };
    for (const [name, act] of Object.entries(drops)) document.addEventListener(name, (event) => { if (this.isConnected && holdsFiles(event)) act(event); });
  }

  #over(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.hidden = false;
    this.classList.add("is-over");
  }

  #out() {
    this.classList.remove("is-over");
    if (this.classList.contains("is-overlay") && !this.isBusy && !this.answer.textContent.trim()) this.hidden = true;
  }

  #drop(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.classList.remove("is-over");
    this.input.files = event.dataTransfer.files;
    this.#send();
  }

  #send() {
    const files = [...this.input.files];
    if (!files.length) return;
    this.answer.replaceChildren();
    if (files.some((file) => file.size > Number(this.dataset.limit))) return this.#refuse(this.dataset.saidLarge);
    this.name = files.map((file) => file.name).join("、");
    this.isBusy = true;
    this.classList.add("is-busy");
    this.busy.hidden = false;
    this.#show({ loaded: 0, total: 1 });
    this.form.requestSubmit();
  }

  #show({ loaded, total }) {
    const bar = this.busy.querySelector("progress");
    const isSent = loaded >= total;
    if (isSent) bar.removeAttribute("value");
    else bar.value = loaded / total;
    const words = isSent ? this.dataset.saidReading : this.dataset.saidSending;
    this.busy.querySelector("p").textContent = words.replace("{name}", this.name);
  }

  #done({ xhr }) {
    if (xhr.getResponseHeader("HX-Redirect")) return;
    this.#rest();
    this.querySelector(".drop-close")?.focus();
  }

  #rest() {
    this.isBusy = false;
    this.classList.remove("is-busy");
    this.busy.hidden = true;
    this.input.value = "";
  }

  #refuse(words) {
    this.#rest();
    const said = document.createElement("p");
    said.className = "wrong";
    said.textContent = words;
    this.answer.replaceChildren(said);
  }

  #close() {
    this.answer.replaceChildren();
    if (this.classList.contains("is-overlay") && !this.isBusy) this.hidden = true;
  }
}

function holdsFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

customElements.define("import-drop", ImportDrop);
