/**
 * A project's page as others change it: its modules are drawn anew where they stand, except one in which somebody is
 * just typing, which waits until that is over.
 */
import { toast } from "../../islands/toast_list.js";

const BEAT = 60_000; // the others forget after ninety seconds that the page is open

export class LiveProject {
  constructor(feed) {
    this.feed = feed;
    this.pk = Number(feed.dataset.place.split("-")[1]);
    this.waiting = new Set();
    this.beatAt = 0;
  }

  projects() {
    return [this.pk];
  }

  /** Say that the page is open, when it is opened and once a minute; draw what had to wait. */
  tick() {
    if (!document.hidden && Date.now() - this.beatAt > BEAT) {
      this.beatAt = Date.now();
      this.feed.send("POST", { place: this.feed.dataset.place });
    }
    if (this.waiting.size) this.#draw([...this.waiting]);
  }

  leave() {
    this.feed.send("DELETE", { place: this.feed.dataset.place });
    this.beatAt = 0;
  }

  async apply(news) {
    if (news.gone.includes(this.pk)) return this.#close();
    const theirs = news.changes.filter((change) => !change.own && (change.project === this.pk || !change.project));
    if (!news.everything && !theirs.length) return true;
    return this.#draw([...document.querySelectorAll("[data-module]")].map((part) => part.dataset.module));
  }

  async #draw(names) {
    this.waiting = new Set(names.filter(isBusy));
    const free = names.filter((name) => !this.waiting.has(name));
    if (!free.length) return true;
    const reply = await this.feed.fetch(`${this.feed.dataset.modulesAddress}?modules=${free}`);
    if (reply?.status === 404) return this.#close();
    if (!reply?.ok || reply.redirected) return false;
    const before = document.activeElement;
    window.htmx.swap(document.body, await reply.text(), { swapStyle: "none" });
    if (!before.isConnected && before.id) document.getElementById(before.id)?.focus({ preventScroll: true });
    return true;
  }

  /** The project is no longer there for this person. A form that stands open may still be read and copied from. */
  #close() {
    if (document.querySelector("dialog[open]")) toast(this.feed.dataset.saidGone, { isError: true });
    else window.location.reload();
    return true;
  }
}

/** Whether somebody is typing in a module, or has typed something that is not sent yet. */
function isBusy(name) {
  const part = document.getElementById(`module-${name}`);
  const fields = [...(part?.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])") ?? [])];
  return fields.some((field) => field === document.activeElement || field.value !== field.defaultValue);
}
