"""How the HTML page looks."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1c2329; --faint: #5c6873; --paper: #f5f6f8;
  --card: #fff; --line: #dde2e7; --bad: #c62828; --good: #2e7d32; --open: #b26a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --faint: #9aa6b2;
  --paper: #14181c; --card: #1d2329; --line: #333c45; --bad: #ef5350; --good: #66bb6a;
  --open: #ffb74d; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere; }
header { padding: 1.5rem 0; color: #fff; background: #b26a00; }
header.ready { background: #2e7d32; } header.not_ready { background: #c62828; }
header > *, main { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
header .faint { opacity: .85; font-size: .9rem; }
main { padding-bottom: 3rem; }
details { background: var(--card); border: 1px solid var(--line); border-left: 4px solid;
  border-radius: 4px; margin: .4rem 0; padding: .5rem .8rem; }
details details { border-left-width: 1px; }
details.pass { border-left-color: var(--good); } details.fail { border-left-color: var(--bad); }
details.inconclusive, details.not_run { border-left-color: var(--open); }
summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem .8rem; }
summary::before { content: "▸"; color: var(--faint); }
details[open] > summary::before { content: "▾"; }
.status { font-weight: 600; min-width: 6.5rem; } .figure { flex: 1 1 20rem; }
.pass .status { color: var(--good); } .fail .status { color: var(--bad); }
.inconclusive .status, .not_run .status { color: var(--open); }
.standing { border: 1px solid var(--line); border-radius: 3px; padding: 0 .4rem;
  color: var(--faint); }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .1rem .8rem; margin: .6rem 0; }
dt { color: var(--faint); } dd { margin: 0; }
ul { margin: .4rem 0; padding-left: 1.2rem; } li, code { font-family: ui-monospace, monospace;
  font-size: .88rem; }
table { border-collapse: collapse; background: var(--card); width: 100%; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left;
  vertical-align: top; } .number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; overflow-wrap: normal; }
svg { background: var(--card); border: 1px solid var(--line); width: 100%; min-width: 36rem;
  height: auto; }
"""
