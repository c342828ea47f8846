/**
 * What a page does when nobody is signed in under it any more: it keeps what was typed, and takes on the token against
 * forged requests of a sign-in in another window. The token changes with every sign-in; the cookie knows the latest.
 */

/** Return the header that a request needs. */
export function tokenHeader() {
  const [, token] = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) ?? [];
  return token ? { "X-CSRFToken": token } : {};
}

/** Tell whether htmx was answered with the page for signing in. */
export function isSignInPage({ xhr }) {
  return xhr.responseURL.includes("/sign-in/") && /^\s*<!doctype/i.test(xhr.responseText);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (isSignInPage(detail)) Object.assign(detail, { shouldSwap: false, isError: true });
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const header = tokenHeader();
  if (!header["X-CSRFToken"]) return;
  Object.assign(detail.headers, header);
  delete detail.parameters.csrfmiddlewaretoken; // the field of a form would count before the header
});
document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector("[name=csrfmiddlewaretoken]");
  if (field) field.value = tokenHeader()["X-CSRFToken"] ?? field.value;
}, { capture: true });
