/**
 * The adapter over the browsers' drivers: a page with the calls that the core suite makes, in Playwright's words, so that helpers work
 * on both. Chromium's page is Playwright's own. Firefox and WebKit have a driver of a few primitives each, and this class on top.
 *
 * @typedef {object} Mouse in CSS pixels of the page
 * @property {(x: number, y: number, options?: { steps?: number }) => Promise<void>} move
 * @property {() => Promise<void>} down
 * @property {() => Promise<void>} up
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(x: number, y: number) => Promise<void>} dblclick
 * @property {(dx: number, dy: number) => Promise<void>} wheel
 *
 * @typedef {object} Keyboard keys by their names in the DOM
 * @property {(keys: string) => Promise<void>} press a key, or several: 'Control+A'
 * @property {(text: string) => Promise<void>} type
 *
 * @typedef {object} Page
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} reload
 * @property {(body: Function | string, argument?: unknown) => Promise<any>} evaluate a function in the page, or an expression
 * @property {(body: Function, argument?: unknown, options?: { timeout?: number }) => Promise<unknown>} waitForFunction until it gives something true
 * @property {(selector: string) => Promise<void>} click the first element that matches, once it can be
 * @property {() => Promise<Buffer>} screenshot PNG
 * @property {(size: { width: number, height: number }) => Promise<void>} setViewportSize
 * @property {Mouse} mouse
 * @property {Keyboard} keyboard
 *
 * @typedef {object} Driver
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} reload
 * @property {(expression: string) => Promise<string>} call what an expression gives, a promise awaited: text
 * @property {(action: PointerAction) => Promise<unknown>} point
 * @property {(kind: 'keyDown' | 'keyUp', key: string) => Promise<unknown>} key
 * @property {() => Promise<Buffer>} screenshot
 * @property {(size: { width: number, height: number }) => Promise<unknown>} setViewportSize
 *
 * @typedef {{ type: 'pointerMove', x: number, y: number } | { type: 'pointerDown' | 'pointerUp' } | { type: 'scroll', x: number, y: number, deltaX: number, deltaY: number }} PointerAction
 *
 * @typedef {object} Browser
 * @property {string} version
 * @property {(url: string) => Promise<{ page: Page, close: () => Promise<unknown> }>} open a page that shares nothing with those before, as its address is another
 * @property {() => Promise<unknown>} close
 */

const patience = 20000;

/**
 * In the page: calls a function at every frame until it gives something true; throws when the time is over.
 * @param {Function} body @param {unknown} argument @param {number} timeout in milliseconds
 */
async function waited(body, argument, timeout) {
  const end = performance.now() + timeout;
  while (performance.now() < end) {
    const found = await body(argument);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`still not so after ${timeout} ms`);
}

/** In the page: the middle of an element that is seen, stands still, is enabled and covered by nothing else. @param {string} selector */
async function middle(selector) {
  const place = () => {
    /** @type {HTMLButtonElement | null} */
    const element = document.querySelector(selector);
    if (!element?.checkVisibility() || element.disabled) return null;
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const there = document.elementFromPoint(x, y);
    return element.contains(there) || there?.contains(element) ? { x, y } : null;
  };
  const before = place();
  await new Promise(requestAnimationFrame);
  const after = place();
  return before && after && before.x === after.x && before.y === after.y ? after : null;
}

/** @implements {Page} */
export class PlainPage {
  #at = { x: 0, y: 0 };

  /** @param {Driver} driver */
  constructor(driver) {
    this.driver = driver;
    this.goto = driver.goto;
    this.reload = driver.reload;
    this.screenshot = driver.screenshot;
    /** @param {{ width: number, height: number }} size */
    this.setViewportSize = async (size) => { await driver.setViewportSize(size); };
  }

  /** @param {Function | string} body @param {unknown} [argument] */
  async evaluate(body, argument) {
    const expression = typeof body === 'string' ? body : `(${body})(${JSON.stringify(argument)})`;
    const answer = JSON.parse(await this.driver.call(`(async () => {
      try {
        return JSON.stringify({ value: await ${expression} });
      } catch (error) {
        return JSON.stringify({ error: String(error) });
      }
    })()`));
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  }

  /** @param {Function} body @param {unknown} [argument] @param {{ timeout?: number }} [options] */
  async waitForFunction(body, argument, { timeout = patience } = {}) {
    return this.#wait(body, argument, timeout, `${body} of ${JSON.stringify(argument)}`);
  }

  /** @param {string} selector */
  async click(selector) {
    const { x, y } = await this.#wait(middle, selector, patience, `${selector} can be clicked`);
    await this.mouse.click(x, y);
  }

  /** @param {Function} body @param {unknown} argument @param {number} timeout @param {string} what is waited for */
  async #wait(body, argument, timeout, what) {
    try {
      return await this.evaluate(`(${waited})(${body}, ${JSON.stringify(argument)}, ${timeout})`);
    } catch (cause) {
      throw new Error(`waiting until ${what}`, { cause });
    }
  }

  /** @type {Mouse} */
  mouse = {
    move: async (x, y, { steps = 1 } = {}) => {
      const from = this.#at;
      for (let i = 1; i <= steps; ++i) {
        await this.driver.point({ type: 'pointerMove', x: Math.round(from.x + (x - from.x) * i / steps), y: Math.round(from.y + (y - from.y) * i / steps) });
      }
      this.#at = { x, y };
    },
    down: async () => { await this.driver.point({ type: 'pointerDown' }); },
    up: async () => { await this.driver.point({ type: 'pointerUp' }); },
    click: async (x, y) => {
      await this.mouse.move(x, y);
      await this.mouse.down();
      await this.mouse.up();
    },
    dblclick: async (x, y) => {
      await this.mouse.click(x, y);
      await this.mouse.down();
      await this.mouse.up();
    },
    wheel: async (deltaX, deltaY) => { await this.driver.point({ type: 'scroll', x: Math.round(this.#at.x), y: Math.round(this.#at.y), deltaX, deltaY }); },
  };

  /** @type {Keyboard} */
  keyboard = {
    press: async (keys) => {
      const all = keys === '+' ? ['+'] : keys.split('+');
      for (const key of all) await this.driver.key('keyDown', key);
      for (const key of all.reverse()) await this.driver.key('keyUp', key);
    },
    type: async (text) => {
      for (const character of text) await this.keyboard.press(character === '\n' ? 'Enter' : character);
    },
  };
}
