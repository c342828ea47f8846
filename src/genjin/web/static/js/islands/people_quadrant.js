/**
 * <people-quadrant>: moves people on the map of influence and attitude, by drag or by arrow keys.
 *
 * A move is only meant until its words are saved: Enter (or letting go) opens the form that asks for them, Esc or
 * leaving puts the person back.
 */
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const FAR_ENOUGH = 6;

class PeopleQuadrant extends HTMLElement {
  connectedCallback() {
    if (this.dataset.mayEdit === undefined) return;
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => this.#leave(event));
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("click", (event) => this.#click(event), true);
    this.putBackOnClose = () => { if (this.isConnected) this.#putBack(); };
    document.querySelector("dialog.side-panel")?.addEventListener("close", this.putBackOnClose);
  }

  disconnectedCallback() {
    document.querySelector("dialog.side-panel")?.removeEventListener("close", this.putBackOnClose);
  }

  #key(event) {
    const dot = event.target.closest(".dot");
    if (!dot || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && dot === this.moved) {
      event.preventDefault();
      this.#putBack();
      dot.focus();
    } else if (STEPS[event.key]) {
      event.preventDefault();
      const [down, right] = STEPS[event.key];
      const cell = dot.closest("td");
      const row = cell.parentElement.parentElement.rows[cell.parentElement.sectionRowIndex + down];
      const aim = row?.cells[cell.cellIndex + right];
      if (aim?.dataset.influence) this.#put(dot, aim);
    }
  }

  /** Put a person into another place for now. */
  #put(dot, cell) {
    if (this.moved !== dot) {
      this.#putBack();
      this.moved = dot;
      this.home = { cell: dot.parentElement, next: dot.nextElementSibling };
    }
    this.isPutting = true;
    cell.append(dot);
    dot.focus();
    this.isPutting = false;
    dot.classList.toggle("is-moved", cell !== this.home.cell);
    if (cell === this.home.cell) this.#putBack();
    this.querySelector("[role=status]").textContent = this.dataset.saidMoved.replace("{name}", dot.dataset.name)
      .replace("{influence}", cell.dataset.influenceWords).replace("{attitude}", cell.dataset.attitudeWords);
  }

  #putBack() {
    if (!this.moved) return;
    const { moved, home } = this;
    this.moved = this.home = null;
    moved.classList.remove("is-moved");
    if (home.next?.parentElement === home.cell) home.next.before(moved);
    else home.cell.append(moved);
  }

  #leave() {
    if (this.isPutting || this.isAsking) return;
    // the form takes the focus too: look again once it had the time to open
    setTimeout(() => {
      if (!document.querySelector("dialog.side-panel")?.open && document.activeElement !== this.moved && !this.isAsking) this.#putBack();
    });
  }

  #click(event) {
    const dot = event.target.closest(".dot");
    if (!dot || (dot !== this.moved && !this.wasDragged)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dot === this.moved && !this.wasDragged) this.#ask();
    this.wasDragged = false;
  }

  /** Open the form that asks for the words. */
  async #ask() {
    const cell = this.moved.closest("td");
    const where = new URLSearchParams({ influence: cell.dataset.influence, attitude: cell.dataset.attitude });
    this.isAsking = true;
    await window.htmx.ajax("GET", `${this.moved.dataset.place}?${where}`, { source: this.moved, target: "#side-panel", swap: "innerHTML" });
    this.isAsking = false;
    if (!document.querySelector("dialog.side-panel")?.open) this.#putBack();
  }

  #take(event) {
    const dot = event.target.closest(".dot");
    if (!dot || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    const move = (at) => this.#drag(dot, from, at);
    const drop = (at) => {
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, drop);
      document.removeEventListener("pointermove", move);
      this.#drop(dot, at);
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, drop);
  }

  #drag(dot, from, { clientX, clientY }) {
    const [x, y] = [clientX - from.x, clientY - from.y];
    if (!dot.classList.contains("is-dragged") && Math.hypot(x, y) < FAR_ENOUGH) return;
    dot.classList.add("is-dragged");
    dot.style.translate = `${x}px ${y}px`;
    this.#aimAt(this.#cellAt(clientX, clientY));
  }

  #drop(dot, { clientX, clientY, type }) {
    if (!dot.classList.contains("is-dragged")) return;
    const cell = this.#cellAt(clientX, clientY);
    dot.classList.remove("is-dragged");
    dot.style.translate = "";
    this.#aimAt(null);
    this.wasDragged = true;
    setTimeout(() => { this.wasDragged = false; });
    if (type === "pointercancel" || !cell || cell === dot.parentElement) return;
    this.#put(dot, cell);
    this.#ask();
  }

  #cellAt(x, y) {
    const cell = document.elementFromPoint(x, y)?.closest("td[data-influence]");
    return cell && this.contains(cell) ? cell : null;
  }

  #aimAt(cell) {
    this.querySelector(".is-aim")?.classList.remove("is-aim");
    cell?.classList.add("is-aim");
  }
}

customElements.define("people-quadrant", PeopleQuadrant);
