/** <plan-grid>: the plan table with the manners of a spreadsheet. What it can do stands in `COMMANDS`. */
import { place } from "./drop_menu.js";
import { toast } from "./toast_list.js";
import { readClipboard, writeClipboard } from "../lib/clipboard.js";
import { Columns } from "../lib/columns.js";
import { Editor } from "../lib/editor.js";
import { Edits } from "../lib/edits.js";
import { editorCommand, tableCommand } from "../lib/keyboard.js";
import { pasteInto } from "../lib/pasting.js";
import { Panel } from "../lib/panel.js";
import { isNarrow, Pointer } from "../lib/pointer.js";
import { Saving } from "../lib/saving.js";
import { Sections } from "../lib/sections.js";
import { Selection } from "../lib/selection.js";
import { Table } from "../lib/table.js";
import { travel } from "../lib/undo.js";

class PlanGrid extends HTMLElement {
  connectedCallback() {
    this.mayEdit = "mayEdit" in this.dataset;
    this.table = new Table(this);
    this.selection = new Selection(this.table, { onMove: (cell, before) => this.#moved(cell, before) });
    this.saving = new Saving(this, this.table, { onRenewed: () => this.selection.paint() });
    this.edits = new Edits(this, this.table, this.saving, { onRefused: (...refusal) => this.#refused(...refusal) });
    this.editor = new Editor(this, this.table, { onCommit: (...typed) => this.edits.commit(...typed), onLeave: () => this.#left() });
    this.panel = new Panel(this, this.table, this.edits, { onClose: () => this.focusCell(), onAdded: (row) => this.#added(row) });
    this.columns = new Columns(this, this.table);
    this.sections = new Sections(this);
    this.pointer = new Pointer(this, this.selection, {
      onEdit: () => this.editor.open(),
      onTick: (line) => this.edits.tick(line.dataset.action, !line.classList.contains("is-done")),
      onOpen: (row) => this.panel.open(row.dataset.row, { focus: false }),
    });
    this.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["copy", "cut", "paste"]) this.addEventListener(name, (event) => this.#clip(event));
    this.listening = new AbortController();
    document.addEventListener("click", (event) => this.#clicked(event), { signal: this.listening.signal });
    this.#start();
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
      this.panel.open(null, { project });
      return;
    }
    const row = this.table.blankRow(this, project);
    put(row);
    this.selection.set(row.cells[this.table.keys.indexOf(key)]);
  }

  get newRows() {
    return this.querySelector("#new-rows");
  }

  #start() {
    const rows = this.table.rows;
    const cell = rows[0]?.cells[this.table.columns[1]];
    if (!cell || isNarrow()) return;
    this.selection.focus = this.selection.anchor = { row: rows[0], at: cell.cellIndex };
    this.selection.paint();
    this.editor.attach(cell, { focus: document.activeElement === document.body });
  }

  #moved(cell, before) {
    this.editor.commit();
    if (before !== cell.parentElement) this.edits.leave(before);
    this.editor.attach(cell);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The focus went elsewhere: what was typed is kept, as when another cell is chosen. */
  #left() {
    setTimeout(() => {
      if (this.contains(document.activeElement) || !this.isConnected || document.querySelector("dialog[open]")) return;
      this.editor.commit();
      this.edits.leave(this.selection.focus?.row);
    });
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
    if (this.editor.isOpen && this.editor.completion.takes(event)) {
      event.preventDefault();
      return;
    }
    const command = this.editor.isOpen ? editorCommand(event) : tableCommand(event);
    if (!command) return;
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
    this.run(button.dataset.command);
  }
}

/** What keys, buttons and menu entries do. */
const COMMANDS = {
  move: (grid, { rows, columns, extend }) => grid.selection.move(rows, columns, { extend }),
  step: (grid, { by }) => grid.selection.step(by),
  edit: (grid) => (grid.selection.focus?.at === 0 ? grid.run("open") : grid.editor.open()),
  cancel: (grid) => {
    delete grid.editor.cell.dataset.draft;
    grid.editor.cell.classList.remove("is-refused");
    grid.editor.close();
    grid.focusCell();
  },
  "new-line": (grid) => grid.editor.newLine(),
  commit: (grid, { rows = 0, step }) => {
    delete grid.editor.cell.dataset.draft;
    grid.editor.cell.classList.remove("is-refused");
    if (step) grid.selection.step(step);
    else grid.selection.move(rows, 0);
    grid.editor.commit();
    // Enter in a new last row ends the row: there is none below to go to
    if (rows > 0 && grid.selection.isOnLastRow) grid.edits.leave(grid.selection.focus.row);
    grid.focusCell();
  },
  clear: (grid) => grid.mayEdit && grid.edits.clear(grid.selection.range().rows, grid.selection.range().columns),
  collapse: (grid) => grid.selection.set(grid.selection.cell),
  all: (grid) => grid.selection.spread(),
  undo: (grid) => grid.mayEdit && travel("undo").then(() => grid.focusCell()),
  redo: (grid) => grid.mayEdit && travel("redo").then(() => grid.focusCell()),
  fill: (grid) => {
    const { rows, columns } = grid.selection.range();
    const all = grid.table.rows;
    const source = rows.length > 1 ? rows[0] : all[all.indexOf(rows[0]) - 1];
    const targets = rows.length > 1 ? rows.slice(1) : rows;
    if (source && grid.mayEdit) grid.edits.writeRange(targets, columns, (_down, right) => grid.table.text(source.cells[columns[right]]));
  },
  tick: (grid, { number }) => {
    const lines = [...(grid.selection.cell?.querySelectorAll("li[data-action]") ?? [])];
    const line = number ? lines[number - 1] : lines.find((entry) => !entry.classList.contains("is-done")) ?? lines[0];
    if (line && grid.mayEdit) grid.edits.tick(line.dataset.action, !line.classList.contains("is-done"));
    else if (!number) grid.editor.open();
  },
  menu: (grid) => {
    const menu = document.getElementById("row-menu");
    menu?.showPopover();
    if (menu) place(menu, grid.selection.cell);
  },
  open: (grid) => grid.selection.focus?.row.dataset.row && grid.panel.open(grid.selection.focus.row.dataset.row),
  copy: (grid) => {
    grid.focusCell();
    document.execCommand("copy");
  },
  delete: (grid) => {
    if (!grid.mayEdit) return;
    const { rows } = grid.selection.range();
    const all = grid.table.rows;
    const next = all[all.indexOf(rows.at(-1)) + 1] ?? all[all.indexOf(rows[0]) - 1];
    grid.edits.remove(rows).then(() => grid.selection.cell ?? grid.selection.set(next?.cells[grid.table.columns[1]]));
  },
  "insert-after": (grid) => {
    const { row } = grid.selection.focus;
    const project = grid.table.text(row.cells[grid.table.keys.indexOf("customer_project")]);
    grid.addRow((fresh) => row.after(fresh), { project, key: "goal" });
  },
  "new-row": (grid) => grid.addRow((row) => {
    grid.querySelector(".empty")?.remove();
    const part = document.createElement("tbody");
    part.append(row);
    grid.table.element.tHead.after(part);
    grid.table.scroll.scrollTop = 0;
  }),
  "add-last": (grid) => grid.addRow((row) => grid.newRows.lastElementChild.before(row)),
  "reset-columns": (grid) => grid.columns.reset(),
};

customElements.define("plan-grid", PlanGrid);
