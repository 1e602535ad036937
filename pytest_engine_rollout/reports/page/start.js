// Light or dark as the system is, until the button says otherwise; then everything else.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const theme = document.getElementById("theme");

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  theme.textContent = name === "dark" ? "light" : "dark";
  theme.setAttribute("aria-label", `switch to ${theme.textContent} colours`);
  drawScatter();
}

theme.onclick = () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
buildFilters();
buildMatrix();
buildList();
buildScatter();
setTheme(dark.matches ? "dark" : "light");
refresh();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
