// Which pairs are shown: those of a kind, of a cell of the matrix, with some words.
const wanted = { kind: "", cell: "", words: [], sort: "attention", down: false };
const listeners = [];
let shown = pairs;

const ATTENTION = ["regression", "improvement", "one-sided", "shared-failure", "matched"];
const SORTS = {
  id: null, // as written
  attention: (pair) => ATTENTION.indexOf(pair.verdict) + (pair.known ? 0.5 : 0)
    - (pair.verdict === "matched" ? (pair.differs ? 0.5 : 0) + (isPairVacuous(pair) ? 0.25 : 0) : 0),
  control: (pair) => (pair.control ? pair.control.seconds : -1),
  candidate: (pair) => (pair.candidate ? pair.candidate.seconds : -1),
  ratio: (pair) => { const ratio = ratioOf(pair); return Number.isNaN(ratio) ? -1 : ratio; },
};

const KINDS = {
  "": () => true,
  ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, (pair) => pair.verdict === verdict])),
  vacuous: isPairVacuous,
  "different observations": (pair) => pair.differs,
};

function fits(pair) {
  const { kind, cell, words } = wanted;
  if (!KINDS[kind](pair)) return false;
  if (cell && cell !== `${outcomeOf(pair.control)} ${outcomeOf(pair.candidate)}`) return false;
  if (!words.length) return true;
  pair.haystack ??= [pair.id, pair.control?.message, pair.candidate?.message].join("\n").toLowerCase();
  return words.every((word) => pair.haystack.includes(word));
}

function refresh() {
  shown = pairs.filter(fits);
  const key = SORTS[wanted.sort];
  if (key) shown.sort((one, other) => key(one) - key(other) || one.index - other.index);
  if (wanted.down) shown.reverse();
  for (const listener of listeners) listener();
}

function want(change) {
  Object.assign(wanted, change);
  refresh();
}

function buildFilters() {
  const bar = document.getElementById("filters");
  for (const [kind, belongs] of Object.entries(KINDS)) {
    const button = make("button", {
      type: "button", textContent: `${kind || "all"} ${pairs.filter(belongs).length}`,
      onclick: () => want({ kind: wanted.kind === kind ? "" : kind, cell: "" }),
    });
    bar.append(button);
    listeners.push(() => button.setAttribute("aria-pressed", String(wanted.kind === kind && !wanted.cell)));
  }
  const search = document.getElementById("search");
  search.oninput = () => want({ words: search.value.toLowerCase().split(/\s+/).filter(Boolean) });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
  });
}

function buildMatrix() {
  const table = document.getElementById("matrix");
  const counts = {};
  const proven = {};
  const verdicts = {};
  for (const pair of pairs) {
    const cell = `${outcomeOf(pair.control)} ${outcomeOf(pair.candidate)}`;
    counts[cell] = (counts[cell] ?? 0) + 1;
    if (pair.control?.exercised && pair.candidate?.exercised) proven[cell] = (proven[cell] ?? 0) + 1;
    verdicts[cell] = pair.verdict;
  }
  const used = OUTCOMES.filter((outcome) => Object.keys(counts).some((cell) => cell.split(" ").includes(outcome)));
  const heads = used.map((outcome) => make("th", { scope: "col", textContent: outcome }));
  table.append(make("tr", {}, make("th", { textContent: `${run.control} ↓  ${run.candidate} →` }), ...heads));
  for (const row of used) {
    const cells = used.map((column) => make("td", {}, matrixButton(`${row} ${column}`, counts, proven, verdicts)));
    table.append(make("tr", {}, make("th", { scope: "row", textContent: row }), ...cells));
  }
}

function matrixButton(cell, counts, proven, verdicts) {
  const [number, ran] = [counts[cell] ?? 0, proven[cell] ?? 0];
  const [row, column] = cell.split(" ");
  const button = make("button", {
    type: "button", disabled: !number, className: number ? `v-${verdicts[cell]}` : "",
    "aria-label": `${number} pairs: ${row} on ${run.control}, ${column} on ${run.candidate}; ${ran} ran both engines`,
    onclick: () => want({ cell: wanted.cell === cell ? "" : cell, kind: "" }),
  }, String(number), number ? make("small", { textContent: `${ran} ran both` }) : "");
  listeners.push(() => button.setAttribute("aria-pressed", String(wanted.cell === cell)));
  return button;
}
