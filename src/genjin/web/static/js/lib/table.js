/** The cells of the plan table as they stand in the page: which there are, and what they say. */

export class Table {
  constructor(grid) {
    this.element = grid.querySelector("table.plan");
    this.scroll = grid.querySelector(".plan-scroll");
    this.heads = [...this.element.tHead.rows[0].cells];
    this.keys = this.heads.map((head) => head.dataset.key);
    this.kinds = Object.fromEntries(this.heads.map((head) => [head.dataset.key, head.dataset.kind]));
    this.titles = this.heads.map((head) => head.querySelector(".th-title").textContent.trim());
  }

  /** Every row that can be seen, in order; not the heads of sections. */
  get rows() {
    return [...this.element.querySelectorAll("tbody:not(.is-folded) > tr[data-row]")];
  }

  /** The columns that are shown, by their place. */
  get columns() {
    return this.keys.map((_key, at) => at).filter((at) => !this.element.classList.contains(`hide-${this.keys[at]}`));
  }

  get hasMore() {
    return Boolean(this.element.querySelector("#more"));
  }

  row(pk) {
    return document.getElementById(`follow-up-${pk}`);
  }

  keyOf(cell) {
    return this.keys[cell.cellIndex];
  }

  kindOf(cell) {
    return this.kinds[this.keyOf(cell)];
  }

  titleOf(cell) {
    return this.titles[cell.cellIndex];
  }

  isEditable(cell) {
    return !("fixed" in this.heads[cell.cellIndex].dataset);
  }

  /** What is edited, copied and compared: not always what is shown. */
  text(cell) {
    if ("text" in cell.dataset) return cell.dataset.text;
    return [...cell.childNodes].filter((node) => !isEditor(node)).map((node) => node.textContent).join("");
  }

  /** Put typed text into a cell of a row that is not saved yet. */
  write(cell, text) {
    const editor = [...cell.childNodes].find(isEditor);
    cell.replaceChildren(text, ...(editor ? [editor] : []));
    if ("text" in cell.dataset) cell.dataset.text = text;
  }

  /**
   * Make `row` say what the server's `fresh` row says. An editor that stands open in a cell stays as it is, and so does
   * what was typed into another cell and is still on its way. With `keepDrafts` a text that was refused is kept as well:
   * it is somebody else's change that is shown, not the answer to what was typed.
   */
  renew(row, fresh, { keepDrafts = false } = {}) {
    for (const name of ["id", "data-row", "data-version", "class"]) {
      if (fresh.hasAttribute(name)) row.setAttribute(name, fresh.getAttribute(name));
      else row.removeAttribute(name);
    }
    delete row.dataset.touched;
    delete row.dataset.sending;
    for (const [at, cell] of [...fresh.cells].entries()) {
      if (keepDrafts) keepDraft(row.cells[at], cell);
      this.#renewCell(row.cells[at], cell);
    }
  }

  #renewCell(old, cell) {
    const editor = [...old.childNodes].find(isEditor);
    if (!editor && !old.classList.contains("is-saving")) return old.replaceWith(cell);
    for (const node of [...old.childNodes]) if (node !== editor) node.remove();
    old.prepend(...cell.childNodes);
    if ("text" in cell.dataset) old.dataset.text = cell.dataset.text;
    return null;
  }

  /** A new row, empty or about a project, not in the page yet. */
  blankRow(grid, project = "") {
    const row = grid.querySelector("#blank-row").content.firstElementChild.cloneNode(true);
    if (project) this.write(row.cells[this.keys.indexOf("customer_project")], project);
    return row;
  }
}

/** The server's rows out of a piece of HTML. */
export function readRows(html) {
  const holder = document.createElement("template");
  holder.innerHTML = `<table><tbody>${html}</tbody></table>`;
  return [...holder.content.querySelectorAll("tr[data-row]")];
}

function keepDraft(old, cell) {
  if (!("draft" in old.dataset)) return;
  cell.dataset.draft = old.dataset.draft;
  cell.classList.add("is-refused");
}

function isEditor(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.classList.contains("plan-editor");
}
