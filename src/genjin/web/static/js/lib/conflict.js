/** The dialog that shows their text beside ours; Enter keeps ours, Esc takes theirs. */

/** Ask; resolves to the decision, the cells in question, and the rows as they stand now, as HTML. */
export function askAboutConflict(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const dialog = holder.content.querySelector("dialog");
  const rows = holder.content.querySelector("template")?.innerHTML ?? "";
  const conflicts = [...dialog.querySelectorAll("section")].map((part) => ({ pk: Number(part.dataset.row), key: part.dataset.key, theirs: part.dataset.theirs }));
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const decide = (keepMine) => {
      dialog.remove();
      before?.focus({ preventScroll: true });
      resolve({ keepMine, conflicts, rows });
    };
    dialog.addEventListener("cancel", () => decide(false));
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) decide(button.value === "mine");
    });
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Enter" || event.target.value === "theirs") return;
      event.preventDefault();
      decide(true);
    });
  });
}
