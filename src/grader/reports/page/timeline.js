// The lanes: each mark and stretch says what it is when it is pointed at, or reached by the arrow keys.

// Writes into a picture's line of details, and marks the line in the attempt's source.
function makeDetail(figure) {
  const box = figure.querySelector(".detail");
  const kata = figure.dataset.kata;
  const listing = document.querySelector(`#${kata} .source .scroll`);

  function markLine(row) {
    if (!listing) return;
    for (const other of listing.querySelectorAll(".current")) other.classList.remove("current");
    if (!row) return;
    row.classList.add("current");
    center(row, listing);
  }

  return (shape) => {
    const { when, who, what, line } = shape.dataset;
    const own = !shape.closest(".run.reference");
    const row = own && line ? document.getElementById(`${kata}-L${line}`) : null;
    box.replaceChildren(element("b", when), " ", element("span", who), " ", element("span", what));
    if (line && own) box.append(" ", element("span", `${data.words.line} ${line}`));
    if (row) box.append(" ", element("code", row.querySelector("code").textContent.trim()));
    markLine(row);
  };
}

function makeTimeline(figure, player) {
  const tell = makeDetail(figure);
  const lanes = [...figure.querySelectorAll(".lane:not(.axis)")]
    .map((lane) => [...lane.querySelectorAll(".shape")].sort((a, b) => at(a) - at(b)))
    .filter((shapes) => shapes.length);
  let current = null;
  let stop = lanes.length ? lanes[0][0] : null;

  function at(shape) {
    return Number(shape.dataset.at);
  }

  for (const shapes of lanes) {
    shapes[0].closest("svg.plot").setAttribute("role", "listbox");
    for (const shape of shapes) {
      const title = shape.querySelector("title");
      shape.setAttribute("role", "option");
      shape.setAttribute("aria-label", title.textContent);
      shape.setAttribute("aria-selected", "false");
      shape.setAttribute("tabindex", "-1");
      title.remove(); // What it says stands below now, at once and for the keyboard, too.
      shape.addEventListener("pointerenter", () => tell(shape));
      shape.addEventListener("pointerleave", () => current && tell(current));
      shape.addEventListener("click", () => choose(shape));
      shape.addEventListener("focus", () => select(shape));
    }
  }

  // One of them can be tabbed to: the one that was chosen last, or else the first.
  function moveStop(shape) {
    stop.setAttribute("tabindex", "-1");
    stop = shape;
    stop.setAttribute("tabindex", "0");
  }

  function select(shape) {
    if (current) {
      current.setAttribute("aria-selected", "false");
      current.classList.remove("selected");
    }
    current = shape;
    shape.setAttribute("aria-selected", "true");
    shape.classList.add("selected");
    moveStop(shape);
    tell(shape);
    player.seek(at(shape));
  }

  function choose(shape) {
    shape.focus({ preventScroll: true });
    if (current !== shape) select(shape);
  }

  function nearest(shapes, time) {
    return shapes.reduce((best, shape) => (Math.abs(at(shape) - time) < Math.abs(at(best) - time) ? shape : best));
  }

  function neighbour(shape, key) {
    const lane = lanes.findIndex((shapes) => shapes.includes(shape));
    const shapes = lanes[lane];
    const place = shapes.indexOf(shape);
    switch (key) {
      case "ArrowLeft": return shapes[place - 1];
      case "ArrowRight": return shapes[place + 1];
      case "Home": return shapes[0];
      case "End": return shapes.at(-1);
      case "ArrowUp": return lanes[lane - 1] && nearest(lanes[lane - 1], at(shape));
      case "ArrowDown": return lanes[lane + 1] && nearest(lanes[lane + 1], at(shape));
      default: return null;
    }
  }

  figure.querySelector(".chart").addEventListener("keydown", (event) => {
    const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
    const shape = event.target.closest(".shape");
    if (!shape || !keys.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    neighbour(shape, event.key)?.focus();
  });

  if (stop) moveStop(stop);
}

for (const film of data.pictures) {
  const figure = document.getElementById(`${film.id}-picture`);
  const player = figure.querySelector(".player") ? makePlayer(figure, film) : { show() {}, seek() {} };
  makeTimeline(figure, player);
  player.show(film.at ?? 0);
}
