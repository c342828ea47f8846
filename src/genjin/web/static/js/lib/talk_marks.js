/** The marks that say how many threads are open about a thing: on rows of the plan table, and beside lines of a plan. */

/** Let every mark of a thing such as `action-7` show this many. */
export function showCount(thing, count) {
  if (count) markRow(thing);
  for (const mark of document.querySelectorAll(`.talk-mark[data-talk="${thing}"]`)) {
    mark.querySelector("span").textContent = count || "";
    mark.classList.toggle("has", count > 0);
    const words = count ? mark.dataset.words.replace("{count}", count) : mark.dataset.none;
    mark.title = words;
    mark.setAttribute("aria-label", words);
  }
}

/** A row of the plan table gets its mark with its first thread. */
function markRow(thing) {
  const cell = document.querySelector(`#${thing.replace("followup", "follow-up")} > .seq`);
  const blank = document.getElementById("blank-talk-mark");
  if (!cell || !blank || cell.querySelector(".talk-mark")) return;
  cell.dataset.text ??= cell.textContent;
  const mark = blank.content.firstElementChild.cloneNode(true);
  mark.dataset.talk = thing;
  cell.append(mark);
}
