/** <toast-list>: short messages at the bottom of the page, read aloud; `toast("…", {undo})` from other islands. */
const SECONDS = 8;

class ToastList extends HTMLElement {
  connectedCallback() {
    for (const toast of this.children) this.#expire(toast);
    document.addEventListener("toast", (event) => this.#show(event.detail));
  }

  #show({ text, isError, undo }) {
    const toast = document.createElement("p");
    toast.className = isError ? "toast error" : "toast";
    toast.append(text);
    const takeBack = typeof undo === "string" ? () => window.htmx.ajax("POST", undo, { swap: "none" }) : undo;
    if (takeBack) toast.append(this.#button(this.dataset.undo, () => { toast.remove(); takeBack(); }));
    this.replaceChildren(...[...this.children].slice(-2), toast);
    this.#expire(toast);
  }

  #button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  #expire(toast) {
    // not while somebody is about to press its button
    setTimeout(() => (toast.matches(":hover, :focus-within") ? this.#expire(toast) : toast.remove()), SECONDS * 1000);
  }
}

/** Show a message; `undo` adds a button that takes the deed back: a function, or an address to which it is sent. */
export function toast(text, { isError = false, undo = null } = {}) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, isError, undo } }));
}

customElements.define("toast-list", ToastList);
