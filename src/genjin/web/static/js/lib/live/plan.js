/**
 * The plan table as others change it: rows are renewed where they stand, new ones are offered in a bar, rows that are
 * gone are taken away. What somebody is typing stays as it is; the row only says who changed it.
 */
import { readRows } from "../table.js";
import { showCount } from "../talk_marks.js";

const AT_ONCE = 200;
const BEAT = 6000; // the others forget after fifteen seconds that a row is being edited
const MARKED = 10_000;
const ADDING = new Set(["follow_up.logged", "follow_up.restored"]);

export class LivePlan {
  constructor(feed) {
    this.feed = feed;
    this.people = [];
    this.added = new Set();
    this.place = "";
    document.addEventListener("input", () => this.tick());
    document.addEventListener("htmx:afterSwap", ({ target }) => { if (target.querySelector?.("plan-grid")) this.#begin(); });
  }

  get grid() {
    return document.querySelector("plan-grid");
  }

  get rows() {
    return [...document.querySelectorAll("table.plan tr[data-row]:not([data-row=''])")];
  }

  projects() {
    return this.rows.map((row) => row.dataset.project);
  }

  /** Say to the others which cell is open here: when it changes, and again and again while it stays open. */
  tick() {
    const { row, cell } = this.grid?.edited ?? { row: "", cell: "" };
    const place = row ? `${row} ${cell}` : "";
    if (place === this.place && !(place && Date.now() - this.beatAt > BEAT)) return;
    this.place = place;
    this.beatAt = Date.now();
    if (row) this.feed.send("POST", { place: "plan", row, cell });
    else this.feed.send("DELETE", { place: "plan" });
  }

  leave() {
    if (this.place) this.feed.send("DELETE", { place: "plan" });
    this.place = "";
  }

  /** Put what happened into the page; resolves to false where the server does not answer. */
  async apply(news) {
    const wanted = this.rows.filter((row) => news.everything || isConcerned(row, news)).map((row) => `${row.dataset.row}.${isRenamed(row, news) ? 0 : row.dataset.version}`);
    // one's own rows are no news: they stand on the page, or further down than it has been read
    const added = news.changes.filter(({ kind, row, own }) => ADDING.has(kind) && !own && !document.getElementById(`follow-up-${row}`)).map(({ row }) => row);
    for (let at = 0; at === 0 || at < wanted.length; at += AT_ONCE) {
      const rows = wanted.slice(at, at + AT_ONCE);
      if ((rows.length || added.length) && !(await this.#renew(rows, at ? [] : added, news))) return false;
    }
    if (news.everything) this.isMuch = true;
    this.#offer();
    return true;
  }

  showPeople(people) {
    this.people = people;
    for (const marked of document.querySelectorAll("table.plan [data-there]")) {
      delete marked.dataset.there;
      marked.classList.remove(...[...marked.classList].filter((name) => name.startsWith("who-")));
    }
    for (const { row, cell, name, initial, colour } of people) {
      const place = document.getElementById(`follow-up-${row}`);
      if (!place) continue;
      stick(place.cells[0], initial, colour);
      const column = this.grid.table.keys.indexOf(cell);
      if (column > 0) stick(place.cells[column], name, colour);
    }
  }

  async #renew(rows, added, news) {
    const query = new URLSearchParams(window.location.search);
    query.set("rows", rows.join());
    query.set("new", added.join());
    const reply = await this.feed.fetch(`${this.feed.dataset.planAddress}?${query}`);
    if (!reply?.ok || reply.redirected) return false;
    const html = await reply.text();
    for (const fresh of readRows(html)) {
      const known = this.grid?.renewRow(fresh);
      if (known) this.#mark(known, byWhom(known, news));
    }
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const { gone, new: fitting, talk } = holder.content.querySelector("[data-gone]").dataset;
    for (const [pk, count] of words(talk).map((word) => word.split(":"))) showCount(`followup-${pk}`, Number(count));
    for (const pk of words(gone)) this.grid?.dropRow(pk);
    for (const pk of words(fitting)) this.added.add(pk);
    this.showPeople(this.people);
    return true;
  }

  /** Say for a while who changed the row, at least until its editor is closed. */
  #mark(row, name) {
    if (!name) return;
    const sentence = this.feed.dataset.saidChanged.replace("{name}", name);
    row.dataset.changed = "";
    row.cells[2].dataset.changed = sentence;
    clearTimeout(row.marking);
    const clear = () => {
      if (row.querySelector(".is-editing")) {
        row.marking = setTimeout(clear, MARKED);
        return;
      }
      delete row.dataset.changed;
      delete row.cells[2].dataset.changed;
    };
    row.marking = setTimeout(clear, MARKED);
    if (row.querySelector(".is-editing")) this.feed.querySelector(".live-said").textContent = sentence;
  }

  #offer() {
    const bar = document.getElementById("live-bar");
    for (const pk of this.added) if (document.getElementById(`follow-up-${pk}`)) this.added.delete(pk);
    if (!bar || !(this.added.size || this.isMuch)) return;
    const { saidMuch, saidOne, saidMany } = bar.dataset;
    bar.querySelector(".live-words").textContent = this.isMuch ? saidMuch : (this.added.size === 1 ? saidOne : saidMany).replace("{count}", this.added.size);
    bar.hidden = false;
  }

  /** The table was drawn anew: nothing waits in the bar any more. */
  #begin() {
    this.added.clear();
    this.isMuch = false;
    this.showPeople(this.people);
  }
}

function isConcerned(row, { changes, gone }) {
  const [project, customer] = [Number(row.dataset.project), Number(row.dataset.customer)];
  return gone.includes(project) || changes.some((change) => change.project === project || (change.customer && change.customer === customer));
}

/** Names of projects and customers stand in their rows, whose version does not count them. */
function isRenamed(row, { changes }) {
  const [project, customer] = [Number(row.dataset.project), Number(row.dataset.customer)];
  return changes.some(({ kind, project: changed, customer: at }) => (kind.startsWith("project.") && changed === project) || (kind.startsWith("customer.") && at === customer));
}

/** Who changed the row last, other than oneself; of the whole project, where the row itself is not named. */
function byWhom(row, { changes }) {
  const own = changes.filter((change) => change.row === Number(row.dataset.row));
  const told = own.length ? own : changes.filter((change) => change.project === Number(row.dataset.project));
  const last = told.at(-1);
  return last && !last.own ? last.by : "";
}

function stick(cell, words, colour) {
  cell.dataset.there = words;
  cell.classList.add(`who-${colour}`);
}

function words(text) {
  return text.split(" ").filter(Boolean);
}
