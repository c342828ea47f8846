/** Where an arrow leads on the board: up and down in a stage, through all lanes; to the side, to the next stage with cards. */

/** The card that a key leads to from this one (none: from the board itself); null where it leads nowhere. */
export function inReach(board, card, key) {
  if (!card) return key.startsWith("Arrow") ? board.querySelector(".deal-card") : null;
  const cell = card.closest(".board-cell");
  const column = cardsOf(board, columnOf(cell));
  const at = column.indexOf(card);
  switch (key) {
    case "ArrowDown": return column[at + 1] ?? null;
    case "ArrowUp": return column[at - 1] ?? null;
    case "Home": return column[0];
    case "End": return column.at(-1);
    case "ArrowLeft": return beside(board, cell, cardsIn(cell).indexOf(card), -1);
    case "ArrowRight": return beside(board, cell, cardsIn(cell).indexOf(card), 1);
    default: return null;
  }
}

/** The card at the same height of the next stage that has any in this lane. */
function beside(board, cell, height, by) {
  const cells = [...cell.parentElement.children];
  for (let at = cells.indexOf(cell) + by; at in cells; at += by) {
    const cards = cardsIn(cells[at]);
    if (cards.length) return cards[Math.min(height, cards.length - 1)];
  }
  return null;
}

function columnOf(cell) {
  return [...cell.parentElement.children].indexOf(cell);
}

function cardsOf(board, column) {
  return [...board.querySelectorAll(".board-lane")].flatMap((lane) => cardsIn(lane.children[column]));
}

function cardsIn(cell) {
  return [...cell.querySelectorAll(".deal-card")];
}
