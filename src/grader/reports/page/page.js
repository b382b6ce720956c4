"use strict";
// What the whole page has in common: the data, the theme, and what is folded away.

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
root.classList.add("js");

function seconds(nanoseconds) {
  const number = String(Math.round(nanoseconds / 1e6) / 1e3);
  return data.words.seconds.replace("{seconds}", number);
}

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// The reader's choice is kept where the browser allows that; a file's page may not be allowed to.
function remembered(value) {
  try {
    if (value) localStorage.setItem("theme", value);
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function themeButton(button) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  const before = remembered();
  if (before === "dark" || before === "light") root.dataset.theme = before;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remembered(root.dataset.theme);
    show();
  });
  dark.addEventListener("change", show);
  show();
}

// On paper nothing can be unfolded, so all of it is; afterwards it is as it was.
function unfoldForPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

function unfoldTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (const details of target.querySelectorAll(":scope > details")) details.open = true;
  for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
}

// The line that a finding names stands in the middle of what can be seen of the source.
function center(row, listing) {
  if (row) listing.scrollTop = row.offsetTop - listing.offsetTop - (listing.clientHeight - row.offsetHeight) / 2;
}

for (const listing of document.querySelectorAll(".source .scroll")) center(listing.querySelector(".marked"), listing);
themeButton(document.querySelector(".theme"));
unfoldForPrint();
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
