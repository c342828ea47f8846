/** Which cell is the active one, and which range is selected. A cell is held by its row and place: rows are renewed. */

export class Selection {
  constructor(table, { onMove }) {
    this.table = table;
    this.onMove = onMove;
    this.anchor = null;
    this.focus = null;
    this.painted = [];
  }

  get cell() {
    return this.focus?.row.isConnected ? this.focus.row.cells[this.focus.at] : null;
  }

  /** Go to a cell; with `extend` the range reaches from where it began to there. */
  set(cell, { extend = false } = {}) {
    if (!cell) return;
    const before = this.focus?.row;
    this.focus = { row: cell.parentElement, at: cell.cellIndex };
    if (!extend || !this.anchor?.row.isConnected) this.anchor = this.focus;
    this.paint();
    this.onMove(cell, before);
  }

  move(rows, columns, { extend = false } = {}) {
    const all = this.table.rows;
    const shown = this.table.columns;
    const at = all.indexOf(this.focus?.row);
    const column = shown.indexOf(this.focus?.at);
    if (at < 0 || column < 0) return this.set(all[0]?.cells[shown[1]]);
    const row = all[clamp(at + rows, all.length)];
    return this.set(row.cells[shown[clamp(column + columns, shown.length)]], { extend });
  }

  /** Go on by one cell, into the next row at the end of a row. */
  step(by) {
    const shown = this.table.columns;
    const column = shown.indexOf(this.focus.at) + by;
    if (column >= 1 && column < shown.length) return this.move(0, by);
    const all = this.table.rows;
    const row = all[all.indexOf(this.focus.row) + by];
    return row && this.set(row.cells[by > 0 ? shown[1] : shown.at(-1)]);
  }

  canStep(by) {
    const all = this.table.rows;
    const shown = this.table.columns;
    const isAtEnd = this.focus?.at === (by > 0 ? shown.at(-1) : shown[1]);
    return !isAtEnd || this.focus.row !== all.at(by > 0 ? -1 : 0);
  }

  get isOnLastRow() {
    return this.table.rows.at(-1) === this.focus?.row;
  }

  /** Select whole rows, or everything that is loaded. */
  spread({ rows = false } = {}) {
    const all = this.table.rows;
    const shown = this.table.columns;
    if (!all.length) return;
    this.anchor = { row: rows ? this.anchor.row : all[0], at: shown[0] };
    this.focus = { row: rows ? this.focus.row : all.at(-1), at: shown.at(-1) };
    this.paint();
  }

  /** The selected range: rows and the places of columns. */
  range() {
    const all = this.table.rows;
    const shown = this.table.columns;
    const [top, bottom] = sorted(all.indexOf(this.anchor?.row), all.indexOf(this.focus?.row));
    const [left, right] = sorted(shown.indexOf(this.anchor?.at), shown.indexOf(this.focus?.at));
    return { rows: top < 0 ? [] : all.slice(top, bottom + 1), columns: left < 0 ? [] : shown.slice(left, right + 1) };
  }

  paint() {
    for (const cell of this.painted) cell.classList.remove("is-active", "in-range");
    const { rows, columns } = this.range();
    this.painted = rows.flatMap((row) => columns.map((at) => row.cells[at]));
    if (this.painted.length > 1) for (const cell of this.painted) cell.classList.add("in-range");
    if (this.cell) {
      this.cell.classList.add("is-active");
      this.painted.push(this.cell);
    }
  }
}

function clamp(at, length) {
  return Math.max(0, Math.min(at, length - 1));
}

function sorted(one, other) {
  return one <= other ? [one, other] : [other, one];
}
