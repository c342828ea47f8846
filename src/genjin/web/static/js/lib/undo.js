/** What was done, so that it can be taken back. Kept for the page, whatever filters are set meanwhile. */

const MOST = 200;
const past = [];
const future = [];

/** Remember a deed: { undo, redo }, two functions that resolve to true where they succeeded. */
export function remember(deed) {
  past.push(deed);
  if (past.length > MOST) past.shift();
  future.length = 0;
}

/** Take the last deed back, or do it again; a deed that fails stays where it was. */
export async function travel(direction) {
  const [from, to] = direction === "undo" ? [past, future] : [future, past];
  const deed = from.pop();
  if (!deed) return;
  if (await deed[direction]()) to.push(deed);
  else from.push(deed);
}

/** Take one deed back, wherever it stands among the others. */
export async function takeBack(deed) {
  const at = past.indexOf(deed);
  if (at < 0 || !(await deed.undo())) return;
  past.splice(at, 1);
  future.push(deed);
}
