/** Putting a pasted range into the table: over the cells from the active one on, and into new rows past the last. */
import { toast } from "../islands/toast_list.js";
import { isFresh } from "./edits.js";

export function pasteInto(grid, pasted) {
  const { table, selection } = grid;
  const texts = withoutHead(pasted, table.titles);
  if (!texts.length) return;
  const range = selection.range();
  const [height, width] = spreadOf(texts, range);
  const shown = table.columns;
  const columns = shown.slice(shown.indexOf(range.columns[0])).slice(0, width);
  const rows = rowsFrom(grid, range.rows[0], height);
  if (!rows) return;
  grid.edits.writeRange(rows, columns, (down, right) => texts[down % texts.length][right % texts[0].length] ?? "");
}

/** A copied head of the plan table is not a row. */
function withoutHead(texts, titles) {
  const known = new Set(titles.map(bare));
  const [head] = texts;
  const hits = head.filter((text) => text && known.has(bare(text))).length;
  return hits > 1 && hits >= head.filter(Boolean).length - 1 ? texts.slice(1) : texts;
}

function bare(text) {
  return text.replace(/[\s（(].*$/u, "");
}

/** One copied range fills a selection that is a whole number of times as high or wide. */
function spreadOf(texts, { rows, columns }) {
  const height = rows.length % texts.length ? texts.length : Math.max(rows.length, texts.length);
  const width = columns.length % texts[0].length ? texts[0].length : Math.max(columns.length, texts[0].length);
  return [height, width];
}

/** The rows from `first` on; missing ones are added at the end, or after a new row in which pasting begins. */
function rowsFrom(grid, first, count) {
  const all = grid.table.rows;
  if (isFresh(first)) return [first, ...blankRows(grid, count - 1, (row, last) => last.after(row), first)];
  const found = all.slice(all.indexOf(first)).slice(0, count);
  if (found.length === count) return found;
  if (grid.table.hasMore) {
    toast(grid.dataset.saidMore, { isError: true });
    return null;
  }
  return [...found, ...blankRows(grid, count - found.length, (row) => grid.newRows.lastElementChild.before(row))];
}

function blankRows(grid, count, put, first = null) {
  const added = [];
  for (let at = 0; at < count; at += 1) {
    const row = grid.table.blankRow(grid);
    put(row, added.at(-1) ?? first);
    added.push(row);
  }
  return added;
}
