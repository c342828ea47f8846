/** <drop-menu>: puts the panel (an element with `popover`) under the button that opens it. */
class DropMenu extends HTMLElement {
  connectedCallback() {
    for (const panel of this.querySelectorAll("[popover]")) {
      panel.addEventListener("toggle", (event) => {
        if (event.newState === "open") place(panel, document.querySelector(`[popovertarget="${panel.id}"]`));
      });
    }
    // a form in a panel has done its work
    this.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful) event.target.closest("[popover]:popover-open")?.hidePopover();
    });
  }
}

/** Put `panel` under `button`, inside the window. */
export function place(panel, button) {
  const box = button.getBoundingClientRect();
  placeAt(panel, box.left, box.bottom + 4, box.top - 4);
}

/** Put `panel` at a point, or above `other` where there is no room below; inside the window. */
export function placeAt(panel, left, top, other = top) {
  const width = panel.offsetWidth;
  const height = panel.offsetHeight;
  const fits = top + height <= window.innerHeight - 8;
  panel.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, fits ? top : other - height)}px`;
}

customElements.define("drop-menu", DropMenu);
