/** <org-tree>: moves units and people on a customer's organisation chart, by drag or by Alt and an arrow key. */
class OrgTree extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    if (this.dataset.mayEdit === undefined || !window.Sortable) return;
    for (const list of this.querySelectorAll(".tree")) {
      window.Sortable.create(list, {
        group: "tree", animation: 120, forceFallback: true, fallbackOnBody: true, fallbackTolerance: 5, delay: 150, delayOnTouchOnly: true,
        onEnd: ({ item, from, to, oldIndex }) => { if (from !== to) this.#move(item, to, () => from.insertBefore(item, from.children[oldIndex] ?? null)); },
      });
    }
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

  /** The reply draws the chart anew; where it was refused, `putBack` takes the drag back. */
  async #move(item, list, putBack = () => {}) {
    const { id } = item.querySelector(".tree-node");
    await window.htmx.ajax("POST", item.dataset.move, { values: { unit: list.dataset.unit }, source: this, swap: "none" });
    if (item.isConnected) putBack();
    document.getElementById(id)?.focus();
  }
}

customElements.define("org-tree", OrgTree);
