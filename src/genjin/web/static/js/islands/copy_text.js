/** <copy-text>: a field that is only read, with a button that copies it; `data-copied` is said on the button. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input, textarea");
    const button = this.querySelector("button");
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      field.select();
      // without https a browser offers no clipboard, but still copies what is selected
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else document.execCommand("copy");
      button.querySelector("span").textContent = this.dataset.copied;
    });
  }
}

customElements.define("copy-text", CopyText);
