// Two comforts; the site works without them: a button that copies a badge, and picking releases to compare.
"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = button.parentElement.querySelector("input");
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });
}
const picked = document.querySelectorAll("td.pick input");
for (const box of picked) {
  box.addEventListener("change", () => {
    const full = [...picked].filter((one) => one.checked).length >= 4;
    for (const one of picked) one.disabled = full && !one.checked;
  });
}
