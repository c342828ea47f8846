/** Everything that a key, a button or a menu entry can ask of the plan table, by name. */
import { place } from "../islands/drop_menu.js";
import { toast } from "../islands/toast_list.js";
import { travel } from "./undo.js";

export const COMMANDS = {
  move: (grid, { rows, columns, extend }) => grid.selection.move(rows, columns, { extend }),
  step: (grid, { by }) => grid.selection.step(by),
  edit: (grid) => (grid.selection.active?.at === 0 ? grid.run("open") : grid.editor.open()),
  cancel: (grid) => {
    delete grid.editor.cell.dataset.draft;
    grid.editor.cell.classList.remove("is-refused");
    grid.editor.close();
    grid.focusCell();
  },
  // in a range Enter goes round, as in every spreadsheet; a single cell it opens
  enter: (grid, { by }) => (by > 0 && !grid.selection.isRange ? grid.run("edit") : grid.selection.enter(by)),
  "new-line": (grid) => grid.editor.newLine(),
  commit: (grid, { enter, step, rows = 0, columns = 0 }) => {
    delete grid.editor.cell.dataset.draft;
    grid.editor.cell.classList.remove("is-refused");
    if (step) grid.selection.step(step);
    else if (enter) grid.selection.enter(enter);
    else grid.selection.move(rows, columns);
    grid.editor.commit();
    // Enter in a new last row ends the row: there is none below to go to
    if (enter > 0 && grid.selection.isOnLastRow) grid.edits.leave(grid.selection.active.row);
    grid.focusCell();
  },
  clear: (grid) => grid.mayEdit && grid.edits.clear(grid.selection.range().rows, grid.selection.range().columns),
  collapse: (grid) => grid.selection.set(grid.selection.cell),
  all: (grid) => {
    grid.selection.spread();
    if (grid.table.hasMore) toast(grid.dataset.saidPart.replace("{count}", grid.table.rows.length));
  },
  rows: (grid) => grid.selection.spread({ rows: true }),
  today: (grid) => grid.editor.write(isoDay(new Date())),
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
    if (!menu || !grid.selection.cell) return;
    menu.showPopover();
    place(menu, grid.selection.cell);
    menu.querySelector("button").focus();
  },
  open: (grid) => {
    const { row, at } = grid.selection.active ?? {};
    if (row?.dataset.row) grid.panel.open(row.dataset.row, { key: grid.table.keys[at] });
  },
  talk: (grid, { row = grid.selection.active?.row }) => {
    if (row?.dataset.row) window.htmx.ajax("GET", grid.dataset.talkAddress.replace("/0/", `/${row.dataset.row}/`), "#side-panel");
  },
  "open-project": (grid) => visit(grid, "project"),
  "open-customer": (grid) => visit(grid, "customer"),
  copy: (grid) => {
    grid.focusCell();
    document.execCommand("copy");
  },
  delete: (grid) => {
    if (!grid.mayEdit) return;
    const { rows } = grid.selection.range();
    const all = grid.table.rows;
    const { at } = grid.selection.active;
    const next = all[all.indexOf(rows.at(-1)) + 1] ?? all[all.indexOf(rows[0]) - 1];
    grid.edits.remove(rows).then(() => grid.selection.cell ?? grid.selection.set(next?.cells[at]));
  },
  "insert-after": (grid) => {
    const { row } = grid.selection.active;
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

/** Go to the page of the row's project or customer, whose address the menu knows with 0 for the id. */
function visit(grid, kind) {
  const id = grid.selection.active?.row?.dataset[kind];
  if (id) window.location.assign(document.getElementById("row-menu").dataset[kind].replace("/0/", `/${id}/`));
}

/** A day as the plan table writes it, in the reader's own time zone. */
function isoDay(day) {
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
