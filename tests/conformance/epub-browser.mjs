// Opens every page of an unpacked EPUB in Chromium and reports what a reader could not use. Needs nothing but Node.js: the browser is driven through a pipe.
//
//   node epub-browser.mjs FOLDER [PICTURES]      PICTURES: a folder for screenshots
//
// The browser's executable is named by the environment's CHROMIUM.

import { readFileSync, writeFileSync, existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import { close, event, send } from "./browser.mjs";

const [folder, pictures] = process.argv.slice(2);
const widths = [320, 768, 1200];
const faults = new Set();

function fault(kind, where, what) {
  faults.add(`${kind}: ${where}: ${what}`);
}

// ---- what is looked at in a page (runs in the browser) ---------------------

async function examine() {
  await document.fonts.ready;
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    let widest = root;
    for (const element of document.body.querySelectorAll("*"))
      if (element.getBoundingClientRect().right > widest.getBoundingClientRect().right) widest = element;
    found.push(["overflow", `${root.scrollWidth} pixels wide, by <${widest.localName} class="${widest.className}">`]);
  }

  const channels = (color) => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const mix = (over, under) => {
    const alpha = over[3] ?? 1;
    return [0, 1, 2].map((i) => over[i] * alpha + under[i] * (1 - alpha));
  };
  const backdrop = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(channels(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, over) => mix(over, under), [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const back = backdrop(element);
    let fore = channels(style.color);
    for (let e = element; e; e = e.parentElement) fore[3] = (fore[3] ?? 1) * Number(getComputedStyle(e).opacity);
    fore = mix(fore, back);
    const [light, dark] = [luminance(fore), luminance(back)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) found.push(["contrast", `${ratio.toFixed(2)}:1 in <${element.localName}> "${node.data.trim().slice(0, 40)}"`]);
  }

  // A page's number within a name would be said as a part of it, each time.
  for (const element of document.querySelectorAll("h1, h2, h3, h4, h5, h6, th, caption, .callout-label"))
    if (element.querySelector("[role=doc-pagebreak]")) found.push(["name", `a page begins within <${element.localName}> "${element.textContent.slice(0, 40)}"`]);

  for (const image of document.images) {
    try {
      await image.decode();
    } catch {
      found.push(["picture", `${image.getAttribute("src")} does not show`]);
    }
    if (image.getBoundingClientRect().right > window.innerWidth + 1) found.push(["picture", `${image.getAttribute("src")} is cut off`]);
  }
  return {
    found,
    links: [...document.querySelectorAll("a[href]")].map((a) => a.href),
    ids: [...document.querySelectorAll("[id]")].filter((e) => e.getClientRects().length > 0).map((e) => e.id),
    tables: document.querySelectorAll("table").length,
  };
}

// ---- the pages -------------------------------------------------------------

function spine() {
  const container = readFileSync(path.join(folder, "META-INF/container.xml"), "utf8");
  const packagePath = path.resolve(folder, container.match(/full-path="([^"]+)"/)[1]);
  const text = readFileSync(packagePath, "utf8");
  return [...text.matchAll(/<item [^>]*href="([^"]+)"[^>]*media-type="application\/xhtml\+xml"/g)].map((match) => path.resolve(path.dirname(packagePath), match[1]));
}

// In pages, as most readers show a book: in columns of the screen's height. What cannot be broken over pages is cut off.
async function examinePages() {
  await document.fonts.ready;
  const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
  style.textContent = `html { height: 800px; overflow: hidden; } body { height: 800px; column-width: ${window.innerWidth}px; column-gap: 20px; column-fill: auto; }`;
  document.head.append(style);
  for (const image of document.images) await image.decode().catch(() => {});
  const found = [];
  for (const element of document.querySelectorAll("p, li, dt, dd, th, td, caption, figcaption, pre, img, h1, h2, h3, h4, h5, h6")) {
    const lowest = Math.max(0, ...[...element.getClientRects()].map((box) => box.bottom));
    if (lowest > 802) found.push(["page", `<${element.localName}> "${element.textContent.trim().slice(0, 40)}" is cut off at the foot of a page`]);
  }
  return { found: found.slice(0, 3) };
}

// As readers show a book that drop its publisher's styles: no picture and no address is wider than the screen, and no item has two numbers.
async function examineBare() {
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) link.remove();
  for (const image of document.images) await image.decode().catch(() => {});
  const found = [];
  for (const image of document.images)
    if (image.getBoundingClientRect().right > window.innerWidth) found.push(["picture", `${image.getAttribute("src")} is cut off`]);
  for (const element of document.querySelectorAll("a, .references li, .references p"))
    if (!element.closest("table, pre") && Math.max(0, ...[...element.getClientRects()].map((box) => box.right)) > window.innerWidth)
      found.push(["overflow", `<${element.localName}> "${element.textContent.trim().slice(0, 60)}"`]);
  for (const item of document.querySelectorAll("ol > li"))
    if (item.querySelector(":scope > .label, :scope > p:first-child > .label")) found.push(["number", `a list numbers what has a label: "${item.textContent.trim().slice(0, 40)}"`]);
  return { found };
}

// Printed addresses break after a slash or before another of their signs (Chicago Manual of Style, 7.46), numbers with dashes nowhere.
async function examineBreaks() {
  await document.fonts.ready;
  const found = [];
  const mayBreak = (before, after) => (before === "/" ? after !== "/" : ".-?&=_#:,;+%@~".includes(after) && !".-?&=_#:,;+%@~".includes(before));
  for (const block of document.querySelectorAll("p, li, td, dd")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let word = "", lines = [], row = null;
    const judge = () => {
      if (word.length >= 3 && /^\W*(https?:\/\/|www\.|[a-z.]+\.[a-z]+\/)/.test(word) ? lines.some((at) => !mayBreak(word[at - 1], word[at])) : /^\W*\d[\d.]*[-–]\w/.test(word) && word.length <= 16 && lines.length > 0)
        found.push(["break", lines.reduceRight((text, at) => `${text.slice(0, at)} | ${text.slice(at)}`, word)]);
      [word, lines] = ["", []];
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // Marks are words by themselves.
      if (node.parentElement.closest("sup")) continue;
      for (let i = 0; i < node.data.length; i++) {
        if (/\s/.test(node.data[i])) {
          judge();
          continue;
        }
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = [...range.getClientRects()].at(-1);
        if (!box) continue;
        if (word && box.top > row.bottom - row.height / 4) lines.push(word.length);
        word += node.data[i];
        row = box;
      }
    }
    judge();
  }
  // What a link or heading is called: its words, and those of its marks and pictures, each a word by itself.
  const words = (node) =>
    node.nodeType === Node.TEXT_NODE ? node.data : node.ariaLabel ? ` ${node.ariaLabel} ` : node.localName === "img" ? node.alt : [...(node.childNodes ?? [])].map(words).join("");
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();
  return { found, names: [...document.querySelectorAll("a[href], h1, h2, h3, h4, h5, h6")].map((e) => squeeze(words(e))) };
}

async function open(session, page, width, night, large = false, what = examine) {
  await send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false }, session);
  await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: night ? "dark" : "light" }] }, session);
  const loaded = event("Page.loadEventFired");
  await send("Page.navigate", { url: pathToFileURL(page).href }, session);
  await loaded;
  // At night readers set the page's colours, before the book's own rules.
  if (night)
    await send("Runtime.evaluate", {
      expression: `(() => { const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
        style.textContent = "html, body { background-color: #121212; color: #e0e0e0; }"; document.head.prepend(style); })()`,
    }, session);
  // The reader's own size of text, as programs such as Thorium set it.
  if (large)
    await send("Runtime.evaluate", {
      expression: `(() => { const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
        style.textContent = "html { font-size: 200%; }"; document.head.append(style); })()`,
    }, session);
  return evaluate(session, page, what);
}

async function evaluate(session, page, what) {
  const result = await send("Runtime.evaluate", { expression: `(${what})()`, awaitPromise: true, returnByValue: true }, session);
  if (result.exceptionDetails) throw new Error(`${page}: ${result.exceptionDetails.exception?.description ?? result.exceptionDetails.text}`);
  return result.result.value;
}

// A table that is shown as a list must still be a table to a screen reader.
async function countRoles(session) {
  const { nodes } = await send("Accessibility.getFullAXTree", {}, session);
  const counts = {};
  for (const node of nodes) {
    const role = node.ignored ? undefined : node.role?.value;
    if (["table", "row", "columnheader", "cell"].includes(role)) counts[role] = (counts[role] ?? 0) + 1;
  }
  return JSON.stringify(counts, ["table", "row", "columnheader", "cell"]);
}

// Links and headings of the accessibility tree that are not called what the page says.
async function findMisnamed(session, names) {
  const { nodes } = await send("Accessibility.getFullAXTree", {}, session);
  const heard = nodes.filter((node) => !node.ignored && ["link", "heading"].includes(node.role?.value)).map((node) => node.name?.value.replace(/\s+/g, " ").trim());
  const misnamed = heard.filter((name) => !names.includes(name));
  return names.length > 0 && heard.length === 0 ? ["no link or heading at all"] : misnamed;
}

async function photograph(session, width, name) {
  const { cssContentSize } = await send("Page.getLayoutMetrics", {}, session);
  await send("Emulation.setDeviceMetricsOverride", { width, height: Math.min(Math.ceil(cssContentSize.height), 6000), deviceScaleFactor: 1, mobile: false }, session);
  const { data } = await send("Page.captureScreenshot", {}, session);
  writeFileSync(path.join(pictures, name), Buffer.from(data, "base64"));
}

function checkLinks(ids, links) {
  for (const [page, href] of links) {
    const where = path.relative(folder, page);
    if (!href.startsWith("file:")) continue;
    const url = new URL(href);
    const target = fileURLToPath(new URL(url.pathname, "file://"));
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(target)) fault("link", where, `${path.relative(folder, target)} does not exist`);
    else if (fragment && !ids.get(target)?.has(fragment)) fault("link", where, `there is no visible #${fragment} in ${path.relative(folder, target)}`);
  }
}

try {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  await send("Page.enable", {}, sessionId);
  const pages = spine();
  if (pages.length === 0) fault("book", folder, "no pages");
  const ids = new Map();
  const links = [];
  for (const page of pages) {
    const roles = new Set();
    for (const width of widths) {
      for (const night of [false, true]) {
        const seen = await open(sessionId, page, width, night);
        const where = `${path.relative(folder, page)} at ${width} pixels ${night ? "by night" : "by day"}`;
        for (const [kind, what] of seen.found) fault(kind, where, what);
        ids.set(page, new Set(seen.ids));
        links.push(...seen.links.map((href) => [page, href]));
        if (!night && seen.tables > 0) roles.add(await countRoles(sessionId));
        if (pictures) await photograph(sessionId, width, `${path.basename(page, ".xhtml")}-${width}-${night ? "night" : "day"}.png`);
      }
    }
    for (const width of widths.slice(0, 2)) {
      const seen = await open(sessionId, page, width, false, true);
      for (const [kind, what] of seen.found) fault(kind, `${path.relative(folder, page)} at ${width} pixels with text of twice the size`, what);
      if (seen.tables > 0) roles.add(await countRoles(sessionId));
      if (pictures) await photograph(sessionId, width, `${path.basename(page, ".xhtml")}-${width}-large.png`);
    }
    for (const width of widths.slice(0, 2)) {
      const seen = await open(sessionId, page, width, false, false, examinePages);
      for (const [kind, what] of seen.found) fault(kind, `${path.relative(folder, page)} in pages of ${width} pixels`, what);
    }
    for (const width of [320, 390]) {
      const drawn = await open(sessionId, page, width, false, false, examineBreaks);
      const where = `${path.relative(folder, page)} at ${width} pixels`;
      for (const [kind, what] of drawn.found) fault(kind, where, what);
      for (const name of await findMisnamed(sessionId, drawn.names)) fault("name", where, `it is called "${name}"`);
      // Last, since it takes the styles away.
      const seen = await evaluate(sessionId, page, examineBare);
      for (const [kind, what] of seen.found) fault(kind, `${path.relative(folder, page)} at ${width} pixels without its styles`, what);
      if (pictures) await photograph(sessionId, width, `${path.basename(page, ".xhtml")}-${width}-bare.png`);
    }
    if (roles.size > 1) fault("table", path.relative(folder, page), `its parts change with the width of the screen: ${[...roles].join(" and ")}`);
  }
  checkLinks(ids, links);
} catch (error) {
  fault("browser", folder, error.message);
}

await close();
for (const text of faults) console.log(text);
process.exit(faults.size > 0 ? 1 : 0);
