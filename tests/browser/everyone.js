/* What a test asks of the page before it: each function gives back lines that say what is wrong, and for whom. */

(() => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]";
  const LEAST = 24;
  const SLACK = 0.5;

  const named = (node) => {
    const words = (node.getAttribute("aria-label") || node.textContent || node.getAttribute("name") || "").trim();
    return `<${node.localName}${node.className?.length ? ` class="${node.className}"` : ""}> ${words.slice(0, 60)}`;
  };

  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  /* The label of a box or a hidden button is as good to hit and to see as the thing itself. */
  const standIn = (node) => (node.localName === "input" && node.closest("label")) || node;

  const centre = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];

  const clipped = ({ left, right, top, bottom }) => ({
    left: Math.max(left, 0),
    right: Math.min(right, innerWidth),
    top: Math.max(top, 0),
    bottom: Math.min(bottom, innerHeight),
  });

  /* WCAG 2.4.11 and 2.4.7: what has the focus lies in the window, nothing lies over it, and it shows. */
  function focusWrong(node) {
    const stand = standIn(node);
    const inside = [...stand.getClientRects()].map(clipped).filter((r) => r.right - r.left > 1 && r.bottom - r.top > 1);
    if (!inside.length) return "lies outside the window";
    const covered = inside.map(centre).map(([x, y]) => document.elementFromPoint(x, y));
    const free = covered.filter((hit) => hit && (stand.contains(hit) || hit.contains(stand)));
    if (!free.length) return `lies under ${named(covered[0] ?? document.body)}`;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "does not show that it has the focus";
    return "";
  }

  /* Notes where the focus is after each press of Tab. */
  function watchFocus() {
    window.stops = [];
    document.activeElement?.blur();
    getSelection().removeAllRanges();
    addEventListener("keyup", ({ key }) => {
      const node = document.activeElement;
      if (key === "Tab") stops.push({ node, wrong: node === document.body ? "" : focusWrong(node) });
    }, true);
  }

  /* What went wrong on the way; a page with fewer stops than presses was gone through and left again. */
  function focusFound(presses) {
    const wrongs = stops.filter(({ wrong }) => wrong).map(({ node, wrong }) => `focus: ${named(node)} ${wrong}`);
    if (!stops.some(({ node }) => node !== document.body)) wrongs.push("focus: Tab leads nowhere");
    if (!isRound() && new Set(stops.map(({ node }) => node)).size < presses) wrongs.push("focus: Tab does not lead out");
    return [...new Set(wrongs)];
  }

  /* True once the focus has gone through the page and left it, so nothing held it. */
  function isRound() {
    const nodes = stops.map(({ node }) => node);
    return nodes.some((node, at) => at && node !== nodes[at - 1] && (node === document.body || node === nodes[0]));
  }

  /* WCAG 2.5.8 with its exceptions: words in a sentence, and small ones with room around them. */
  function smallTargets() {
    const nodes = [...document.querySelectorAll(TARGETS)].filter((node) => shown(node) && !node.closest("svg, .skip"));
    const sized = [...new Set(nodes.map(standIn))].map((node) => ({ node, box: node.getBoundingClientRect() }));
    const small = sized.filter(({ node, box }) => isSmall(box) && !isInSentence(node));
    return small.filter((each) => isCrowded(each, sized, small)).map(({ node, box }) =>
      `target: ${named(node)} is ${box.width.toFixed(1)} by ${box.height.toFixed(1)} and close to another`);
  }

  const isSmall = ({ width, height }) => width < LEAST - SLACK || height < LEAST - SLACK;

  function isInSentence(node) {
    if (!getComputedStyle(node).display.startsWith("inline")) return false;
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const { textContent, parentElement } = words.currentNode;
      if (/[\p{L}\p{N}]/u.test(textContent) && !parentElement.closest(TARGETS) && shown(parentElement)) return true;
    }
    return false;
  }

  function isCrowded({ node, box }, all, small) {
    const [x, y] = centre(box);
    return all.some((other) => {
      if (other.node === node || other.node.contains(node) || node.contains(other.node)) return false;
      const across = Math.max(other.box.left - x, 0, x - other.box.right);
      const down = Math.max(other.box.top - y, 0, y - other.box.bottom);
      if (Math.hypot(across, down) < LEAST / 2 - SLACK) return true;
      const [u, v] = centre(other.box);
      return small.includes(other) && Math.hypot(u - x, v - y) < LEAST - SLACK;
    });
  }

  /* Words that do not fit the box that hides what does not fit. */
  function cutOff() {
    return [...document.querySelectorAll("body *")].filter((node) => {
      if (node.closest("svg, .hidden, .chart-overlay") || !node.textContent.trim() || !shown(node)) return false;
      const { overflowX, overflowY } = getComputedStyle(node);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      return (hides(overflowX) && node.scrollWidth > node.clientWidth + 1)
        || (hides(overflowY) && node.scrollHeight > node.clientHeight + 1);
    }).map((node) => `words cut off in ${named(node)}`);
  }

  /* WCAG 1.4.12: a reader's own spacing, on or off. */
  const spacing = new CSSStyleSheet();

  function space(on) {
    spacing.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
      + " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = on ? [spacing] : [];
  }

  /* What still moves although the reader asked for calm. */
  function moving() {
    const slides = [...document.querySelectorAll("*")].filter((node) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
      const still = /^0s(, 0s)*$/.test(transitionDuration) && animationName === "none" && scrollBehavior === "auto";
      return !still && !node.closest(".chart-overlay");
    });
    return slides.map((node) => `${named(node)} moves although calm was asked for`);
  }

  /* What has no use on paper; tables that would not repeat their heads; addresses that paper would lose. */
  function uselessOnPaper() {
    const useless = [...document.querySelectorAll("nav, form, button, input, select, .skip")].filter(shown);
    const heads = [...document.querySelectorAll("thead")].filter((head) => shown(head)
      && getComputedStyle(head).display !== "table-header-group");
    const lost = [...document.querySelectorAll("main a[href^=http]")].filter((link) => shown(link)
      && !link.textContent.includes(link.href.replace(/\/$/, ""))
      && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href")));
    return [
      ...useless.map((node) => `on paper: ${named(node)} is still there`),
      ...heads.map((node) => `on paper: the head is not repeated: ${named(node)}`),
      ...lost.map((node) => `on paper: the address is lost of ${named(node)}`),
    ];
  }

  /* What scripts brought that the page itself does not hold: headings, rows, links. */
  function broughtByScripts(html) {
    const bare = new DOMParser().parseFromString(html, "text/html");
    const words = (root, kinds) => [...root.querySelectorAll(kinds)].filter((node) => !node.closest(".chart-overlay"))
      .map((node) => node.getAttribute("href") ?? node.textContent.trim().replace(/\s+/g, " "));
    const held = new Set(words(bare, "h1, h2, h3, main tr, main a[href]"));
    return words(document, "h1, h2, h3, main tr, main a[href]").filter((each) => !held.has(each))
      .map((each) => `only scripts bring: ${each.slice(0, 120)}`);
  }

  window.everyone = { watchFocus, focusFound, isRound, smallTargets, cutOff, space, moving, uselessOnPaper, broughtByScripts };
})();
