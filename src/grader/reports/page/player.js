// The film: what was on both screens at one moment, and the moment that moves on.

// A screen shows the last picture that had begun by then, and marks it in the strip below.
function makeScreen(screen, stills, seek) {
  const glass = screen.querySelector(".glass");
  const when = screen.querySelector(".when");
  const strip = screen.querySelector(".strip");
  const items = [...strip.children];
  let shown = null;

  for (const item of items) item.addEventListener("click", () => seek(Number(item.dataset.at)));

  function draw(still) {
    const pre = document.createElement("pre");
    still.lines.forEach((line, row) => {
      if (row) pre.append("\n");
      if (!still.cursor || still.cursor[0] !== row) return pre.append(line);
      const [, before, cell, behind] = still.cursor;
      pre.append(before, element("span", cell, "cursor"), behind);
    });
    glass.replaceChildren(pre);
    when.textContent = still.when;
  }

  function mark(number) {
    items.forEach((item, other) => item.classList.toggle("current", other === number));
    const item = items[number];
    if (item) strip.scrollLeft = item.offsetLeft - (strip.clientWidth - item.offsetWidth) / 2;
  }

  return {
    stops: stills.map((still) => still.time),
    show(time) {
      let number = stills.findLastIndex((still) => still.time <= time);
      if (number < 0 && stills.length) number = 0;
      if (number < 0 || number === shown) return;
      shown = number;
      draw(stills[number]);
      mark(number);
    },
  };
}

function makePlayer(figure, film) {
  const play = figure.querySelector(".play");
  const moment = figure.querySelector(".moment");
  const now = figure.querySelector(".now");
  const speed = figure.querySelector(".speed select");
  const playhead = figure.querySelector(".playhead i");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const screens = [...figure.querySelectorAll(".screen")].map((screen, n) => makeScreen(screen, film.films[n], seek));
  const stops = [...new Set([0, film.end, ...screens.flatMap((screen) => screen.stops)])].sort((a, b) => a - b);
  let time = 0;
  let stop = null;

  function show(to) {
    time = Math.min(Math.max(to, 0), film.end);
    moment.value = time;
    now.textContent = seconds(time);
    moment.setAttribute("aria-valuetext", seconds(time));
    playhead.style.setProperty("--x", `${(100 * time) / film.end}%`);
    for (const screen of screens) screen.show(time);
  }

  function seek(to) {
    pause();
    show(to);
  }

  const after = () => stops.find((each) => each > time) ?? film.end;
  const before = () => stops.findLast((each) => each < time) ?? 0;

  function pause() {
    if (stop) stop();
    stop = null;
    play.setAttribute("aria-pressed", "false");
    play.setAttribute("aria-label", data.words.play);
  }

  // Who asked for less motion gets a picture a second; everybody else the program's own time, by the speed.
  function start() {
    if (time >= film.end) show(0);
    play.setAttribute("aria-pressed", "true");
    play.setAttribute("aria-label", data.words.pause);
    stop = calm.matches ? turnPages() : roll();
  }

  function turnPages() {
    const timer = setInterval(() => advance(after()), 1000);
    return () => clearInterval(timer);
  }

  function roll() {
    let last = performance.now();
    let request = requestAnimationFrame(function turn(stamp) {
      request = requestAnimationFrame(turn);
      const passed = Math.max(0, stamp - last);
      last = stamp;
      advance(time + passed * 1e6 * Number(speed.value));
    });
    return () => cancelAnimationFrame(request);
  }

  function advance(to) {
    show(to);
    if (time >= film.end) pause();
  }

  play.addEventListener("click", () => (stop ? pause() : start()));
  figure.querySelector(".back").addEventListener("click", () => seek(before()));
  figure.querySelector(".forward").addEventListener("click", () => seek(after()));
  moment.addEventListener("input", () => seek(Number(moment.value)));
  // By the keyboard a step is a picture: a millisecond would be no use.
  moment.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after }[event.key];
    if (!step) return;
    event.preventDefault();
    seek(step());
  });
  return { show, seek };
}
