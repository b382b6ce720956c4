// The table of learners: sorted by any of its columns, and narrowed to those whom somebody looks for.

const ORDER = ["problem", "open", "failed", "passed"];

// A cell that has a key is sorted by that, as a number or by what is worse first; any other by what it says.
function keyOf(cell) {
  const { key } = cell.dataset;
  if (key === undefined) return cell.textContent;
  const place = ORDER.indexOf(key);
  return place < 0 ? Number(key) : place;
}

function compare(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other, root.lang, { numeric: true });
}

function makeSorting(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];

  function sort(column, down) {
    const keyed = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
    keyed.sort(([one], [other]) => (down ? compare(other, one) : compare(one, other)));
    body.replaceChildren(...keyed.map(([, row]) => row));
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  heads.forEach((head, column) => {
    const button = element("button", head.textContent);
    button.type = "button";
    button.title = data.words.sort.replace("{column}", () => head.textContent);
    button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
    head.replaceChildren(button);
  });
}

function makeFilter(table) {
  const [find, only, shown] = [".find", ".only", ".shown"].map((name) => document.querySelector(name));
  const plain = (text) => text.normalize("NFKC").toLocaleLowerCase();
  const rows = [...table.tBodies[0].rows].map((row) => [row, plain(row.textContent)]);

  function narrow() {
    const wanted = plain(find.value.trim());
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = !text.includes(wanted) || Boolean(only.value && !row.classList.contains(only.value));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = data.words.shown.replace("{shown}", String(count)).replace("{count}", String(rows.length));
  }

  find.addEventListener("input", narrow);
  only.addEventListener("change", narrow);
  narrow();
}

for (const table of document.querySelectorAll("table.learners")) {
  makeSorting(table);
  makeFilter(table);
}
