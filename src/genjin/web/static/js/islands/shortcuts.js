/** Keys that work on every page. */
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("search-box");
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
