/** Widths of columns and which are hidden: kept in the page's address and in a cookie, so that the server draws them. */

const NARROWEST = 36;
const YEAR = 365 * 24 * 3600;

export class Columns {
  constructor(grid, table) {
    this.table = table;
    this.form = document.getElementById("filters");
    this.cols = [...table.element.querySelectorAll("col")];
    grid.addEventListener("pointerdown", (event) => this.#grip(event));
    document.getElementById("menu-columns")?.addEventListener("change", (event) => this.#show(event));
    if (this.cols.some((col) => col.dataset.width)) this.#fix((col) => Number(col.dataset.width) || col.offsetWidth);
    new ResizeObserver(() => this.#stick()).observe(table.element);
  }

  /** All columns, in the widths that the style sheet gives. */
  reset() {
    for (const key of this.table.keys) this.table.element.classList.remove(`hide-${key}`);
    for (const col of this.cols) {
      col.style.width = "";
      delete col.dataset.width;
    }
    this.table.element.style.width = this.table.element.style.minWidth = "";
    for (const box of document.querySelectorAll("#menu-columns input")) box.checked = true;
    this.#keep();
  }

  #show(event) {
    // the form around the menu would fetch the table anew
    event.stopPropagation();
    this.table.element.classList.toggle(`hide-${event.target.dataset.column}`, !event.target.checked);
    this.#keep();
  }

  #grip(event) {
    const grip = event.target.closest(".th-grip");
    if (!grip) return;
    event.preventDefault();
    const at = grip.parentElement.cellIndex;
    this.#fix((_col, place) => this.table.heads[place].offsetWidth);
    const start = { x: event.clientX, width: Number(this.cols[at].dataset.width) };
    const pull = (move) => this.#set(at, Math.max(NARROWEST, start.width + move.clientX - start.x));
    grip.classList.add("pulling");
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", pull);
    grip.addEventListener("pointerup", () => {
      grip.classList.remove("pulling");
      grip.removeEventListener("pointermove", pull);
      this.#keep();
    }, { once: true });
  }

  #fix(widthOf) {
    for (const [at, col] of this.cols.entries()) col.dataset.width = Math.round(widthOf(col, at)) || "";
    for (const at of this.cols.keys()) this.#set(at, Number(this.cols[at].dataset.width));
  }

  #set(at, width) {
    if (width) this.cols[at].dataset.width = Math.round(width);
    this.cols[at].style.width = width ? `${width}px` : "";
    const all = this.table.columns.reduce((sum, place) => sum + Number(this.cols[place].dataset.width), 0);
    this.table.element.style.width = this.table.element.style.minWidth = `${all}px`;
    this.#stick();
  }

  /** Where the second and third column stay when the table is scrolled sideways. */
  #stick() {
    const [first, second] = this.table.heads.map((head) => head.offsetWidth);
    this.table.element.style.setProperty("--left-2", `${first}px`);
    this.table.element.style.setProperty("--left-3", `${first + second}px`);
  }

  #keep() {
    this.#stick();
    const hide = this.table.keys.filter((key) => this.table.element.classList.contains(`hide-${key}`)).join("|");
    const widths = this.cols.map((col, at) => (col.dataset.width ? `${this.table.keys[at]}:${col.dataset.width}` : "")).filter(Boolean).join("|");
    const kept = Object.entries({ hide, widths }).filter(([, words]) => words);
    for (const [name, words] of Object.entries({ hide, widths })) this.form.elements[name].value = words;
    for (const field of document.querySelectorAll("#menu-view [name=query]")) field.value = withColumns(field.value, kept);
    const address = withColumns(location.search, kept);
    history.replaceState(history.state, "", address ? `?${address}` : location.pathname);
    document.cookie = `plan_columns=${encodeURIComponent(new URLSearchParams(kept))}; path=/; max-age=${YEAR}; SameSite=Lax`;
  }
}

function withColumns(query, kept) {
  const pairs = new URLSearchParams(query);
  for (const name of ["hide", "widths"]) pairs.delete(name);
  for (const [name, words] of kept) pairs.set(name, words);
  return pairs.toString();
}
