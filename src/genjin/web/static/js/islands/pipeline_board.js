/**
 * <pipeline-board>: a card that is dropped on another stage asks the panel at the side for the move.
 *
 * The card goes back to where it was at once: the move is the server's, and may be refused by unmet criteria. When it
 * is saved, the page draws the board anew. Without a mouse the buttons of each card do the same.
 */
class PipelineBoard extends HTMLElement {
  connectedCallback() {
    if (this.dataset.mayMove === undefined || !window.Sortable) return;
    this.sortables = [...this.querySelectorAll(".board-cell")].map((cell) => window.Sortable.create(cell, {
      group: "stages",
      sort: false,
      draggable: ".deal-card",
      filter: "button",
      preventOnFilter: false,
      animation: 0,
      delay: 150,
      delayOnTouchOnly: true,
      onMove: ({ to }) => this.#aim(to),
      onEnd: (event) => this.#drop(event),
    }));
  }

  disconnectedCallback() {
    this.sortables?.forEach((sortable) => sortable.destroy());
  }

  #aim(cell) {
    this.querySelector(".is-aim")?.classList.remove("is-aim");
    cell?.classList.add("is-aim");
    return Boolean(cell?.dataset.stage);
  }

  #drop({ item, from, to, oldDraggableIndex }) {
    this.querySelector(".is-aim")?.classList.remove("is-aim");
    if (to === from) return;
    from.insertBefore(item, from.querySelectorAll(".deal-card")[oldDraggableIndex] ?? from.querySelector(".board-more"));
    const { stage } = to.dataset;
    if (stage && stage !== from.dataset.stage) {
      window.htmx.ajax("GET", `${item.dataset.move}?to=${stage}`, { target: "#side-panel", source: item });
    }
  }
}

customElements.define("pipeline-board", PipelineBoard);
