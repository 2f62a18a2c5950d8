/**
 * node bench/canvas_frames.mjs [DIST]: how many frames a second the page draws in headless Chromium with software GL while
 * graphs of 1,000 and 10,000 nodes are panned with the mouse, fitted to the view and closer up.
 */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { serveFolder } from '../cmake/serve_folder.mjs';

const dist = resolve(process.argv[2] ?? 'dist');
const seconds = 4;

/** A net of additions and multiplications: `count` ops, each of two earlier results nearby. */
function formula(count) {
  const lines = ['t0 = a * b'];
  let seed = 1;
  const random = (below) => { seed = (seed * 48271) % 2147483647; return seed % below; };
  for (let i = 1; i < count; ++i) {
    const near = () => `t${Math.max(0, i - 1 - random(12))}`;
    lines.push(`t${i} = ${near()} ${random(2) ? '+' : '*'} ${random(4) ? near() : 'a'}`);
  }
  return lines.join('\n');
}

const { address, child: server } = await serveFolder(dist, 8790);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(address);
await page.evaluate(() => playground.ready);

async function pan() {
  await page.evaluate((length) => {
    globalThis.times = new Promise((done) => {
      const stamps = [];
      const begin = performance.now();
      requestAnimationFrame(function next(now) {
        stamps.push(now);
        if (now - begin < length * 1000) requestAnimationFrame(next);
        else done(stamps);
      });
    });
  }, seconds);
  await page.mouse.move(400, 700);
  await page.mouse.down();
  const end = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < end; ++i) {
    await page.mouse.move(400 + 200 * Math.sin(i / 20), 600 + 100 * Math.cos(i / 20));
    await page.waitForTimeout(12); // about as often as a mouse reports
  }
  await page.mouse.up();
  const stamps = await page.evaluate('times');
  const gaps = stamps.slice(1).map((stamp, i) => stamp - stamps[i]).sort((a, b) => a - b);
  const at = (share) => gaps[Math.floor(share * (gaps.length - 1))].toFixed(1);
  return `${(gaps.length / seconds).toFixed(1)} frames a second, gaps ${at(0.5)} ms median, ${at(0.95)} ms for 95 %`;
}

console.log(`apple graph, to compare: ${await pan()}`);
for (const count of [1000, 10000]) {
  const begin = await page.evaluate((text) => {
    const start = performance.now();
    playground.dispatch({ type: 'set_formula', text });
    return performance.now() - start;
  }, formula(count));
  await page.waitForTimeout(1000);
  console.log(`${count} nodes: opened in ${begin.toFixed(0)} ms`);
  console.log(`  fitted:    ${await pan()}`);
  await page.mouse.move(400, 400);
  for (let i = 0; i < 60; ++i) {
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(20);
    const wide = await page.evaluate(() => Math.max(0, ...playground.widgets().filter((one) => /^t\d|node/.test(one.label)).map((one) => one.h)));
    if (wide >= 30) break;
  }
  console.log(`  closer up: ${await pan()}`);
}
await browser.close();
server.kill();
