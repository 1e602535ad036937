// The list of pairs: only the rows in view exist, so that 20,000 pairs cost no more than 20.
const ROW = 32; // pixels, as in the style sheet
const SPARE = 6; // rows kept above and below the view
const view = document.getElementById("view");
const filler = make("div");
let selected = null;
let drawn = new Map();

function cellOf(half) {
  const outcome = outcomeOf(half);
  const cell = make("span", { className: `o-${outcome}`, textContent: outcome, role: "gridcell" });
  if (half) cell.append(` ${duration(half.seconds)}`);
  if (isVacuous(half)) {
    cell.append(" ", make("span", { className: "vacuous", textContent: half.pinned ? "pinned" : "vacuous" }));
  }
  return cell;
}

function rowOf(pair, position) {
  const tag = make("span", { className: `tag v-${pair.verdict}`, textContent: pair.verdict });
  const ratio = ratioOf(pair);
  const row = make("div", { className: "row", id: `row-${pair.index}`, role: "row" },
    make("span", { role: "gridcell" }, tag, pair.differs ? make("span", { className: "o-failed", textContent: " ≠", title: "observations differ" }) : ""),
    make("span", { className: "name mono", title: pair.id, role: "gridcell" }, make("bdi", { dir: "ltr", textContent: pair.id })),
    cellOf(pair.control), cellOf(pair.candidate),
    make("span", { className: `number${ranBoth(pair) ? "" : " idle"}`, role: "gridcell", title: ranBoth(pair) ? "" : "did not run both engines: says nothing of them",
      textContent: Number.isNaN(ratio) ? "" : `×${ratio.toFixed(2)}` }));
  row.setAttribute("aria-rowindex", String(position + 2));
  row.setAttribute("aria-selected", String(pair === selected));
  row.style.top = `${position * ROW}px`;
  row.onclick = () => select(pair);
  return row;
}

function draw() {
  const first = Math.max(0, Math.floor(view.scrollTop / ROW) - SPARE);
  const last = Math.min(shown.length, Math.ceil((view.scrollTop + view.clientHeight) / ROW) + SPARE);
  const next = new Map();
  for (let position = first; position < last; position += 1) {
    const pair = shown[position];
    const row = drawn.get(pair.index) ?? rowOf(pair, position);
    row.style.top = `${position * ROW}px`;
    next.set(pair.index, row);
  }
  for (const [index, row] of drawn) if (!next.has(index)) row.remove();
  for (const row of next.values()) if (!row.isConnected) view.append(row);
  drawn = next;
}

function select(pair) {
  selected = pair;
  for (const [index, row] of drawn) row.setAttribute("aria-selected", String(index === pair?.index));
  if (pair) view.setAttribute("aria-activedescendant", `row-${pair.index}`);
  else view.removeAttribute("aria-activedescendant");
  showDetails(pair);
}

function moveTo(position) {
  const place = Math.max(0, Math.min(shown.length - 1, position));
  if (!shown.length) return;
  const top = place * ROW;
  if (top < view.scrollTop) view.scrollTop = top;
  if (top + ROW > view.scrollTop + view.clientHeight) view.scrollTop = top + ROW - view.clientHeight;
  draw();
  select(shown[place]);
}

function onKey(event) {
  const page = Math.floor(view.clientHeight / ROW);
  const now = shown.indexOf(selected);
  const target = {
    ArrowDown: now + 1, ArrowUp: now - 1, j: now + 1, k: now - 1, PageDown: now + page,
    PageUp: now - page, Home: 0, End: shown.length - 1,
  }[event.key];
  if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    moveTo(target);
  } else if (event.key === "Enter" && selected) {
    document.getElementById("details").focus();
  }
}

function buildList() {
  view.append(filler);
  view.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  view.addEventListener("keydown", onKey);
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.onclick = () => {
      const sort = button.dataset.sort;
      want({ sort, down: wanted.sort === sort && !wanted.down });
    };
    listeners.push(() => button.parentElement.setAttribute("aria-sort",
      wanted.sort !== button.dataset.sort ? "none" : wanted.down ? "descending" : "ascending"));
  }
  listeners.push(() => {
    for (const row of drawn.values()) row.remove();
    drawn = new Map();
    filler.style.height = `${shown.length * ROW}px`;
    view.setAttribute("aria-rowcount", String(shown.length + 1));
    view.scrollTop = 0;
    document.getElementById("count").textContent = `${shown.length} of ${pairs.length} pairs`;
    if (!shown.includes(selected)) select(shown[0] ?? null);
    draw();
  });
  new ResizeObserver(draw).observe(view);
}
