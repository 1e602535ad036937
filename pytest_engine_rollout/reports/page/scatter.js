// Control against candidate durations, both axes logarithmic, with the band of equivalence.
const canvas = document.getElementById("scatter");
const told = document.getElementById("scatter-note");
const EDGE = 56; // pixels for the axes
let dots = [];

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function drawScatter() {
  const points = shown.filter((pair) => pair.control?.seconds > 0 && pair.candidate?.seconds > 0);
  const [width, height, scale] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio || 1];
  [canvas.width, canvas.height] = [width * scale, height * scale];
  const pen = canvas.getContext("2d");
  const colour = colours();
  pen.scale(scale, scale);
  pen.font = "12px system-ui, sans-serif";
  const [low, high] = bounds(points);
  const across = (seconds) => EDGE + (Math.log10(seconds) - low) / (high - low) * (width - EDGE - 12);
  const up = (seconds) => height - EDGE + 12 - (Math.log10(seconds) - low) / (high - low) * (height - EDGE);
  band(pen, colour, across, up, low, high);
  axes(pen, colour, across, up, low, high, width, height);
  dots = points.map((pair) => ({ pair, x: across(pair.control.seconds), y: up(pair.candidate.seconds) }));
  pen.globalAlpha = points.length > 2000 ? 0.35 : 0.75;
  const size = points.length > 2000 ? 3 : 6;
  dots.sort((one, other) => ranBoth(one.pair) - ranBoth(other.pair)); // what says something lies on top
  for (const { pair, x, y } of dots) {
    pen.fillStyle = colour(pair.verdict === "regression" ? "fail" : ranBoth(pair) ? "accent" : "idle");
    pen.fillRect(x - size / 2, y - size / 2, size, size);
  }
  pen.globalAlpha = 1;
  const both = points.filter(ranBoth).length;
  told.textContent = `${points.length} pairs with both durations, ${both} of them (blue) exercised both engines; the band is ±10 %.`;
}

function bounds(points) {
  let [low, high] = [Infinity, -Infinity];
  for (const { control, candidate } of points) {
    low = Math.min(low, control.seconds, candidate.seconds);
    high = Math.max(high, control.seconds, candidate.seconds);
  }
  if (low > high) return [-3, 0];
  return [Math.floor(Math.log10(low)), Math.max(Math.ceil(Math.log10(high)), Math.floor(Math.log10(low)) + 1)];
}

function band(pen, colour, across, up, low, high) {
  const [start, end] = [10 ** low, 10 ** high];
  pen.fillStyle = colour("idle-ground");
  pen.beginPath();
  pen.moveTo(across(start), up(start * 1.1));
  pen.lineTo(across(end), up(end * 1.1));
  pen.lineTo(across(end), up(end * 0.9));
  pen.lineTo(across(start), up(start * 0.9));
  pen.fill();
}

function axes(pen, colour, across, up, low, high, width, height) {
  pen.strokeStyle = colour("line");
  pen.fillStyle = colour("soft");
  for (let power = low; power <= high; power += 1) {
    const [x, y] = [across(10 ** power), up(10 ** power)];
    pen.beginPath();
    pen.moveTo(x, 12); pen.lineTo(x, height - EDGE + 12);
    pen.moveTo(EDGE, y); pen.lineTo(width - 12, y);
    pen.stroke();
    pen.textAlign = power === high ? "right" : power === low ? "left" : "center";
    pen.fillText(duration(10 ** power), x, height - EDGE + 28);
    pen.textAlign = "right";
    pen.fillText(duration(10 ** power), EDGE - 5, power === low ? y : y + 4);
  }
  pen.textAlign = "left";
  pen.fillText(`${run.control} →`, EDGE, height - 4);
  pen.fillText(`${run.candidate} ↑`, EDGE + 4, 10);
}

function nearest(event) {
  const box = canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  let [best, distance] = [null, 100];
  for (const dot of dots) {
    const far = (dot.x - x) ** 2 + (dot.y - y) ** 2;
    if (far < distance) [best, distance] = [dot, far];
  }
  return best?.pair;
}

function buildScatter() {
  canvas.onmousemove = (event) => {
    const pair = nearest(event);
    if (pair) told.textContent = `${pair.id}: ${duration(pair.control.seconds)}, ${duration(pair.candidate.seconds)}, ×${ratioOf(pair).toFixed(2)}`;
  };
  canvas.onclick = (event) => {
    const pair = nearest(event);
    if (pair) moveTo(shown.indexOf(pair));
  };
  listeners.push(() => requestAnimationFrame(drawScatter));
  new ResizeObserver(() => requestAnimationFrame(drawScatter)).observe(canvas);
}
