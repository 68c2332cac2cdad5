// Chromium for the tests, driven through a pipe. Needs nothing but Node.js. The executable is named by the environment's CHROMIUM.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const profile = mkdtempSync(path.join(tmpdir(), "sts-browser-"));
const browser = spawn(
  process.env.CHROMIUM ?? "chromium",
  ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--allow-file-access-from-files", "--hide-scrollbars", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const gone = new Promise((resolve) => browser.on("exit", resolve));
browser.on("error", (error) => {
  console.error(`cannot start the browser: ${error.message}`);
  process.exit(1);
});

let nextId = 1;
const waiting = new Map();
export const listeners = [];
let buffer = "";
browser.stdio[4].setEncoding("utf8");
browser.stdio[4].on("data", (data) => {
  buffer += data;
  const messages = buffer.split("\0");
  buffer = messages.pop();
  for (const text of messages) {
    const message = JSON.parse(text);
    if (message.id !== undefined) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    } else {
      for (const listener of listeners) listener(message);
    }
  }
});

export function send(method, params = {}, sessionId = undefined) {
  const id = nextId++;
  browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

export function event(method) {
  return new Promise((resolve) => {
    const listener = (message) => {
      if (message.method !== method) return;
      listeners.splice(listeners.indexOf(listener), 1);
      resolve(message.params);
    };
    listeners.push(listener);
  });
}

export async function close() {
  send("Browser.close").catch(() => {});
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
  browser.kill();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
