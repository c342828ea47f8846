/**
 * <live-feed>: what others change and where they are at work, asked of the server every second or two.
 *
 * The answer names what changed; the page fetches the pieces concerned (lib/live/). Only when they are in place does the
 * cursor go on, so that after a network that was gone, or an hour with the lid closed, nothing is missed. Other islands
 * hear of it by the event `live-changed` on the document, with `kinds` and `projects` of what others did; the bell by
 * `unread-changed`.
 */
import { toast } from "./toast_list.js";
import { LiveBoard } from "../lib/live/board.js";
import { LivePlan } from "../lib/live/plan.js";
import { LiveProject } from "../lib/live/project.js";
import { tokenHeader } from "../lib/signed_out.js";

const SOON = 1500;
const ELSEWHERE = 5000; // a page that shows nothing that others change
const HIDDEN = 30_000;
const LONGEST = 30_000;
const PATIENCE = 20_000;
const PAGES = { plan: LivePlan, board: LiveBoard, project: LiveProject };

class LiveFeed extends HTMLElement {
  connectedCallback() {
    this.after = this.dataset.after;
    this.place = this.dataset.place;
    this.failures = 0;
    this.tag = "";
    const Shown = PAGES[this.place.split("-")[0]];
    this.page = Shown ? new Shown(this) : null;
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("visibilitychange", () => this.#wake(), { signal });
    for (const name of ["online", "pageshow"]) window.addEventListener(name, () => this.#wake(), { signal });
    window.addEventListener("offline", () => this.#say("offline"), { signal });
    window.addEventListener("pagehide", () => this.page?.leave?.(), { signal });
    this.#later();
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  /** Send something that needs no answer, also while the page is being left. */
  send(method, query) {
    const headers = { ...tokenHeader(), "X-Requested-With": "fetch" };
    return fetch(`${this.dataset.presenceAddress}?${new URLSearchParams(query)}`, { method, headers, keepalive: true }).catch(() => null);
  }

  /** Fetch a piece of a page; null where nobody answers. */
  fetch(address) {
    return fetch(address, { headers: { "HX-Request": "true", "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  }

  #wake() {
    if (document.hidden) return;
    clearTimeout(this.timer);
    this.#ask();
  }

  #later() {
    clearTimeout(this.timer);
    const usual = document.hidden ? HIDDEN : this.page ? SOON : ELSEWHERE;
    const wait = Math.min(LONGEST, usual * 2 ** this.failures);
    // not all at the same moment, when a server comes back
    this.timer = setTimeout(() => this.#ask(), wait * (0.9 + Math.random() * 0.2));
  }

  async #ask() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const state = await this.#askOnce();
      this.failures = state === "live" ? 0 : Math.min(this.failures + 1, 5);
      // one lost answer is no news to anybody
      if (state === "live" || state === "signed-out" || this.failures > 1) this.#say(state);
    } finally {
      this.isAsking = false;
      this.#later();
    }
  }

  /** Ask, and put what is new into the page; resolves to how it went. */
  async #askOnce() {
    this.page?.tick?.();
    const about = this.page ? [...new Set(this.page.projects())].join() : "";
    const query = new URLSearchParams({ after: this.after, place: this.place, people: this.tag, about, unread: unread() });
    const reply = await this.fetch(`${this.dataset.address}?${query}`);
    if (reply?.redirected) return "signed-out";
    if (!reply?.ok) return "offline";
    if (reply.status === 204) return "live";
    const news = await reply.json().catch(() => null);
    if (!news) return "offline";
    this.tag = news.tag;
    this.#showPeople(news.people);
    if (String(news.unread) !== unread()) document.dispatchEvent(new Event("unread-changed"));
    if (news.everything || news.changes.length || news.gone.length) {
      if (this.page && !(await this.page.apply(news))) return "offline";
      const theirs = news.changes.filter((change) => !change.own);
      const kinds = [...new Set(theirs.map((change) => change.kind))];
      const projects = [...new Set(theirs.map((change) => change.project).filter(Boolean))];
      document.dispatchEvent(new CustomEvent("live-changed", { detail: { kinds, projects, everything: news.everything } }));
    }
    this.after = news.after;
    return "live";
  }

  #showPeople(people) {
    const shown = new Map(people.map((person) => [person.name, person]));
    this.querySelector(".live-people").replaceChildren(...[...shown.values()].map(initialOf));
    this.page?.showPeople?.(people);
  }

  /** Show how the connection is: `live`, `offline` or `signed-out`. */
  #say(state) {
    if (this.state === state) return;
    this.state = state;
    const mark = this.querySelector(".live-mark");
    mark.hidden = state === "live";
    mark.textContent = state === "offline" ? this.dataset.saidOffline : "";
    if (state === "signed-out") this.#sayHowToSignIn(mark);
  }

  /** In another window, so that what was typed here stays. */
  #sayHowToSignIn(mark) {
    const link = document.createElement("a");
    link.href = this.dataset.signInAddress;
    link.target = "_blank";
    link.textContent = this.dataset.saidSignedOut;
    link.title = this.dataset.saidWhenSignedOut;
    mark.append(link);
    toast(this.dataset.saidWhenSignedOut, { isError: true });
  }
}

/** How many notifications are unread, as far as the bell knows. */
function unread() {
  return document.getElementById("bell")?.dataset.unread ?? "";
}

function initialOf({ initial, colour, says }) {
  const mark = document.createElement("li");
  mark.className = `who-mark who-${colour}`;
  mark.textContent = initial;
  mark.title = says;
  mark.setAttribute("aria-label", says);
  return mark;
}

customElements.define("live-feed", LiveFeed);
