/** Marks what was searched for in the rows that pass; the rows themselves stay as the server wrote them. */

const NAME = "found";
const MOST = 2000;

/** Mark the words of the search in all columns, those of a column's filter in that column. */
export function markFound(table, form) {
  if (!window.CSS?.highlights) return;
  const wanted = wantedWords(table, form);
  const found = wanted.length ? table.rows.flatMap((row) => wanted.flatMap(({ at, word }) => (at === null ? [row] : [row.cells[at]]).flatMap((part) => rangesOf(part, word)))) : [];
  if (found.length) CSS.highlights.set(NAME, new Highlight(...found.slice(0, MOST)));
  else CSS.highlights.delete(NAME);
}

function wantedWords(table, form) {
  const wanted = [];
  for (const field of form?.elements ?? []) {
    const at = field.name === "q" ? null : table.keys.indexOf(field.name);
    if (field.type !== "search" || at === -1) continue;
    // divided as the search divides them
    for (const word of field.value.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u)) if (word) wanted.push({ at, word });
  }
  return wanted;
}

function rangesOf(part, word) {
  const found = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase();
    if (text.length !== walker.currentNode.length) continue;
    for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, from);
      range.setEnd(walker.currentNode, from + word.length);
      found.push(range);
    }
  }
  return found;
}
