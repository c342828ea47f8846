/** A whole row as a form: beside the table, or over all of a small screen. */
import { toast } from "../islands/toast_list.js";
import { Completion } from "./completion.js";

export class Panel {
  constructor(grid, table, edits, { onClose, onAdded }) {
    Object.assign(this, { grid, table, edits, onClose, onAdded });
    this.element = grid.querySelector(".row-panel");
    this.element.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.element.addEventListener("click", (event) => this.#click(event));
    this.element.addEventListener("change", (event) => this.#tick(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open a row, or with null a new one about `project`. */
  async open(pk, { project = "", key = "", focus = true } = {}) {
    const address = pk ? this.grid.dataset.panelAddress.replace("/0/", `/${pk}/`) : `${this.grid.dataset.panelAddress.replace("/0/", "/new")}?${new URLSearchParams({ customer_project: project })}`;
    const reply = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!reply?.ok) return toast(reply ? this.grid.dataset.saidGone : this.grid.dataset.saidOffline, { isError: true });
    this.element.innerHTML = await reply.text();
    this.pk = pk;
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.completions = new Map([...this.element.querySelectorAll("textarea:not([readonly])")].map((area) => [area, this.#completing(area)]));
    if (focus) (this.element.querySelector(`[name="${CSS.escape(key)}"]`) ?? this.element.querySelector(".panel-form textarea")).focus();
    return null;
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
    this.onClose();
  }

  async save() {
    const cells = {};
    const seen = {};
    for (const area of this.#changed()) {
      cells[area.name] = area.value;
      seen[area.name] = area.dataset.seen;
    }
    if (!Object.keys(cells).length) return this.close();
    const entry = { pk: this.pk, row: this.pk ? this.table.row(this.pk) : null, cells, seen };
    let isRefused = false;
    const result = await this.edits.write([entry], (refusal) => { isRefused = true; this.#refuse(refusal); });
    if (isRefused) return null;
    if (!this.pk) this.onAdded(result.rows[0]);
    toast(this.grid.dataset.saidSaved);
    return this.close();
  }

  #changed() {
    return [...this.element.querySelectorAll("textarea")].filter((area) => area.value !== area.dataset.seen);
  }

  #refuse({ refused, field }) {
    for (const old of this.element.querySelectorAll(".field > .wrong")) old.remove();
    const place = this.element.querySelector(`.field[data-key="${CSS.escape(field ?? "")}"]`);
    if (!place) return toast(refused, { isError: true });
    const words = document.createElement("p");
    words.className = "wrong";
    words.setAttribute("role", "alert");
    words.textContent = refused;
    place.append(words);
    return place.querySelector("textarea").focus();
  }

  #completing(area) {
    const completion = new Completion(area, this.grid.dataset.completionsAddress);
    area.addEventListener("focus", () => completion.begin(area.parentElement.parentElement.dataset.kind, this.element.querySelector("[name=date]")?.value));
    area.addEventListener("blur", () => completion.close());
    return completion;
  }

  #click(event) {
    const button = event.target.closest("[data-panel]");
    if (button?.dataset.panel === "close") this.close();
    if (button?.dataset.panel === "delete") {
      const row = this.table.row(this.pk);
      this.close();
      this.edits.remove([row]);
    }
  }

  #tick(event) {
    const box = event.target.closest("[data-action]");
    if (box) this.edits.tick(box.dataset.action, box.checked);
  }

  #key(event) {
    event.stopPropagation();
    if (event.isComposing || this.completions.get(event.target)?.takes(event)) return event.isComposing || event.preventDefault();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    else if (event.key === "Escape") this.#leave();
    else return null;
    return event.preventDefault();
  }

  /** Esc closes; where something was typed, only the second one. */
  #leave() {
    if (!this.#changed().length || this.isWarned) {
      this.isWarned = false;
      return this.close();
    }
    this.isWarned = true;
    return toast(this.grid.dataset.saidUnsaved);
  }
}
