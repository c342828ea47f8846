/**
 * <drop-menu>: puts the panel (an element with `popover`) under the button that opens it. A panel with `data-stays`
 * is open again after the choice in it has drawn the page anew: several boxes can be ticked, and arrows go on choosing.
 */
import { toast } from "./toast_list.js";

const ITEMS = ".menu-i:not(label), .menu-i input";
let staying = null;

class DropMenu extends HTMLElement {
  connectedCallback() {
    for (const panel of this.querySelectorAll("[popover]")) {
      panel.addEventListener("toggle", (event) => {
        if (event.newState === "open") place(panel, document.querySelector(`[popovertarget="${panel.id}"]`));
      });
    }
    this.addEventListener("pointerdown", () => { this.isPointed = true; });
    this.addEventListener("keydown", () => { this.isPointed = false; });
    this.addEventListener("change", (event) => this.#remember(event.target));
    // a form in a panel has done its work; a field only fetched what it offers
    this.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful && !event.target.matches("input")) event.target.closest("[popover]:popover-open")?.hidePopover();
    });
    // a form that brings a file leaves the page as it is
    this.addEventListener("submit", ({ target }) => { if (target.dataset.said) this.#say(target); });
    this.#openAgain();
  }

  #say(form) {
    setTimeout(() => form.closest("[popover]")?.hidePopover());
    toast(form.dataset.said);
  }

  #remember(input) {
    const panel = input.closest("[data-stays]");
    // one of several is chosen with one click, and the panel has done its work
    if (panel && (input.type === "checkbox" || !this.isPointed)) staying = { id: panel.id, value: input.value };
  }

  #openAgain() {
    const panel = staying && this.querySelector(`#${staying.id}`);
    if (!panel) return;
    panel.showPopover();
    [...panel.querySelectorAll("input")].find((input) => input.value === staying.value)?.focus();
    staying = null;
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

/** Up and down go through the entries of an open menu; between radio buttons they go by themselves. */
function walk(event) {
  const menu = event.target.closest?.(".menu:popover-open");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key) || event.target.type === "radio" || event.target.type === "date") return;
  const items = [...menu.querySelectorAll(ITEMS)].filter((item) => !item.disabled);
  const at = items.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length].focus();
}

document.addEventListener("keydown", walk);
customElements.define("drop-menu", DropMenu);
