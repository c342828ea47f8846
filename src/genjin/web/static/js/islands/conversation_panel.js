/**
 * <conversation-panel>: what is said about one thing. A reply draws its thread anew, and the keys stay there; what was
 * typed elsewhere in the panel stays as well. The marks of the page follow ("talked"). What others say meanwhile appears
 * ("live-changed").
 */
import "./talk_box.js";
import { showCount } from "../lib/talk_marks.js";

const SOON = 500;

class ConversationPanel extends HTMLElement {
  answers = 0;

  connectedCallback() {
    this.addEventListener("htmx:afterSwap", (event) => this.#swapped(event));
    this.addEventListener("htmx:afterRequest", (event) => this.#answered(event));
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("talked", ({ detail }) => this.#talked(detail), { signal });
    document.addEventListener("live-changed", ({ detail: { kinds, everything } }) => {
      if (everything || kinds.some((kind) => kind.startsWith("comment."))) this.#renew();
    }, { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** The panel around it need not go to its first field: the keys stay where something was said. */
  #swapped(event) {
    if (event.target === this) return;
    event.stopPropagation();
    const part = event.target;
    if (part.contains(document.activeElement) || !part.matches(".thread, .comment, .private-note, .talk-notes, [hidden]")) return;
    if (event.detail.target.id === "talk-threads" || event.detail.target.matches(".talk-more")) return;
    (part.querySelector(":scope textarea") ?? this.querySelector("textarea"))?.focus();
  }

  #answered({ target, detail }) {
    this.answers += 1;
    if (detail.xhr.status < 400 && detail.successful && target.matches("form[data-clears]")) {
      target.reset();
      target.querySelector("textarea").focus();
    }
  }

  async #renew() {
    const { answers } = this;
    const reply = await fetch(this.dataset.address, { headers: { "HX-Request": "true", "X-Requested-With": "fetch" } }).catch(() => null);
    if (!reply?.ok || reply.redirected) return;
    const holder = document.createElement("template");
    holder.innerHTML = await reply.text();
    // what one does meanwhile oneself is newer than this
    if (answers !== this.answers || this.querySelector(".htmx-request")) {
      setTimeout(() => this.isConnected && this.#renew(), SOON);
      return;
    }
    const list = this.querySelector("#talk-threads");
    let last = null;
    for (const fresh of holder.content.querySelectorAll("#talk-threads > .thread")) {
      const known = document.getElementById(fresh.id);
      if (known) {
        renewThread(known, fresh);
      } else {
        if (last) last.after(fresh);
        else list.prepend(fresh);
        window.htmx.process(fresh);
      }
      last = document.getElementById(fresh.id);
    }
  }

  #talked({ isStale }) {
    if (isStale) window.htmx.ajax("GET", this.dataset.address, { target: this, swap: "outerHTML", select: "#conversation" });
  }
}

/** Put a thread as it stands now in its place; of one in which something is being typed only what was said. */
function renewThread(known, fresh) {
  const isTyped = [...known.querySelectorAll("textarea")].some((area) => area === document.activeElement || area.value !== area.defaultValue);
  if (!isTyped) return renewPart(known, fresh);
  const said = known.querySelector(":scope > .comments");
  if (!said.querySelector("form")) renewPart(said, fresh.querySelector(":scope > .comments"));
}

function renewPart(known, fresh) {
  const focused = known.contains(document.activeElement) ? document.activeElement.id : "";
  known.replaceWith(fresh);
  window.htmx.process(fresh);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

document.addEventListener("talked", ({ detail }) => {
  for (const [thing, count] of Object.entries(detail.marks ?? {})) showCount(thing, count);
});

customElements.define("conversation-panel", ConversationPanel);
