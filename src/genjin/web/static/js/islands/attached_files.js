/** <attached-files>: fetches the list of a row's attachments, which looks after itself from then on. */
class AttachedFiles extends HTMLElement {
  connectedCallback() {
    window.htmx.ajax("GET", this.dataset.address, { target: this, swap: "innerHTML" });
  }
}

customElements.define("attached-files", AttachedFiles);
