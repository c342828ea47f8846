/** Ranges to and from spreadsheets: tab-separated text and HTML tables. */

/** The texts of a pasted range, row by row; an HTML table says more than plain text does. */
export function readClipboard(data) {
  const html = data.getData("text/html");
  return (html && readHtml(html)) || readTabs(data.getData("text/plain"));
}

/** Put a range on the clipboard in both forms. */
export function writeClipboard(data, rows) {
  data.setData("text/plain", rows.map((row) => row.map(quoted).join("\t")).join("\n"));
  data.setData("text/html", `<table>${rows.map((row) => `<tr>${row.map(htmlCell).join("")}</tr>`).join("")}</table>`);
}

/** Read tab-separated text in which a cell with line breaks, tabs or quotes stands in quotes. */
export function readTabs(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\n]*?))(\t|\r?\n|$)/gy;
  const source = text.replace(/\r?\n$/, "");
  for (let found = pattern.exec(source); found; found = pattern.exec(source)) {
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (!found[3]) break;
    if (found[3] !== "\t") rows.push([]);
  }
  return rows;
}

// the looks of a pasted table are of no use, and the page's policy would complain of them
const STYLE_ATTRIBUTE = /(<[a-z][^<>]*?\s)style(?=\s*=)/giu;
const STYLE_ELEMENT = /<(\/?)style\b/giu;

function readHtml(html) {
  const plain = html.replace(STYLE_ATTRIBUTE, "$1data-style").replace(STYLE_ELEMENT, "<$1x-style");
  const table = new DOMParser().parseFromString(plain, "text/html").querySelector("table");
  if (!table) return null;
  const rows = [...table.rows].map(() => []);
  for (const [at, row] of [...table.rows].entries()) for (const cell of row.cells) spread(rows, at, cell);
  return rows.length ? rows.map((row) => Array.from(row, (text) => text ?? "")) : null;
}

/** A merged cell's text stands in its first place; the other places it covers are empty. */
function spread(rows, at, cell) {
  let column = 0;
  while (rows[at][column] !== undefined) column += 1;
  for (let down = 0; down < cell.rowSpan && at + down < rows.length; down += 1) {
    for (let right = 0; right < cell.colSpan; right += 1) {
      rows[at + down][column + right] = down || right ? "" : cellText(cell);
    }
  }
}

const BLOCKS = "p, div, li";

function cellText(cell) {
  const copy = cell.cloneNode(true);
  // a source text breaks its lines anywhere: only <br> and blocks are breaks that a reader sees
  for (const node of textNodes(copy)) node.data = node.data.replace(/[\r\n\t ]+/g, " ");
  for (const stop of copy.querySelectorAll("br")) stop.replaceWith("\n");
  for (const block of copy.querySelectorAll(BLOCKS)) if (block.nextSibling) block.append("\n");
  return copy.textContent.replace(/\u00a0/g, " ").replace(/ *\n */g, "\n").trim();
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function quoted(text) {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// what a spreadsheet would run is given to it as text, as in exported files
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

function htmlCell(text) {
  const holder = document.createElement("td");
  holder.textContent = text;
  const opening = FORMULA.test(text) ? `<td style="mso-number-format:'\\@'">` : "<td>";
  return `${opening}${holder.innerHTML.replaceAll("\n", '<br style="mso-data-placement:same-cell">')}</td>`;
}
