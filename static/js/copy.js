/*
 * Copies a line at one press. Without this the line is there to select by hand, and no button shows.
 */

/** Selects the line, so that the reader sees what is meant and can copy it himself. */
function select(line) {
  const range = document.createRange();
  range.selectNodeContents(line);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** The clipboard of the browser; where it is refused, the older way by selection. */
async function copy(line) {
  try {
    await navigator.clipboard.writeText(line.textContent.trim());
    return true;
  } catch {
    select(line);
    return document.execCommand("copy");
  }
}

/** Shows the buttons in this part of the page and lets each copy its line. */
function offer(part) {
  for (const button of part.querySelectorAll("button[data-copy]")) {
    const line = document.getElementById(button.dataset.copy);
    const told = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      told.textContent = "";
      const copied = await copy(line);
      told.textContent = copied ? button.dataset.done : button.dataset.failed;
    });
  }
}

offer(document);
document.addEventListener("atlas:swapped", ({ detail }) => detail.parts.forEach(offer));
