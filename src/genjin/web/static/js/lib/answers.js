/** What a server does not say in HTML: no answer at all, a breakdown, or a whole page instead of a piece of ours. */
import { isSignInPage } from "./signed_out.js";

/** Listen to htmx inside `place`; `say` is called with one of the sentences in the data attributes of `element`. */
export function watchAnswers(element, say, place = element) {
  place.addEventListener("htmx:sendError", () => say(element.dataset.saidOffline));
  place.addEventListener("htmx:responseError", ({ detail }) => {
    if (isSignInPage(detail)) {
      // not where the page asked by itself, as the bell does
      if (detail.requestConfig.verb !== "get" || detail.requestConfig.triggeringEvent?.isTrusted) say(element.dataset.saidSignedOut);
      return;
    }
    const sentence = new DOMParser().parseFromString(detail.xhr.responseText, "text/html").querySelector("[data-code]");
    say(sentence?.textContent || element.dataset.saidBroken);
  });
  place.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (isSignInPage(detail) || !/^\s*<!doctype/i.test(detail.serverResponse)) return;
    detail.shouldSwap = false;
    window.location.reload();
  });
}
