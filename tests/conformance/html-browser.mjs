// Opens web pages in Chromium and reports what a reader could not use: axe's rules of WCAG 2.2 by day and by night, what runs over the edge, what is loaded, and
// where the keyboard leads.
//
//   node html-browser.mjs AXE PAGE...      AXE: the path of axe.min.js

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { close, event, listeners, send } from "./browser.mjs";

const [axePath, ...pages] = process.argv.slice(2);
const axe = readFileSync(axePath, "utf8");
const faults = new Set();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [[320, 1], [768, 1], [1280, 1], [1280, 4]]; // width, and how many times the size of text

function fault(kind, where, what) {
  faults.add(`${kind}: ${where}: ${what}`);
}

// ---- what is looked at in a page (runs in the browser) ---------------------

async function examine(size) {
  document.documentElement.style.fontSize = `${100 * size}%`;
  await document.fonts.ready;
  const found = [];
  for (const image of document.images) await image.decode().catch(() => found.push(["picture", `${image.alt} does not show`]));
  if (document.documentElement.scrollWidth > window.innerWidth) {
    let widest = document.documentElement;
    for (const element of document.body.querySelectorAll("*"))
      if (element.getBoundingClientRect().right > widest.getBoundingClientRect().right) widest = element;
    found.push(["overflow", `${document.documentElement.scrollWidth} pixels wide, by <${widest.localName} class="${widest.className}">`]);
  }
  if (document.fonts.size > 0 && ![...document.fonts].some((font) => font.status === "loaded")) found.push(["font", "none that it holds is used"]);
  const lines = getComputedStyle(document.querySelector("p"));
  if (Number.parseFloat(lines.lineHeight) < 1.5 * Number.parseFloat(lines.fontSize) - 0.1) found.push(["lines", `are ${lines.lineHeight} apart`]);
  return found;
}

async function judge(tags) {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.target).join(" ")}`);
}

// What has the focus: its place among all links, and whether that can be seen.
function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("a[href]")].indexOf(element),
    seen: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < window.innerHeight,
    name: element.textContent.slice(0, 40),
  };
}

// ---- the pages -------------------------------------------------------------

async function evaluate(session, page, what, argument) {
  const result = await send("Runtime.evaluate", { expression: `(${what})(${JSON.stringify(argument)})`, awaitPromise: true, returnByValue: true }, session);
  if (result.exceptionDetails) throw new Error(`${page}: ${result.exceptionDetails.exception?.description ?? result.exceptionDetails.text}`);
  return result.result.value;
}

async function open(session, page, width, night) {
  await send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false }, session);
  await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: night ? "dark" : "light" }] }, session);
  const loaded = event("Page.loadEventFired");
  await send("Page.navigate", { url: pathToFileURL(page).href }, session);
  await loaded;
}

async function walkByKeyboard(session, page) {
  const count = await evaluate(session, page, () => document.querySelectorAll("a[href]").length);
  for (let place = 0; place < count; place++) {
    for (const type of ["keyDown", "keyUp"]) await send("Input.dispatchKeyEvent", { type, key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 }, session);
    const found = await evaluate(session, page, focused);
    if (found.place !== place) fault("keyboard", page, `link ${place + 1} is reached as ${found.place + 1}`);
    if (!found.seen) fault("keyboard", page, `nobody sees the focus on "${found.name}"`);
    if (found.place !== place) return;
  }
}

try {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  for (const domain of ["Page", "Network", "Log"]) await send(`${domain}.enable`, {}, sessionId);
  // axe is put in from outside, past the policy of the page; what the page loads is seen here.
  await send("Page.setBypassCSP", { enabled: true }, sessionId);
  let here = "";
  listeners.push((message) => {
    const url = message.method === "Network.requestWillBeSent" ? message.params.request.url : "data:";
    if (!url.startsWith("data:") && url !== pathToFileURL(here).href) fault("loaded", here, url);
    if (message.method === "Log.entryAdded") fault("log", here, message.params.entry.text);
  });
  for (const page of pages) {
    here = path.resolve(page);
    for (const night of [false, true]) {
      for (const [width, size] of VIEWS) {
        await open(sessionId, here, width, night);
        const where = `${page} at ${width} pixels, text of ${size} times the size, ${night ? "by night" : "by day"}`;
        for (const [kind, what] of await evaluate(sessionId, page, examine, size)) fault(kind, where, what);
        if (size > 1 || width === 768) continue;
        await evaluate(sessionId, page, `(() => { ${axe}; })`);
        for (const what of await evaluate(sessionId, page, judge, TAGS)) fault("axe", where, what);
      }
    }
    await open(sessionId, here, 1280, false);
    await walkByKeyboard(sessionId, page);
  }
  // Once more under the policy, which must let style, fonts and pictures through.
  await send("Page.setBypassCSP", { enabled: false }, sessionId);
  for (const page of pages) {
    here = path.resolve(page);
    await open(sessionId, here, 1280, false);
    if ((await evaluate(sessionId, page, () => getComputedStyle(document.body).marginTop)) !== "0px") fault("policy", page, "its style is not heeded");
    for (const image of await evaluate(sessionId, page, () => [...document.images].filter((i) => i.naturalWidth === 0).map((i) => i.alt))) fault("policy", page, `no picture: ${image}`);
  }
} catch (error) {
  fault("browser", pages.join(" "), error.message);
}

await close();
for (const text of faults) console.log(text);
process.exit(faults.size > 0 ? 1 : 0);
