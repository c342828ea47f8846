/** Folding sections: a section may go on over several pages, so its state is kept by its key. */

const folded = new Set();

export class Sections {
  constructor(grid) {
    this.grid = grid;
    grid.addEventListener("click", (event) => {
      const button = event.target.closest(".grp-b");
      if (button) this.#toggle(button.closest("tbody").dataset.section);
    });
    grid.addEventListener("htmx:afterSettle", () => this.apply());
    this.apply();
  }

  apply() {
    for (const part of this.grid.querySelectorAll("tbody.section")) {
      const isFolded = folded.has(part.dataset.section);
      part.classList.toggle("is-folded", isFolded);
      part.querySelector(".grp-b")?.setAttribute("aria-expanded", String(!isFolded));
    }
  }

  #toggle(key) {
    if (!folded.delete(key)) folded.add(key);
    this.apply();
  }
}
