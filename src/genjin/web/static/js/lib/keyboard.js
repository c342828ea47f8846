/** Which command a key means, in the table and in the open editor. Ctrl is Command on a Mac. */

export const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGE = 8;
const FAR = 1_000_000;

/** A key pressed while no cell is being edited; null: it is text, or the browser's own. */
export function tableCommand(event) {
  const control = event.ctrlKey || event.metaKey;
  const extend = event.shiftKey;
  if (event.key in ARROWS) {
    const [rows, columns] = ARROWS[event.key];
    return { name: "move", rows: control ? rows * FAR : rows, columns: control ? columns * FAR : columns, extend };
  }
  if (event.key === "Home") return { name: "move", rows: control ? -FAR : 0, columns: -FAR, extend };
  if (event.key === "End") return { name: "move", rows: control ? FAR : 0, columns: FAR, extend };
  if (event.key === "PageDown" || event.key === "PageUp") {
    return { name: "move", rows: event.key === "PageDown" ? PAGE : -PAGE, columns: 0, extend };
  }
  if (event.altKey) return /^Digit[1-9]$/.test(event.code) ? { name: "tick", number: Number(event.code[5]) } : null;
  return control ? controlCommand(event) : plainCommand(event);
}

function plainCommand(event) {
  switch (event.key) {
    case "Enter": return { name: "enter", by: event.shiftKey ? -1 : 1 };
    // Shift F2 is the comment of a cell in every spreadsheet
    case "F2": return { name: event.shiftKey ? "talk" : "edit" };
    case "Tab": return { name: "step", by: event.shiftKey ? -1 : 1 };
    case "Delete":
    case "Backspace": return { name: "clear" };
    case "Escape": return { name: "collapse" };
    case " ": return event.shiftKey ? { name: "rows" } : { name: "tick", number: 0 };
    case "ContextMenu": return { name: "menu" };
    default: return null;
  }
}

function controlCommand(event) {
  switch (event.key.toLowerCase()) {
    case "z": return { name: event.shiftKey ? "redo" : "undo" };
    case "y": return { name: "redo" };
    case "d": return { name: "fill" };
    case "a": return { name: "all" };
    case "enter": return { name: "open" };
    case "+":
    case "=": return event.shiftKey ? { name: "insert-after" } : null;
    case "-": return event.shiftKey ? null : { name: "delete" };
    case ";": return { name: "today" };
    default: return null;
  }
}

/** A key pressed in the open editor; null: the text's own. */
export function editorCommand(event) {
  if (event.key === "Escape") return { name: "cancel" };
  if (event.key === "Tab") return { name: "commit", step: event.shiftKey ? -1 : 1 };
  if (event.key === ";" && (event.ctrlKey || event.metaKey)) return { name: "today" };
  if (event.key !== "Enter") return null;
  if (event.altKey) return { name: "new-line" };
  if (event.ctrlKey || event.metaKey) return { name: "commit" };
  return { name: "commit", enter: event.shiftKey ? -1 : 1 };
}
