/**
 * Sending cells to the server, one request after the other, and putting its answer into the page.
 *
 * An *entry* is { pk, row, cells, seen }: `row` the table's row if it stands in the page, `pk` null for a new row,
 * `seen` the texts that stood there when the editing began (a null text: what stands there when it is sent).
 */
import { readRows } from "./table.js";
import { askAboutConflict } from "./conflict.js";
import { tokenHeader } from "./signed_out.js";

export class Saving {
  constructor(grid, table, { onRenewed }) {
    this.said = grid.dataset;
    this.table = table;
    this.onRenewed = onRenewed;
    this.queue = Promise.resolve();
    this.waiting = 0;
  }

  get isBusy() {
    return this.waiting > 0;
  }

  /** Save entries, all or none; resolves to { rows, changes } or { refused, field }. */
  save(entries) {
    return this.#afterOthers(() => this.#saveNow(entries));
  }

  /** Send something else about rows, and renew those that come back. */
  send(method, address) {
    return this.#afterOthers(async () => {
      const reply = await this.#request(method, address);
      if (reply.refused) return reply;
      return { rows: reply.status === 204 ? [] : this.#renew(readRows(reply.html)) };
    });
  }

  #afterOthers(work) {
    this.waiting += 1;
    const done = this.queue.then(work).finally(() => { this.waiting -= 1; });
    this.queue = done.catch(() => null);
    return done;
  }

  async #saveNow(entries) {
    const left = entries.map((entry) => this.#prepared(entry)).filter((entry) => Object.keys(entry.cells).length);
    if (!left.length) return { rows: [], changes: [] };
    const reply = await this.#post(left);
    if (reply.conflict) return this.#decide(left, reply.html);
    if (reply.refused) return reply;
    const fresh = readRows(reply.html);
    const changes = left.map((entry, at) => this.#changeOf(entry, fresh[at]));
    left.forEach(release);
    return { rows: this.#renew(fresh, left), changes };
  }

  /** Leave out what is as it was. */
  #prepared(entry) {
    const seen = {};
    const cells = {};
    // a row that was new when the entry was made may have been saved meanwhile
    const pk = entry.pk ?? (entry.row?.dataset.row ? Number(entry.row.dataset.row) : null);
    for (const [key, text] of Object.entries(entry.cells)) {
      const before = entry.seen?.[key] ?? (entry.row ? this.table.text(this.#cell(entry.row, key)) : null);
      if (pk !== null && text === before) continue;
      cells[key] = text;
      if (pk !== null) seen[key] = before;
    }
    return { ...entry, pk, cells, seen };
  }

  #post(entries) {
    const [first] = entries;
    if (entries.length > 1 || first.pk === null) {
      const rows = entries.map(({ pk, cells, seen }) => ({ row: pk, cells, seen }));
      return this.#request("POST", this.said.batchAddress, JSON.stringify(rows), "application/json");
    }
    const form = new FormData();
    for (const [key, text] of Object.entries(first.cells)) form.set(key, text);
    for (const [key, text] of Object.entries(first.seen)) form.set(`seen-${key}`, text);
    return this.#request("POST", this.said.cellsAddress.replace("/0/", `/${first.pk}/`), form);
  }

  async #request(method, address, body = null, type = null) {
    const headers = { ...tokenHeader(), "X-Requested-With": "fetch" };
    if (type) headers["Content-Type"] = type;
    const reply = await fetch(address, { method, headers, body }).catch(() => null);
    if (!reply) return { refused: this.said.saidOffline };
    if (reply.redirected) return { refused: this.said.saidSignedOut };
    const html = await reply.text();
    if (reply.ok) return { status: reply.status, html };
    if (reply.status === 404) return { refused: this.said.saidGone };
    return this.#refusal(html);
  }

  #refusal(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    if (holder.content.querySelector("dialog.conflict")) return { conflict: true, html };
    const words = holder.content.querySelector(".wrong");
    return { refused: words?.textContent.trim() || this.said.saidBroken, field: words?.dataset.field };
  }

  /** Somebody was quicker: show theirs beside ours, and send again what is kept. */
  async #decide(entries, html) {
    const { keepMine, conflicts, rows } = await askAboutConflict(html);
    this.#renew(readRows(rows));
    for (const { pk, key, theirs } of conflicts) {
      const entry = entries.find((other) => other.pk === pk);
      if (keepMine) entry.seen[key] = theirs;
      else delete entry.cells[key];
      if (!keepMine) delete entry.seen[key];
    }
    return this.#saveNow(entries);
  }

  #changeOf(entry, fresh) {
    const texts = {};
    for (const key of Object.keys(entry.cells)) texts[key] = this.table.text(this.#cell(fresh, key));
    return { pk: Number(fresh.dataset.row), isNew: entry.pk === null, before: entry.seen, after: texts };
  }

  #cell(row, key) {
    return row.cells[this.table.keys.indexOf(key)];
  }

  #renew(fresh, entries = []) {
    return fresh.map((row, at) => {
      const own = (entries[at]?.row?.isConnected && entries[at].row) || this.table.row(row.dataset.row);
      if (!own) return row;
      this.table.renew(own, row);
      this.onRenewed(own);
      return own;
    });
  }
}

/** These cells wait no longer; one that was typed into again meanwhile waits for that. */
export function release({ waiting = [] }) {
  for (const cell of waiting.splice(0)) {
    cell.saves -= 1;
    if (!cell.saves) cell.classList.remove("is-saving");
  }
}
