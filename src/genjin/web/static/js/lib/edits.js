/** What a person does to rows: each deed is one request, and can be taken back. */
import { toast } from "../islands/toast_list.js";
import { release } from "./saving.js";
import { remember, takeBack } from "./undo.js";

const PROJECT = "customer_project";

export class Edits {
  constructor(grid, table, saving, { onRefused }) {
    this.grid = grid;
    this.table = table;
    this.saving = saving;
    this.onRefused = onRefused;
  }

  /** Keep what was typed into a cell; in a row that is not saved yet it waits until the row is left. */
  commit(cell, text, seen) {
    const row = cell.parentElement;
    const at = cell.cellIndex;
    if (isFresh(row)) {
      if (text !== this.table.text(cell)) row.dataset.touched = "";
      return this.table.write(cell, text);
    }
    if (text === seen) return null;
    const key = this.table.keys[at];
    return this.write([this.#entry(row, { [key]: text }, { [key]: seen })], (refusal) => this.onRefused(row, at, text, refusal));
  }

  /** Save a new row when it is left, if anything was typed into it. */
  leave(row) {
    if (!row?.isConnected || !isFresh(row)) return null;
    if (!("touched" in row.dataset)) return row.remove();
    row.dataset.sending = "";
    const cells = {};
    for (const cell of row.cells) if (this.table.isEditable(cell) && this.table.text(cell)) cells[this.table.keyOf(cell)] = this.table.text(cell);
    return this.write([this.#entry(row, cells)], (refusal) => {
      delete row.dataset.sending;
      const at = Math.max(this.table.keys.indexOf(refusal.field), 1);
      this.onRefused(row, at, this.table.text(row.cells[at]), refusal);
    });
  }

  /** Save entries as one deed. */
  async write(entries, onRefused = (refusal) => toast(refusal.refused, { isError: true })) {
    for (const entry of entries) this.#mark(entry);
    const result = await this.saving.save(entries);
    entries.forEach(release);
    if (result.refused) onRefused(result);
    else if (result.changes.length) remember(this.#deedOf(result.changes));
    return result;
  }

  /** Write texts into cells of a range, row by row; `null` leaves a cell. Rows of `null` are new. */
  writeRange(rows, columns, textAt) {
    const entries = rows.map((row, down) => {
      const cells = {};
      for (const [right, at] of columns.entries()) {
        const text = textAt(down, right);
        if (text !== null && this.table.isEditable(this.table.heads[at])) cells[this.table.keys[at]] = text;
      }
      if (isFresh(row)) for (const cell of row.cells) if (this.table.isEditable(cell) && this.table.text(cell)) cells[this.table.keyOf(cell)] ??= this.table.text(cell);
      return this.#entry(row, cells);
    });
    for (const row of rows) if (isFresh(row)) row.dataset.sending = "";
    return this.write(entries.filter(({ cells }) => Object.keys(cells).length), (refusal) => {
      for (const row of rows) delete row.dataset.sending;
      for (const row of rows) if (isFresh(row) && !("touched" in row.dataset)) row.remove();
      toast(refusal.refused, { isError: true });
    });
  }

  clear(rows, columns) {
    // a row always belongs to some project: that cell is emptied only when it is meant alone
    const meant = columns.length > 1 ? columns.filter((at) => this.table.keys[at] !== PROJECT) : columns;
    return this.writeRange(rows, meant, () => "");
  }

  /** Mark an action as done or open. */
  async tick(action, isDone) {
    const done = await this.#sendTick(action, isDone);
    if (done) remember({ undo: () => this.#sendTick(action, !isDone), redo: () => this.#sendTick(action, isDone) });
  }

  async remove(rows) {
    const pks = rows.filter((row) => row.dataset.row).map((row) => Number(row.dataset.row));
    for (const row of rows) if (!row.dataset.row) row.remove();
    if (!pks.length || !(await this.#delete(pks))) return;
    const deed = { undo: () => this.#restore(pks), redo: () => this.#delete(pks) };
    remember(deed);
    toast(this.grid.dataset.saidDeleted.replace("{count}", pks.length), { undo: () => takeBack(deed) });
  }

  async #delete(pks) {
    const result = await this.saving.send("POST", `${this.grid.dataset.deletionsAddress}?rows=${pks}`);
    if (result.refused) return this.#complain(result);
    for (const pk of pks) this.table.row(pk)?.replaceWith(mark(pk));
    return true;
  }

  async #restore(pks) {
    const result = await this.saving.send("DELETE", `${this.grid.dataset.deletionsAddress}?rows=${pks}`);
    if (result.refused) return this.#complain(result);
    for (const row of result.rows) document.querySelector(`tr[data-gone="${row.dataset.row}"]`)?.replaceWith(row);
    return true;
  }

  async #sendTick(action, isDone) {
    const address = this.grid.dataset.completionAddress.replace("/0/", `/${action}/`);
    const result = await this.saving.send(isDone ? "POST" : "DELETE", address);
    return result.refused ? this.#complain(result) : true;
  }

  #complain({ refused }) {
    toast(refused, { isError: true });
    return false;
  }

  #deedOf(changes) {
    return { undo: () => this.#replay(changes, "before", "after"), redo: () => this.#replay(changes, "after", "before") };
  }

  async #replay(changes, to, from) {
    const created = changes.filter((change) => change.isNew).map((change) => change.pk);
    if (created.length && !(await (to === "before" ? this.#delete(created) : this.#restore(created)))) return false;
    const edited = changes.filter((change) => !change.isNew);
    const entries = edited.map((change) => ({ pk: change.pk, row: this.table.row(change.pk), cells: change[to], seen: change[from] }));
    const result = await this.saving.save(entries);
    if (result.refused) return this.#complain(result);
    for (const done of result.changes) edited.find((change) => change.pk === done.pk)[to] = done.after;
    return true;
  }

  #entry(row, cells, seen = {}) {
    return { pk: row.dataset.row ? Number(row.dataset.row) : null, row, cells, seen };
  }

  /** Show what was typed, until the server has answered. */
  #mark(entry) {
    entry.waiting = entry.row ? Object.keys(entry.cells).map((key) => entry.row.cells[this.table.keys.indexOf(key)]) : [];
    for (const [at, text] of Object.values(entry.cells).entries()) {
      const cell = entry.waiting[at];
      if (!cell) continue;
      cell.dataset.pending = text;
      cell.saves = (cell.saves ?? 0) + 1;
      cell.classList.add("is-saving");
    }
  }
}

/** Whether the row is not saved yet, nor on its way. */
export function isFresh(row) {
  return row.classList.contains("fresh") && !("sending" in row.dataset);
}

/** The place of a deleted row, so that it comes back where it stood. */
function mark(pk) {
  const place = document.createElement("tr");
  place.hidden = true;
  place.dataset.gone = pk;
  return place;
}
