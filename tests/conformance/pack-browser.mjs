// Opens the index of a pack in Chromium and reports what a reader could not use: axe's rules of WCAG 2.2 by day and by night, what runs over the edge, what is
// loaded from elsewhere; it types into the filter, goes through all by keyboard, and looks at the page without a script.
//
//   node pack-browser.mjs [--quick] AXE PAGE TYPED...      AXE: the path of axe.min.js; TYPED: what to type, and how many sections that leaves, "cirugia=1"

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { close, event, listeners, send } from "./browser.mjs";

const quick = process.argv[2] === "--quick"; // one view, and not all by keyboard
const [axePath, page, ...typed] = process.argv.slice(quick ? 3 : 2);
const axe = readFileSync(axePath, "utf8");
const address = pathToFileURL(path.resolve(page)).href;
const folder = address.slice(0, address.lastIndexOf("/") + 1);
const faults = new Set();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = quick ? [[320, 1]] : [[320, 1], [390, 1], [768, 1], [1280, 1], [1280, 4]]; // width, and how many times the size of text

function fault(kind, where, what) {
  faults.add(`${kind}: ${where}: ${what}`);
}

const { targetId } = await send("Target.createTarget", { url: "about:blank" });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });

async function evaluate(what, argument) {
  const result = await send("Runtime.evaluate", { expression: `(${what})(${JSON.stringify(argument)})`, awaitPromise: true, returnByValue: true }, sessionId);
  if (result.exceptionDetails) throw new Error(result.exceptionDetails.exception?.description ?? result.exceptionDetails.text);
  return result.result.value;
}

async function open(width, night) {
  await send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false }, sessionId);
  await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: night ? "dark" : "light" }] }, sessionId);
  const loaded = event("Page.loadEventFired");
  await send("Page.navigate", { url: address }, sessionId);
  await loaded;
}

async function press(key, code) {
  for (const type of ["keyDown", "keyUp"]) await send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code }, sessionId);
}

// ---- what is looked at in the page (runs in the browser) -------------------

function examine(size) {
  document.documentElement.style.fontSize = `${100 * size}%`;
  return document.documentElement.scrollWidth > window.innerWidth ? [`${document.documentElement.scrollWidth} pixels wide`] : [];
}

async function judge(tags) {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.target).join(" ")}`);
}

function filtered() {
  const sections = [...document.querySelectorAll("main > section")];
  const status = document.querySelector("[role=status]");
  return { shown: sections.filter((s) => s.offsetHeight > 0).length, all: sections.length, said: status.textContent, field: document.querySelector("input").offsetHeight > 0 };
}

function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    place: [...document.querySelectorAll("input, a[href]")].indexOf(element),
    seen: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < window.innerHeight,
    covered: element !== document.body && !element.contains(top),
    name: element.textContent.slice(0, 40),
  };
}

// ---- the parts of the test -------------------------------------------------

async function look() {
  for (const night of quick ? [false] : [false, true]) {
    for (const [width, size] of VIEWS) {
      await open(width, night);
      const where = `${width} pixels, text of ${size} times the size, ${night ? "by night" : "by day"}`;
      for (const what of await evaluate(examine, size)) fault("overflow", where, what);
      if (size > 1) continue;
      await evaluate(`(() => { ${axe}; })`);
      for (const what of await evaluate(judge, TAGS)) fault("axe", where, what);
    }
  }
}

async function type() {
  await open(1280, false);
  const first = await evaluate(filtered);
  if (first.shown !== first.all || first.said !== `Shown: ${first.all} of ${first.all}` || !first.field) fault("filter", "at first", JSON.stringify(first));
  for (const each of typed) {
    const [text, count] = each.split("=");
    await evaluate(() => {
      const field = document.querySelector("input");
      field.value = "";
      field.focus();
    });
    await send("Input.insertText", { text }, sessionId);
    const found = await evaluate(filtered);
    if (found.shown !== Number(count) || found.said !== `Shown: ${count} of ${first.all}`) fault("filter", text, JSON.stringify(found));
  }
  await press("Enter", 13);
  if ((await evaluate(() => location.href)) !== address) fault("filter", "Enter", "leads away");
}

async function walk() {
  await open(1280, false);
  const count = await evaluate(() => document.querySelectorAll("input, a[href]").length);
  for (let place = 0; place < count; place++) {
    await press("Tab", 9);
    const found = await evaluate(focused);
    if (found.place !== place) return fault("keyboard", page, `stop ${place + 1} is reached as ${found.place + 1}`);
    if (!found.seen) fault("keyboard", page, `nobody sees the focus on "${found.name}"`);
    if (found.covered) fault("keyboard", page, `something covers "${found.name}"`);
  }
}

async function withoutScript() {
  await send("Emulation.setScriptExecutionDisabled", { value: true }, sessionId);
  await open(390, false);
  const found = await evaluate(filtered);
  if (found.shown !== found.all || found.all === 0 || found.field) fault("script", "without it", JSON.stringify(found));
  await send("Emulation.setScriptExecutionDisabled", { value: false }, sessionId);
}

async function underPolicy() {
  await open(1280, false);
  if ((await evaluate(() => getComputedStyle(document.body).marginTop)) !== "0px") fault("policy", page, "its style is not heeded");
  if (!(await evaluate(filtered)).field) fault("policy", page, "its script does not run");
  for (const alt of await evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    return [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src);
  })) fault("policy", page, `no picture: ${alt}`);
}

try {
  for (const domain of ["Page", "Network", "Log"]) await send(`${domain}.enable`, {}, sessionId);
  listeners.push((message) => {
    const url = message.method === "Network.requestWillBeSent" ? message.params.request.url : folder;
    if (!url.startsWith(folder)) fault("loaded", page, url);
    if (message.method === "Log.entryAdded") fault("log", page, message.params.entry.text);
  });
  // axe is put in from outside, past the policy of the page.
  await send("Page.setBypassCSP", { enabled: true }, sessionId);
  await look();
  await send("Page.setBypassCSP", { enabled: false }, sessionId);
  await underPolicy();
  await type();
  if (!quick) await walk();
  await withoutScript();
} catch (error) {
  fault("browser", page, error.message);
}

await close();
for (const text of faults) console.log(text);
process.exit(faults.size > 0 ? 1 : 0);
