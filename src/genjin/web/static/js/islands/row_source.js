/** <row-source>: fetches from where a row was imported; stays empty for a row that was typed. */
class RowSource extends HTMLElement {
  async connectedCallback() {
    const reply = await fetch(this.dataset.address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (reply?.ok && !reply.redirected) this.innerHTML = await reply.text();
  }
}

customElements.define("row-source", RowSource);
