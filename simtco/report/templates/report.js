"use strict";
for (const slider of document.querySelectorAll(".slider")) {
  const steps = JSON.parse(slider.querySelector("script").textContent);
  const control = slider.querySelector(".control");
  const input = slider.querySelector("input");
  const output = slider.querySelector("output");
  const says = slider.querySelector(".says");
  const rows = slider.querySelectorAll("tbody tr");
  control.hidden = false;
  input.addEventListener("input", () => {
    const [chance, sentence, cells] = steps[input.value - input.min];
    output.value = chance;
    input.setAttribute("aria-valuetext", chance);
    says.textContent = sentence;
    rows.forEach((row, r) => {
      row.querySelectorAll("td").forEach((cell, c) => { cell.textContent = cells[r][c]; });
    });
  });
}
