/**
 * The editor of a cell. Its textarea lies in the active cell all the time and has the keyboard's focus, unseen, so that
 * what is typed arrives here from the first stroke: also the first stroke of a Chinese input method.
 */
import { Completion } from "./completion.js";
import { ARROWS } from "./keyboard.js";

const TWO_LINES = 50;

export class Editor {
  constructor(grid, table, { onCommit, onLeave }) {
    this.table = table;
    this.onCommit = onCommit;
    this.element = grid.querySelector("#cell-editor").content.firstElementChild.cloneNode(true);
    this.area = this.element.querySelector("textarea");
    this.message = this.element.querySelector(".message");
    this.completion = new Completion(this.area, grid.dataset.completionsAddress);
    this.mayEdit = "mayEdit" in grid.dataset;
    this.area.readOnly = !this.mayEdit;
    this.area.addEventListener("compositionstart", () => this.#beginByTyping());
    this.area.addEventListener("input", () => this.#typed());
    this.area.addEventListener("blur", () => onLeave());
    this.element.addEventListener("mousedown", (event) => { if (event.target !== this.area) event.preventDefault(); });
  }

  get isOpen() {
    return this.element.classList.contains("is-open");
  }

  get isChanged() {
    return this.isOpen && this.area.value !== this.seen;
  }

  get cell() {
    return this.element.closest("td");
  }

  /** Lie in this cell, unseen, waiting for keys. */
  attach(cell, { focus = true } = {}) {
    if (this.cell !== cell) cell.append(this.element);
    this.area.value = "";
    this.area.setAttribute("aria-label", `${this.table.titleOf(cell)} ${cell.parentElement.cells[0].textContent.trim()}: ${this.table.text(cell)}`);
    if (focus) this.area.focus({ preventScroll: true });
  }

  /** Open for editing; `text` stands in it, else what the cell says. */
  open({ text = null, message = "" } = {}) {
    const cell = this.cell;
    if (!this.mayEdit || !cell || !this.table.isEditable(cell)) return;
    this.#begin();
    this.isTyped = false;
    this.area.value = text ?? cell.dataset.draft ?? this.table.text(cell);
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    this.say(message);
    this.#fit();
  }

  /** Show a sentence under the text. */
  say(message) {
    this.message.textContent = message;
    this.message.hidden = !message;
  }

  commit() {
    if (!this.isOpen) return;
    const { cell, seen } = this;
    const text = this.area.value;
    this.close();
    this.onCommit(cell, text, seen);
  }

  close() {
    this.completion.close();
    this.element.classList.remove("is-open");
    this.cell?.classList.remove("is-editing");
    this.area.value = "";
    this.say("");
  }

  /** Put a line break in, and in a list the next number. */
  newLine() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const number = before.match(/(?:^|\n)\s*(\d{1,3})\. [^\n]*$/);
    this.write(number ? `\n${Number(number[1]) + 1}. ` : "\n");
  }

  /** Put words in where the caret stands, as if they were typed. */
  write(words) {
    this.area.setRangeText(words, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  /** What an arrow does in a cell that was begun by typing, where it can do nothing in the text: go to the next cell. */
  leavingStep(event) {
    if (!this.isTyped || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || !(event.key in ARROWS)) return null;
    const [rows, columns] = ARROWS[event.key];
    const isLeaving = rows ? this.area.scrollHeight < TWO_LINES : columns > 0 && this.area.selectionStart === this.area.value.length;
    return isLeaving ? { name: "commit", rows, columns } : null;
  }

  #begin() {
    const cell = this.cell;
    // a save of this cell may be on its way: what it leaves is what this edit has seen
    this.seen = cell.classList.contains("is-saving") ? null : this.table.text(cell);
    this.element.classList.add("is-open");
    cell.classList.add("is-editing");
    this.completion.begin(this.table.kindOf(cell), this.#ownDay(cell));
  }

  #beginByTyping() {
    if (this.isOpen || !this.mayEdit || !this.table.isEditable(this.cell)) return;
    this.#begin();
    this.isTyped = true;
  }

  #typed() {
    if (!this.mayEdit || !this.table.isEditable(this.cell)) {
      this.area.value = "";
      return;
    }
    this.#beginByTyping();
    this.say("");
    this.#fit();
  }

  #ownDay(cell) {
    return this.table.text(cell.parentElement.cells[this.table.keys.indexOf("date")]);
  }

  #fit() {
    this.area.style.height = "0";
    this.area.style.height = `${this.area.scrollHeight}px`;
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
