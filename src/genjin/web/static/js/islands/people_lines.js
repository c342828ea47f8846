/** <people-lines>: draws the lines between people over the organisation chart, from the list of them below it. */
const SVG = "http://www.w3.org/2000/svg";

class PeopleLines extends HTMLElement {
  connectedCallback() {
    this.chart = this.querySelector(".org");
    if (!this.chart) return;
    this.watch = new ResizeObserver(() => this.#draw());
    this.watch.observe(this.chart);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
  }

  #draw() {
    this.querySelector(".lines-drawn")?.remove();
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("class", "lines-drawn");
    drawing.setAttribute("aria-hidden", "true");
    drawing.setAttribute("width", this.chart.scrollWidth);
    drawing.setAttribute("height", this.chart.scrollHeight);
    drawing.append(arrowHead());
    for (const line of this.querySelectorAll("[data-source]")) {
      const path = this.#path(line.dataset);
      if (path) drawing.append(path);
    }
    this.chart.append(drawing);
  }

  #path({ source, aim, kind }) {
    const [from, to] = [source, aim].map((id) => this.#side(document.getElementById(id)));
    if (!from || !to) return null;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", kind);
    path.setAttribute("d", Math.abs(to.y - from.y) < 20 ? below(from, to) : beside(from, to));
    if (kind !== "conflicts") path.setAttribute("marker-end", "url(#arrow-head)");
    return path;
  }

  #side(node) {
    if (!node) return null;
    const [box, all] = [node.getBoundingClientRect(), this.chart.getBoundingClientRect()];
    const left = box.left - all.left;
    return { left, right: left + box.width, x: left + box.width / 2, y: box.top - all.top + box.height / 2, foot: box.bottom - all.top };
  }
}

/** People of one level: an arc below those between them. */
function below(from, to) {
  const depth = Math.max(from.foot, to.foot) + 26 + Math.abs(to.x - from.x) / 12;
  return `M${from.x} ${from.foot}C${from.x} ${depth} ${to.x} ${depth} ${to.x} ${to.foot + 3}`;
}

function beside(from, to) {
  const isRight = to.x >= from.x;
  const [x1, x2] = isRight ? [from.right, to.left] : [from.left, to.right];
  const bend = Math.max(40, Math.abs(x2 - x1) / 3) * (isRight ? 1 : -1);
  return `M${x1} ${from.y}C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}`;
}

function arrowHead() {
  const marker = document.createElementNS(SVG, "marker");
  for (const [name, value] of Object.entries({ id: "arrow-head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" })) marker.setAttribute(name, value);
  const head = document.createElementNS(SVG, "polygon");
  head.setAttribute("points", "0 0 8 4 0 8");
  head.setAttribute("fill", "context-stroke");
  marker.append(head);
  return marker;
}

customElements.define("people-lines", PeopleLines);
