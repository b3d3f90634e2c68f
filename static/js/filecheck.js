// The check page of a conclusion: the SHA-256 of a chosen file is counted here, the file goes nowhere.
const box = document.querySelector("[data-filecheck]");
const input = document.querySelector("[data-filecheck-file]");
const result = document.querySelector("[data-filecheck-result]");
const known = new Set([...document.querySelectorAll("[data-sha256]")].map((item) => item.dataset.sha256));
// Browsers count hashes only at safe addresses.
if (box && globalThis.crypto?.subtle) {
  box.hidden = false;
  document.querySelector("[data-filecheck-without]").hidden = true;
  let turn = 0;
  input.addEventListener("change", async () => {
    const file = input.files[0];
    const mine = ++turn;
    if (!file) return;
    result.textContent = "Считаю…";
    let words;
    try {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      const hash = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      words = known.has(hash)
        ? `Да: файл «${file.name}» — тот самый, байт в байт.`
        : `Нет: файл «${file.name}» другой. Его отпечаток: ${hash}`;
    } catch {
      words = `Файл «${file.name}» не читается: возможно, он слишком велик для браузера.`;
    }
    if (mine === turn) result.textContent = words;
  });
}
