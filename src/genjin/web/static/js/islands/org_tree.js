/** <org-tree>: moves units and people on a customer's organisation chart, by drag or by Alt and an arrow key. */
const FAR_ENOUGH = 6;

class OrgTree extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    if (this.dataset.mayEdit === undefined) return;
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("click", (event) => { if (this.wasDragged) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
  }

  #key(event) {
    const node = event.target.closest(".tree-node");
    if (!node) return;
    const item = node.parentElement;
    const go = { ArrowDown: () => this.#focus(node, 1), ArrowUp: () => this.#focus(node, -1) };
    const put = { ArrowRight: () => this.#putInside(item), ArrowLeft: () => this.#takeOut(item) };
    const act = event.altKey ? this.dataset.mayEdit !== undefined && put[event.key] : go[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #focus(node, step) {
    const nodes = [...this.querySelectorAll(".tree-node")];
    nodes[nodes.indexOf(node) + step]?.focus();
  }

  /** Into the unit that stands above on the same level; into the one below where none stands above. */
  #putInside(item) {
    let other = item.previousElementSibling;
    while (other && !other.matches(".branch")) other = other.previousElementSibling;
    other ??= item.matches(".leaf") ? item.parentElement.querySelector(":scope > .branch") : null;
    if (other) this.#move(item, other.querySelector(":scope > .tree"));
  }

  #takeOut(item) {
    const above = item.parentElement.parentElement.closest(".tree");
    if (above) this.#move(item, above);
  }

  #take(event) {
    const item = event.target.closest(".tree-node")?.parentElement;
    if (!item || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    const move = (at) => this.#drag(item, from, at);
    const drop = (at) => {
      document.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, drop);
      this.#drop(item, at);
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, drop);
  }

  #drag(item, from, { clientX, clientY }) {
    const [x, y] = [clientX - from.x, clientY - from.y];
    if (!item.classList.contains("is-dragged") && Math.hypot(x, y) < FAR_ENOUGH) return;
    item.classList.add("is-dragged");
    item.style.translate = `${x}px ${y}px`;
    this.#aimAt(this.#listAt(clientX, clientY));
  }

  #drop(item, { clientX, clientY, type }) {
    if (!item.classList.contains("is-dragged")) return;
    const list = this.#listAt(clientX, clientY);
    item.classList.remove("is-dragged");
    item.style.translate = "";
    this.#aimAt(null);
    this.wasDragged = true;
    setTimeout(() => { this.wasDragged = false; });
    if (type === "pointerup" && list && list !== item.parentElement) this.#move(item, list);
  }

  /** The unit at a point, or the whole chart; what is dragged lets the pointer through. */
  #listAt(x, y) {
    const found = document.elementFromPoint(x, y);
    return found && this.contains(found) ? (found.closest(".branch") ?? this).querySelector(":scope > .tree") : null;
  }

  #aimAt(list) {
    this.querySelector(".is-aim")?.classList.remove("is-aim");
    list?.classList.add("is-aim");
  }

  /** The reply draws the chart anew; where it was refused, all stands where it stood. */
  async #move(item, list) {
    const { id } = item.querySelector(".tree-node");
    await window.htmx.ajax("POST", item.dataset.move, { values: { unit: list.dataset.unit }, source: this, swap: "none" });
    document.getElementById(id)?.focus();
  }
}

customElements.define("org-tree", OrgTree);
