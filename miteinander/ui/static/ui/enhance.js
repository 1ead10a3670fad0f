// Makes pages more comfortable. Every page works without it.
"use strict";

// Filters apply as soon as something is chosen: <form data-autosubmit>
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

// Printing: <button data-print hidden>
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Nobody loses what they typed by leaving the page: <form data-guard>
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// What looks again by itself waits while somebody has a menu open in it: <div data-patient hx-get>
document.addEventListener("htmx:confirm", (event) => {
  if (event.target.matches("[data-patient]:has(details[open])")) event.preventDefault();
});

// The folded menus of the head close with Escape and when something else is clicked.
const menus = document.querySelectorAll(".m-user, .m-header .m-menu");
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest(".m-user[open], .m-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
