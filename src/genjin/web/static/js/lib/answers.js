/** What a server does not say in HTML: no answer at all, a breakdown, or a sign-in page instead of a piece of ours. */

/** Listen to htmx inside `place`; `say` is called with one of the sentences in the data attributes of `element`. */
export function watchAnswers(element, say, place = element) {
  place.addEventListener("htmx:sendError", () => say(element.dataset.saidOffline));
  place.addEventListener("htmx:responseError", ({ detail }) => {
    const sentence = new DOMParser().parseFromString(detail.xhr.responseText, "text/html").querySelector("[data-code]");
    say(sentence?.textContent || element.dataset.saidBroken);
  });
  place.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!/^\s*<!doctype/i.test(detail.serverResponse)) return;
    detail.shouldSwap = false;
    window.location.reload();
  });
}
