/** The mouse in the plan table: select, pull a range, edit, tick, and the menu of a row. */
import { place, placeAt } from "../islands/drop_menu.js";

const NARROW = window.matchMedia("(max-width: 700px)");

export function isNarrow() {
  return NARROW.matches;
}

export class Pointer {
  constructor(grid, selection, { onEdit, onTick, onOpen, onMenuClosed }) {
    this.selection = selection;
    this.menu = document.getElementById("row-menu");
    this.menu?.addEventListener("toggle", (event) => { if (event.newState === "closed" && isUnfocused()) onMenuClosed(); });
    grid.addEventListener("mousedown", (event) => this.#press(event));
    grid.addEventListener("mouseover", (event) => this.#pull(event));
    window.addEventListener("mouseup", () => { this.isPulling = false; });
    grid.addEventListener("dblclick", (event) => { if (cellOf(event) && !isNarrow()) onEdit(); });
    grid.addEventListener("contextmenu", (event) => this.#openMenu(event));
    grid.addEventListener("click", (event) => this.#click(event, onTick, onOpen));
  }

  #press(event) {
    const cell = cellOf(event);
    if (!cell || isNarrow()) return;
    // the keys stay with the active cell, also while the menu is open
    event.preventDefault();
    if (event.button !== 0) return;
    this.isPulling = true;
    this.selection.set(cell, { extend: event.shiftKey });
  }

  #pull(event) {
    const cell = this.isPulling && cellOf(event);
    if (cell && cell !== this.selection.cell) this.selection.set(cell, { extend: true });
  }

  #click(event, onTick, onOpen) {
    if (event.target.closest(".talk-mark")) return null;
    const tick = event.target.closest(".tick");
    if (tick) return onTick(tick.closest("li"));
    if (isNarrow()) return rowOf(event) && onOpen(rowOf(event));
    const cell = cellOf(event);
    if (!cell) return null;
    if (cell.classList.contains("seq") && this.selection.range().rows.length < 2) {
      this.selection.spread({ rows: true });
      this.menu?.showPopover();
      if (this.menu) place(this.menu, cell);
    }
    return null;
  }

  #openMenu(event) {
    const cell = cellOf(event);
    if (!cell || !this.menu || isNarrow()) return;
    event.preventDefault();
    if (!cell.classList.contains("in-range")) this.selection.set(cell);
    this.menu.showPopover();
    placeAt(this.menu, event.clientX, event.clientY);
  }
}

function cellOf(event) {
  if (event.target.closest(".plan-editor, .tick, .talk-mark")) return null;
  return rowOf(event) ? event.target.closest("td") : null;
}

function rowOf(event) {
  return event.target.closest("tr[data-row]");
}

function isUnfocused() {
  return document.activeElement === document.body;
}
