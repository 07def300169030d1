"use strict";
/* What the reader has set lives in the address after the section: #buffer&chance=90&hide=1 */
const given = new URLSearchParams(location.hash.slice(1));
const state = new Map();
let section = [...given].filter(([, value]) => value === "").map(([key]) => key)[0] || "";

const keep = (key, value) => {
  if (value === null || value === "") state.delete(key); else state.set(key, value);
  const parts = [section, ...[...state].map(([name, said]) => `${name}=${said}`)];
  history.replaceState(null, "", `#${parts.filter(Boolean).join("&")}`);
};

const figure = (value) => {
  const rounded = Number(value.toPrecision(3));
  const size = rounded === 0 ? 2 : Math.floor(Math.log10(Math.abs(rounded)));
  if (size < -5 || size >= 13) return rounded.toExponential(2);
  const digits = Math.max(2 - size, 0);
  return rounded.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

for (const slider of document.querySelectorAll(".slider")) {
  const { sentences, labels, bases, budgets, steps } = JSON.parse(slider.querySelector("script").textContent);
  const control = slider.querySelector(".control");
  const range = control.querySelector("[type=range]");
  const money = control.querySelector("[type=number]");
  const select = control.querySelector("select");
  const rows = slider.querySelectorAll("tbody tr");
  const place = () => range.value - range.min;
  const of = () => (select ? Number(select.value) : 0);
  const show = (typed, reached) => {
    const [, chance, cells] = steps[place()];
    const budget = typed ?? budgets[of()][place()];
    const over = budget - bases[of()];
    const said = {
      label: labels[of()],
      budget: typed === undefined ? cells[of()][0] : figure(budget),
      chance: reached ?? chance,
      buffer: typed === undefined ? cells[of()][1].replace(/^[+\u2212]/, "") : figure(Math.abs(over)),
      side: over < 0 ? sentences.under : sentences.over,
    };
    control.querySelector("output").value = said.chance;
    range.setAttribute("aria-valuetext", said.chance);
    slider.querySelector(".says").textContent = sentences.covers.replace(/\{(\w+)\}/g, (_, key) => said[key]);
    rows.forEach((row, r) => {
      row.querySelectorAll("td").forEach((cell, c) => { cell.textContent = cells[r][c]; });
    });
  };
  const byChance = () => {
    money.value = Number(budgets[of()][place()].toPrecision(3));
    show();
    keep("budget", null);
    keep("chance", range.value);
    if (select) keep("of", select.value);
  };
  const byBudget = () => {
    if (!Number.isFinite(money.valueAsNumber)) return;
    const held = budgets[of()].filter((budget) => budget <= money.valueAsNumber).length;
    range.value = Number(range.min) + Math.max(held - 1, 0);
    show(money.valueAsNumber, held === 0 ? sentences.few : held === steps.length ? sentences.most : undefined);
    keep("chance", null);
    keep("budget", money.value);
    if (select) keep("of", select.value);
  };
  control.hidden = false;
  money.value = Number(budgets[of()][place()].toPrecision(3));
  range.addEventListener("input", byChance);
  money.addEventListener("input", byBudget);
  select?.addEventListener("input", () => (state.has("budget") ? byBudget() : byChance()));
  if (select && labels[given.get("of")] !== undefined) select.value = given.get("of");
  if (given.has("budget")) { money.value = given.get("budget"); byBudget(); }
  else if (given.has("chance")) { range.value = given.get("chance"); byChance(); }
}

const toggles = document.querySelector(".toggles");
if (toggles) {
  const boxes = [...toggles.querySelectorAll("input")];
  const choose = () => {
    const off = boxes.filter((box) => !box.checked).map((box) => box.value);
    for (const shown of document.querySelectorAll("[data-strategy]")) {
      shown.toggleAttribute("hidden", off.includes(shown.dataset.strategy));
    }
    const count = boxes.length - off.length;
    toggles.querySelector("output").value = off.length ? `${count} of ${boxes.length}` : `all ${count}`;
    keep("hide", off.join(","));
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (!boxes.some((other) => other.checked)) box.checked = true;
      choose();
    });
  }
  toggles.hidden = false;
  const off = (given.get("hide") || "").split(",").filter(Boolean);
  if (boxes.some((box) => !off.includes(box.value)) && off.length) {
    for (const box of boxes) box.checked = !off.includes(box.value);
    choose();
  }
}

const written = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "SMALL")
  .map((node) => node.textContent).join("").trim();
const amount = (text) => {
  const often = text.match(/^(more than |fewer than )?([\d,]+) in ([\d,]+)/);
  const number = (said) => parseFloat(said.replace(/[,\s]/g, "").replace("\u2212", "-"));
  if (!often) return number(text.replace(/^P/, ""));
  return number(often[2]) / number(often[3]) + (often[1] ? (often[1].startsWith("more") ? 1e-9 : -1e-9) : 0);
};
const sorted = new Map();
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const first = [...body.rows];
  const last = table.classList.contains("total") ? first.pop() : null;
  const heads = [...table.tHead.rows[0].cells];
  const sort = (column, way) => {
    const numeric = heads[column].classList.contains("number");
    const sign = way === "descending" ? -1 : 1;
    const value = (row) => (numeric ? amount(written(row.cells[column])) : written(row.cells[column]));
    const compare = (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (!numeric) return sign * x.localeCompare(y, "en");
      return Number.isNaN(x) - Number.isNaN(y) || sign * (x - y) || 0;
    };
    const rows = way === "none" ? first : [...first].sort(compare);
    body.append(...rows, ...(last ? [last] : []));
    heads.forEach((head, c) => {
      if (c === column && way !== "none") head.setAttribute("aria-sort", way); else head.removeAttribute("aria-sort");
    });
    if (way === "none") sorted.delete(table.id); else sorted.set(table.id, `${table.id}.${column}.${way}`);
    keep("sort", [...sorted.values()].join(","));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ways = head.classList.contains("number") ? ["descending", "ascending"] : ["ascending", "descending"];
      sort(column, [...ways, "none"][ways.indexOf(head.getAttribute("aria-sort")) + 1]);
    });
  });
  for (const [id, column, way] of (given.get("sort") || "").split(",").map((said) => said.split("."))) {
    if (id === table.id && heads[column] && /^(a|de)scending$/.test(way)) sort(Number(column), way);
  }
}

document.getElementById(section)?.scrollIntoView();
addEventListener("hashchange", () => {
  if (location.hash.includes("=")) location.reload();
  section = location.hash.slice(1);
  keep("", null);
});
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("section > details:not([open])")) { folded.add(fold); fold.open = true; }
});
addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
  folded.clear();
});
