/**
 * <forecast-chart>: draws the numbers that the page carries as JSON; the table beside it says the same to readers.
 *
 * Colours are those of the page, so that both themes are readable. Nothing is fetched, and no HTML is made.
 */
const KINDS = { fan, waterfall, reliability };
const REDRAWN_BY = ["prefers-color-scheme: dark"];
const ROOM_FOR_A_NAME = 48; // pixels

class ForecastChart extends HTMLElement {
  connectedCallback() {
    const source = document.getElementById(this.dataset.source);
    if (!window.echarts || !source) return;
    this.numbers = JSON.parse(source.textContent);
    this.chart = window.echarts.init(this, null, { renderer: "canvas" });
    this.watcher = new ResizeObserver(() => {
      this.chart.resize();
      this.#draw();
    });
    this.watcher.observe(this);
    this.queries = REDRAWN_BY.map((query) => window.matchMedia(`(${query})`));
    this.redraw = () => this.#draw();
    this.queries.forEach((query) => query.addEventListener("change", this.redraw));
    this.button = document.querySelector(`[data-png="${this.dataset.source}"]`);
    this.button?.addEventListener("click", () => this.#save());
    this.#draw();
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
    this.queries?.forEach((query) => query.removeEventListener("change", this.redraw));
    this.chart?.dispose();
  }

  #draw() {
    const colours = coloursOf(this);
    const options = KINDS[this.numbers.kind](this.numbers, colours);
    const names = options.xAxis.data;
    // side by side on a phone, words would run into one another
    if (names && names.length * ROOM_FOR_A_NAME > this.clientWidth) Object.assign(options.xAxis.axisLabel, { rotate: 40, hideOverlap: false });
    const text = { color: colours.muted, fontFamily: getComputedStyle(this).fontFamily };
    this.chart.setOption({ animation: false, textStyle: text, ...options }, true);
  }

  #save() {
    const link = document.createElement("a");
    link.href = this.chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: coloursOf(this).surface });
    link.download = `${this.dataset.source}.png`;
    link.click();
  }
}

/** The page's own colours, as they come out in the theme that is shown. */
function coloursOf(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.parentElement.append(probe);
  const found = {};
  for (const name of ["primary", "pos", "neg", "warn", "muted", "line", "surface", "ink-3"]) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

const rounded = (value) => Math.round(value * 10) / 10;

function axes(labels, unit, colours) {
  return {
    grid: { left: 8, right: 14, top: 26, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } }, axisLabel: { color: colours.muted, interval: 0, fontSize: 11, hideOverlap: labels.length > 10 } },
    yAxis: { type: "value", name: unit, nameTextStyle: { color: colours.muted }, axisLabel: { color: colours.muted }, splitLine: { lineStyle: { color: colours.line } } },
  };
}

function fan({ labels, low, middle, high, unit, target, targetAt, targetName }, colours) {
  const still = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
  const series = [
    { ...still, data: low },
    { ...still, data: high.map((value, place) => value - low[place]), areaStyle: { color: colours.primary, opacity: 0.16 } },
    { type: "line", data: middle, symbol: "circle", symbolSize: 7, lineStyle: { color: colours.primary, width: 2.5 }, itemStyle: { color: colours.primary } },
  ];
  if (target !== null) {
    const label = { show: true, position: "top", color: colours.warn, formatter: `${targetName} ${rounded(target)}` };
    series.push({ type: "line", data: labels.map((name) => (name === targetAt ? target : null)), symbol: "diamond", symbolSize: 13, itemStyle: { color: colours.warn }, label });
  }
  return { ...axes(labels, unit, colours), series };
}

function waterfall({ labels, base, values, unit }, colours) {
  const last = values.length - 1;
  const colour = (value, place) => (place === 0 ? colours["ink-3"] : place === last ? colours.primary : value < 0 ? colours.neg : colours.pos);
  const bars = values.map((value, place) => ({ value: Math.abs(value), itemStyle: { color: colour(value, place) } }));
  const said = ({ dataIndex: place }) => {
    const value = rounded(values[place]);
    return place === 0 || place === last || value <= 0 ? `${value}` : `+${value}`;
  };
  return {
    ...axes(labels, unit, colours),
    series: [
      { type: "bar", stack: "fall", silent: true, itemStyle: { color: "transparent" }, data: base },
      { type: "bar", stack: "fall", barWidth: "58%", data: bars, label: { show: true, position: "top", color: colours.muted, formatter: said } },
    ],
  };
}

function reliability({ points, names }, colours) {
  const axis = (name) => ({ type: "value", min: 0, max: 1, name, nameLocation: "middle", nameGap: 26, axisLabel: { color: colours.muted }, nameTextStyle: { color: colours.muted }, splitLine: { lineStyle: { color: colours.line } } });
  return {
    grid: { left: 28, right: 18, top: 14, bottom: 28, containLabel: true },
    xAxis: axis(names.said),
    yAxis: axis(names.came),
    series: [
      { type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, lineStyle: { color: colours.muted, type: "dashed" } },
      { type: "scatter", data: points, symbolSize: ([, , cases]) => 7 + 3 * Math.log2(1 + cases / 10), itemStyle: { color: colours.primary }, label: { show: true, position: "top", color: colours.muted, formatter: ({ value }) => `n ${value[2]}` } },
    ],
  };
}

customElements.define("forecast-chart", ForecastChart);
