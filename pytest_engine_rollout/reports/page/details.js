// Both sides of one pair, next to each other.
const LONGEST = 400; // lines up to which lines are aligned; beyond, they are compared one by one

function factsOf(half, engine) {
  if (!half) return [`no result on ${engine}`];
  const facts = [`${half.outcome} in ${duration(half.seconds)}`];
  if (half.exercised === 1) facts.push(`ran code of ${engine}`);
  if (half.exercised === 0) facts.push(`never ran code of ${engine}`);
  if (half.exercised === null) facts.push("whether it ran the engine is not known");
  if (half.pinned) facts.push(`ran code of ${half.pinned}`);
  return facts;
}

function sideOf(half, engine) {
  const side = make("div", {}, make("h3", { textContent: engine }), make("div", { textContent: factsOf(half, engine).join(" · ") }));
  if (half?.message) side.append(make("p", { className: `mono o-${half.outcome}`, textContent: half.message }));
  if (half?.details) side.append(make("pre", { textContent: half.details, tabIndex: 0 }));
  return side;
}

function align(left, right) {
  if (left.length > LONGEST || right.length > LONGEST) {
    return Array.from({ length: Math.max(left.length, right.length) }, (_, n) => [left[n], right[n]]);
  }
  const width = right.length + 1;
  const common = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = left[i] === right[j] ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const rows = [];
  let [i, j, minus, plus] = [0, 0, [], []];
  const flush = () => {
    for (let n = 0; n < Math.max(minus.length, plus.length); n += 1) rows.push([minus[n], plus[n]]);
    [minus, plus] = [[], []];
  };
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      flush();
      rows.push([left[i], right[j]]);
      [i, j] = [i + 1, j + 1];
    } else if (j >= right.length || (i < left.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      minus.push(left[i]);
      i += 1;
    } else {
      plus.push(right[j]);
      j += 1;
    }
  }
  flush();
  return rows;
}

function lineOf(text, other, className) {
  const line = make("div");
  if (text === undefined) return line;
  if (text === other) { line.textContent = text; return line; }
  line.className = className;
  let [start, end] = [0, 0];
  if (other !== undefined) {
    const shorter = Math.min(text.length, other.length);
    while (start < shorter && text[start] === other[start]) start += 1;
    while (end < shorter - start && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  }
  line.append(text.slice(0, start), make("mark", { textContent: text.slice(start, text.length - end) }), text.slice(text.length - end));
  return line;
}

function differenceOf([kind, key, status, path, left, right, message]) {
  const title = `${kind} ${key}${path ? ` at ${path}` : ""}: ${status}`;
  const box = make("div", {}, make("h3", { textContent: title }));
  if (message) box.append(make("div", { className: "mono", textContent: message }));
  const grid = make("div", { className: "diff mono", tabIndex: 0 });
  for (const [one, other] of align((left ?? "").split("\n"), (right ?? "").split("\n"))) {
    grid.append(lineOf(one, other, "minus"), lineOf(other, one, "plus"));
  }
  box.append(grid);
  return box;
}

function showDetails(pair) {
  const box = document.getElementById("details");
  if (!pair) {
    box.replaceChildren(make("p", { className: "note", textContent: "No pair fits the filter." }));
    return;
  }
  const place = `${pair.path}${pair.line ? `:${pair.line}` : ""}`;
  box.replaceChildren(
    make("h2", {}, make("span", { className: `tag v-${pair.verdict}`, textContent: pair.verdict + (pair.known ? " (known)" : "") }), " ",
      make("span", { className: "mono", textContent: pair.id })),
    make("div", { className: "note", textContent: place }),
    make("div", { className: "sides" }, sideOf(pair.control, run.control), sideOf(pair.candidate, run.candidate)),
    ...(run.comparisons[pair.index] ?? []).map(differenceOf),
  );
}
