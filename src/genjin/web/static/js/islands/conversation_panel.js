/**
 * <conversation-panel>: what is said about one thing. A reply draws its thread anew, and the keys stay there; what was
 * typed elsewhere in the panel stays as well. The marks of the page follow ("talked").
 */
import "./talk_box.js";
import { showCount } from "../lib/talk_marks.js";

class ConversationPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:afterSwap", (event) => this.#swapped(event));
    this.addEventListener("htmx:afterRequest", (event) => this.#answered(event));
    this.listening = new AbortController();
    document.addEventListener("talked", ({ detail }) => this.#talked(detail), { signal: this.listening.signal });
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
    if (detail.xhr.status < 400 && target.matches("form[data-clears]")) {
      target.reset();
      target.querySelector("textarea").focus();
    }
  }

  #talked({ isStale }) {
    if (isStale) window.htmx.ajax("GET", this.dataset.address, { target: this, swap: "outerHTML", select: "#conversation" });
  }
}

document.addEventListener("talked", ({ detail }) => {
  for (const [thing, count] of Object.entries(detail.marks ?? {})) showCount(thing, count);
});

customElements.define("conversation-panel", ConversationPanel);
