/** <plan-grid>: the plan table with the manners of a spreadsheet. What it can do stands in lib/commands.js. */
import { toast } from "./toast_list.js";
import { readClipboard, writeClipboard } from "../lib/clipboard.js";
import { COMMANDS } from "../lib/commands.js";
import { Columns } from "../lib/columns.js";
import { Editor } from "../lib/editor.js";
import { Edits } from "../lib/edits.js";
import { markFound } from "../lib/highlight.js";
import { editorCommand, tableCommand } from "../lib/keyboard.js";
import { pasteInto } from "../lib/pasting.js";
import { Panel } from "../lib/panel.js";
import { isNarrow, Pointer } from "../lib/pointer.js";
import { Saving } from "../lib/saving.js";
import { Sections } from "../lib/sections.js";
import { Selection } from "../lib/selection.js";
import { Table } from "../lib/table.js";

class PlanGrid extends HTMLElement {
  connectedCallback() {
    this.mayEdit = "mayEdit" in this.dataset;
    this.table = new Table(this);
    this.selection = new Selection(this.table, { onMove: (cell, before) => this.#moved(cell, before), onExtend: (cell) => this.#extended(cell) });
    this.saving = new Saving(this, this.table, { onRenewed: () => this.#renewed() });
    this.edits = new Edits(this, this.table, this.saving, { onRefused: (...refusal) => this.#refused(...refusal) });
    this.editor = new Editor(this, this.table, { onCommit: (...typed) => this.edits.commit(...typed), onLeave: () => this.#left() });
    this.panel = new Panel(this, this.table, this.edits, { onClose: () => this.focusCell(), onAdded: (row) => this.#added(row) });
    this.columns = new Columns(this, this.table);
    this.sections = new Sections(this);
    this.pointer = new Pointer(this, this.selection, {
      onEdit: () => this.editor.open(),
      onTick: (line) => this.edits.tick(line.dataset.action, !line.classList.contains("is-done")),
      onOpen: (row) => this.panel.open(row.dataset.row, { focus: false }),
      onMenuClosed: () => this.focusCell(),
    });
    this.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["copy", "cut", "paste"]) this.addEventListener(name, (event) => this.#clip(event));
    this.listening = new AbortController();
    document.addEventListener("click", (event) => this.#clicked(event), { signal: this.listening.signal });
    window.addEventListener("beforeunload", (event) => this.#leaving(event), { signal: this.listening.signal });
    this.addEventListener("htmx:afterSettle", () => this.#mark());
    this.#start();
    this.#mark();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** Let keys go to the active cell. */
  focusCell() {
    if (this.selection.cell && !isNarrow()) this.editor.attach(this.selection.cell);
  }

  run(name, command = {}) {
    COMMANDS[name]?.(this, command);
  }

  /** Put an empty row into the page and go to a cell of it. */
  addRow(put, { project = "", key = "customer_project" } = {}) {
    if (!this.mayEdit) return;
    if (isNarrow()) {
      this.panel.open(null, { project, key });
      return;
    }
    const row = this.table.blankRow(this, project);
    put(row);
    this.selection.set(row.cells[this.table.keys.indexOf(key)]);
  }

  /** Which cell somebody is editing here, in the table or in the panel; null where nothing is open. */
  get edited() {
    if (this.editor.isOpen) return { row: this.editor.cell.parentElement.dataset.row, cell: this.table.keyOf(this.editor.cell) };
    return this.panel.isOpen && this.panel.pk && this.mayEdit ? { row: this.panel.pk, cell: "" } : null;
  }

  /** Let a row say what the server's `fresh` row says, where somebody else changed it; returns the row, if it is here. */
  renewRow(fresh) {
    const row = this.table.row(fresh.dataset.row);
    if (!row) return null;
    this.table.renew(row, fresh, { keepDrafts: true });
    this.#renewed();
    return row;
  }

  /** Take a row away that is not there any more for this person; one that is being typed into stays, and says so. */
  dropRow(pk) {
    const row = this.table.row(pk);
    if (!row) return;
    if (row.querySelector("[data-draft]") || (this.editor.isChanged && row.contains(this.editor.element))) {
      row.classList.add("is-gone");
      if (row.contains(this.editor.element)) this.editor.say(this.dataset.saidGone);
      return;
    }
    if (row.contains(this.editor.element)) {
      this.editor.close();
      const rows = this.table.rows;
      const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
      if (next) this.selection.set(next.cells[this.editor.cell.cellIndex]);
      else this.editor.element.remove();
    }
    row.remove();
    this.selection.paint();
  }

  get newRows() {
    return this.querySelector("#new-rows");
  }

  #renewed() {
    this.selection.paint();
    this.#mark();
  }

  #mark() {
    cancelAnimationFrame(this.marking);
    this.marking = requestAnimationFrame(() => markFound(this.table, document.getElementById("filters")));
  }

  #start() {
    const rows = this.table.rows;
    const cell = rows[0]?.cells[this.table.columns[1]];
    if (!cell || isNarrow()) return;
    this.selection.begin(cell);
    this.editor.attach(cell, { focus: document.activeElement === document.body });
  }

  #moved(cell, before) {
    this.editor.commit();
    if (before !== cell.parentElement) this.edits.leave(before);
    this.editor.attach(cell);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The active cell stays where it is; the moving end of the range is kept in sight. */
  #extended(cell) {
    this.editor.commit();
    this.focusCell();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The focus went elsewhere: what was typed is kept, as when another cell is chosen. */
  #left() {
    setTimeout(() => {
      if (this.contains(document.activeElement) || !this.isConnected || document.querySelector("dialog[open]")) return;
      this.editor.commit();
      this.edits.leave(this.selection.active?.row);
    });
  }

  /** The browser asks before it closes a page on which something is not saved yet. */
  #leaving(event) {
    if (this.editor.isChanged || this.saving.isBusy || this.querySelector("[data-touched]")) event.preventDefault();
  }

  #refused(row, at, text, { refused }) {
    const cell = row.cells[at];
    if (!this.editor.isOpen && row.isConnected) {
      this.selection.set(cell);
      this.editor.open({ text, message: refused });
      return;
    }
    cell.dataset.draft = text;
    cell.classList.add("is-refused");
    toast(refused, { isError: true });
  }

  #added(row) {
    const part = document.createElement("tbody");
    part.className = "section";
    part.append(row);
    this.table.element.tHead.after(part);
    this.querySelector(".empty")?.remove();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229 || !event.target.closest(".plan-editor")) return;
    // the open menu's own
    if (event.key === "Escape" && document.querySelector(".menu:popover-open")) return;
    if (this.editor.isOpen && this.editor.completion.takes(event)) {
      event.preventDefault();
      return;
    }
    const command = this.editor.isOpen ? (this.editor.leavingStep(event) ?? editorCommand(event)) : tableCommand(event);
    // Tab leaves the table past its last cell, Shift+Tab before its first
    if (!command || (command.name === "step" && !this.selection.canStep(command.by))) return;
    event.preventDefault();
    this.run(command.name, command);
  }

  #clip(event) {
    if (!event.target.closest(".plan-editor") || this.editor.isOpen) return;
    event.preventDefault();
    const { rows, columns } = this.selection.range();
    if (event.type === "paste") {
      if (this.mayEdit) pasteInto(this, readClipboard(event.clipboardData));
      return;
    }
    writeClipboard(event.clipboardData, rows.map((row) => columns.map((at) => this.table.text(row.cells[at]))));
    if (event.type === "cut" && this.mayEdit) this.edits.clear(rows, columns);
  }

  #clicked(event) {
    const button = event.target.closest("[data-command]");
    if (!button) return;
    button.closest("[popover]")?.hidePopover();
    this.run(button.dataset.command, { row: button.closest("[data-row]") ?? undefined });
  }
}

customElements.define("plan-grid", PlanGrid);
