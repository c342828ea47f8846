/** The pipeline board as others move it: drawn anew, but never while a card is pulled, a filter chosen or a form open. */
const SELDOM = 4000;

export class LiveBoard {
  constructor(feed) {
    this.feed = feed;
    this.drawnAt = 0;
  }

  projects() {
    return [...document.querySelectorAll(".deal-card[data-project]")].map((card) => card.dataset.project);
  }

  tick() {
    if (this.isOld) this.#draw();
  }

  async apply(news) {
    const shown = new Set(this.projects().map(Number));
    const isSeen = ({ kind, project, own }) => !own && (shown.has(project) || kind.startsWith("project."));
    if (news.everything || news.gone.length || news.changes.some(isSeen)) this.isOld = true;
    return this.isOld ? this.#draw() : true;
  }

  async #draw() {
    if (Date.now() - this.drawnAt < SELDOM || isBusy()) return true;
    this.isOld = false;
    this.drawnAt = Date.now();
    const reply = await this.feed.fetch(window.location.href);
    if (!reply?.ok || reply.redirected) {
      this.isOld = true;
      return false;
    }
    const html = await reply.text();
    if (isBusy()) {
      this.isOld = true;
      return true;
    }
    const { scrollLeft, scrollTop } = document.querySelector("pipeline-board") ?? {};
    const focused = document.activeElement?.id;
    window.htmx.swap("#board", html, { swapStyle: "outerHTML" });
    document.querySelector("pipeline-board")?.scrollTo(scrollLeft ?? 0, scrollTop ?? 0);
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    return true;
  }
}

function isBusy() {
  return Boolean(document.querySelector("dialog[open], .sortable-chosen, #board select:focus"));
}
