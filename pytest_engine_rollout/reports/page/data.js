// The run, as the page was written with it; every text goes to the page as text, never as markup.
const run = JSON.parse(document.getElementById("run").textContent);
const OUTCOMES = ["passed", "failed", "error", "skipped", "xfailed", "xpassed", "missing"];
const VERDICTS = ["matched", "regression", "improvement", "shared-failure", "one-sided"];

const pairs = run.pairs.map(([id, path, line, verdict, known, ...halves], index) => {
  const [control, candidate] = halves.map((half) => half && {
    outcome: OUTCOMES[half[0]], seconds: half[1], exercised: half[2], pinned: half[3],
    message: half[4], details: half[5],
  });
  const differs = (run.comparisons[index] ?? []).some(([, , status]) => status === "mismatched");
  return { index, id, path, line, verdict: VERDICTS[verdict], known: Boolean(known), control, candidate, differs };
});

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("aria-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

function outcomeOf(half) {
  return half ? half.outcome : "missing";
}

function isVacuous(half) {
  return Boolean(half) && half.outcome === "passed" && half.exercised === 0;
}

function isPairVacuous(pair) {
  return isVacuous(pair.control) || isVacuous(pair.candidate);
}

function ranBoth(pair) {
  return pair.control?.exercised === 1 && pair.candidate?.exercised === 1;
}

function ratioOf(pair) {
  return pair.control && pair.candidate && pair.control.seconds > 0
    ? pair.candidate.seconds / pair.control.seconds
    : NaN;
}

function duration(seconds) {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
