/**
 * <pipeline-board>: a card that is dropped on another stage asks the panel at the side for the move.
 *
 * The card goes back to where it was at once: the move is the server's, and may be refused by unmet criteria. When it
 * is saved, the page draws the board anew. By keyboard: arrows go from card to card, Shift with an arrow to the side asks
 * for the move, Home and End go to the ends of a column. One card at a time is reached by Tab, with its buttons.
 */
import { inReach } from "../lib/board_keys.js";

let lastCard = ""; // the board is drawn anew after each move, and the keys go on where they were

class PipelineBoard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusin", ({ target }) => this.#reach(target.closest(".deal-card")));
    this.#reach(document.getElementById(lastCard) ?? this.querySelector(".deal-card"));
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

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const card = event.target.closest(".deal-card");
    if (card && event.shiftKey) {
      const button = { ArrowLeft: `back-${card.dataset.project}`, ArrowRight: `on-${card.dataset.project}` }[event.key];
      if (!button) return;
      event.preventDefault();
      document.getElementById(button)?.click();
      return;
    }
    const next = event.shiftKey ? null : inReach(this, card, event.key);
    if (!next) return;
    event.preventDefault();
    next.querySelector(".deal-name").focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Let Tab come to this card and its buttons, and pass by all others. */
  #reach(card) {
    if (!card) return;
    lastCard = card.id;
    for (const part of this.querySelectorAll(".deal-name, .deal-moves button")) part.tabIndex = card.contains(part) ? 0 : -1;
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
