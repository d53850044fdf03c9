"use strict";
// One tooltip for pointer and keyboard; without this script the title attribute serves.
const tip = document.getElementById("tip");
const cells = [...document.querySelectorAll("td[title]")];
for (const cell of cells) {
  cell.dataset.tip = cell.title;
  cell.setAttribute("aria-label", cell.title);
  cell.removeAttribute("title");
}
function show(cell) {
  tip.textContent = cell.dataset.tip;
  tip.hidden = false;
  const box = cell.getBoundingClientRect();
  const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.top = `${below ? box.bottom + 8 : Math.max(4, box.top - tip.offsetHeight - 8)}px`;
  tip.style.left = `${Math.min(Math.max(4, box.left - 20), innerWidth - tip.offsetWidth - 8)}px`;
  light(cell, true);
}
function hide(cell) {
  tip.hidden = true;
  light(cell, false);
}
function light(cell, on) {
  const heads = cell.closest("table").querySelectorAll("th.column");
  heads[cell.cellIndex - 1]?.classList.toggle("lit", on);
}
for (const table of document.querySelectorAll("table.heat")) {
  // One tab stop per table; the arrow keys walk inside it.
  const first = table.querySelector("td[tabindex]");
  if (first) first.tabIndex = 0;
  table.addEventListener("mouseover", (event) => event.target.dataset?.tip && show(event.target));
  table.addEventListener("mouseout", (event) => event.target.dataset?.tip && hide(event.target));
  table.addEventListener("focusin", (event) => event.target.dataset?.tip && show(event.target));
  table.addEventListener("focusout", (event) => event.target.dataset?.tip && hide(event.target));
  table.addEventListener("keydown", walk);
}
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
function walk(event) {
  const step = STEPS[event.key];
  if (event.key === "Escape") hide(event.target);
  if (!step) return;
  event.preventDefault();
  const rows = [...event.currentTarget.tBodies[0].rows];
  let row = rows.indexOf(event.target.parentElement);
  let column = event.target.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    if (!rows[row] || column < 1 || (step[1] && !rows[row].cells[column])) return;
    const next = rows[row].cells[column];
    if (next?.dataset.tip) {
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      return;
    }
  }
}
for (const button of document.querySelectorAll(".filters button")) {
  button.addEventListener("click", () => {
    const wanted = button.dataset.status;
    for (const other of document.querySelectorAll(".filters button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    for (const row of document.querySelectorAll("#requirements tbody tr")) {
      row.hidden = wanted !== "all" && row.dataset.status !== wanted;
    }
  });
}
