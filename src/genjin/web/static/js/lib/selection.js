/**
 * Which cell is the active one, and which range is selected. As in a spreadsheet the range reaches from where it began
 * to its moving end, and what is typed goes into the active cell. A cell is held by its row and place: rows are renewed.
 */

export class Selection {
  constructor(table, { onMove, onExtend }) {
    this.table = table;
    this.onMove = onMove;
    this.onExtend = onExtend;
    this.active = this.anchor = this.end = null;
    this.painted = [];
  }

  get cell() {
    return this.active?.row.isConnected ? cellAt(this.active) : null;
  }

  get isRange() {
    const { rows, columns } = this.range();
    return rows.length > 1 || columns.length > 1;
  }

  get isOnLastRow() {
    return this.table.rows.at(-1) === this.active?.row;
  }

  /** Let the keys begin here, without going anywhere. */
  begin(cell) {
    this.active = this.anchor = this.end = { row: cell.parentElement, at: cell.cellIndex };
    this.paint();
  }

  /** Go to a cell; with `extend` the range reaches from where it began to there, and the active cell stays. */
  set(cell, { extend = false } = {}) {
    if (!cell) return;
    this.home = null;
    this.end = { row: cell.parentElement, at: cell.cellIndex };
    if (extend && this.anchor?.row.isConnected) {
      this.paint();
      this.onExtend(cell);
      return;
    }
    this.anchor = this.end;
    this.#activate(this.end);
  }

  move(rows, columns, { extend = false } = {}) {
    const all = this.table.rows;
    const shown = this.table.columns;
    const from = extend ? this.end : this.active;
    const at = all.indexOf(from?.row);
    const column = shown.indexOf(from?.at);
    if (at < 0 || column < 0) return this.set(all[0]?.cells[shown[1]]);
    const row = all[clamp(at + rows, all.length)];
    return this.set(row.cells[shown[clamp(column + columns, shown.length)]], { extend });
  }

  /** Tab: go on by one cell, into the next row at the end of a row; in a range, round inside it. */
  step(by) {
    if (this.isRange) return this.#cycle(by, { down: false });
    const shown = this.table.columns;
    const home = this.home ?? this.active.at;
    const column = shown.indexOf(this.active.at) + by;
    const all = this.table.rows;
    const row = column >= 1 && column < shown.length ? this.active.row : all[all.indexOf(this.active.row) + by];
    if (!row) return null;
    this.set(row === this.active.row ? row.cells[shown[column]] : row.cells[by > 0 ? shown[1] : shown.at(-1)]);
    this.home = row === this.active.row && by > 0 ? home : null;
    return null;
  }

  canStep(by) {
    const all = this.table.rows;
    const shown = this.table.columns;
    const isAtEnd = this.active?.at === (by > 0 ? shown.at(-1) : shown[1]);
    return this.isRange || !isAtEnd || this.active.row !== all.at(by > 0 ? -1 : 0);
  }

  /** Enter: go to the row below (or above), in the column where a run of Tabs began; in a range, round inside it. */
  enter(by) {
    if (this.isRange) return this.#cycle(by, { down: true });
    if (this.home) this.active = { ...this.active, at: this.home };
    return this.move(by, 0);
  }

  /** Select whole rows, or everything that is loaded; the active cell stays. */
  spread({ rows = false } = {}) {
    const all = this.table.rows;
    const shown = this.table.columns;
    if (!all.length || !this.active) return;
    this.anchor = { row: rows ? this.anchor.row : all[0], at: shown[0] };
    this.end = { row: rows ? this.end.row : all.at(-1), at: shown.at(-1) };
    this.paint();
  }

  /** The selected range: rows and the places of columns. Numbers of rows, pulled over, stand for the whole rows. */
  range() {
    const all = this.table.rows;
    const shown = this.table.columns;
    const [top, bottom] = sorted(all.indexOf(this.anchor?.row), all.indexOf(this.end?.row));
    const [left, right] = sorted(shown.indexOf(this.anchor?.at), shown.indexOf(this.end?.at));
    const areWhole = right === 0 && bottom > top;
    return { rows: top < 0 ? [] : all.slice(top, bottom + 1), columns: left < 0 ? [] : shown.slice(left, areWhole ? shown.length : right + 1) };
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

  #activate(place) {
    const before = this.active?.row;
    this.active = place;
    this.paint();
    this.onMove(this.cell, before);
  }

  /** Go round inside the range, along its rows or down its columns; the number of a row is no cell to type into. */
  #cycle(by, { down }) {
    const { rows, columns: all } = this.range();
    const columns = all.length > 1 ? all.filter((at) => at > 0) : all;
    const count = rows.length * columns.length;
    const [row, column] = [rows.indexOf(this.active.row), columns.indexOf(this.active.at)];
    const now = row < 0 || column < 0 ? -by : down ? column * rows.length + row : row * columns.length + column;
    const next = (now + by + count) % count;
    const [toRow, toColumn] = down ? [next % rows.length, Math.floor(next / rows.length)] : [Math.floor(next / columns.length), next % columns.length];
    this.#activate({ row: rows[toRow], at: columns[toColumn] });
  }
}

function cellAt({ row, at }) {
  return row.cells[at];
}

function clamp(at, length) {
  return Math.max(0, Math.min(at, length - 1));
}

function sorted(one, other) {
  return one <= other ? [one, other] : [other, one];
}
