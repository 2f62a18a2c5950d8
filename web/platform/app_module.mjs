/** Loads the app module (ImGui canvas, playground) and guards every call into it. */

import { t } from '../text/strings.mjs';

/**
 * The app module's functions, guarded: undefined is the answer of a module that has stopped. compiled: the module, for workers.
 * @typedef {{ [Name in keyof PlaygroundModule]: PlaygroundModule[Name] extends (...given: infer Given) => infer Answer
 *   ? (...given: Given) => Answer | undefined : PlaygroundModule[Name] } & { compiled: WebAssembly.Module }} AppModule
 */

/** A failure with a sentence for the user: the text of a key, in the language of the moment. */
export class LoadProblem extends Error {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  constructor(key, values) {
    super();
    this.key = key;
    this.values = values;
  }

  /** @override */
  get message() {
    return t(this.key, this.values);
  }
}

/**
 * Starts fetching a file of the page; a failed fetch or a bad status becomes a LoadProblem that names it.
 * @param {URL} url
 */
export async function fetchFile(url) {
  const name = url.pathname.split('/').slice(-2).join('/');
  let response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch {
    throw new LoadProblem('start.no_answer', { name });
  }
  if (!response.ok) {
    throw new LoadProblem('start.bad_answer', { name, status: response.status });
  }
  return response;
}

/**
 * @param {Promise<Response>} wasm the module's bytes on their way
 * @param {import('./line_drawer.mjs').LineDrawer} lines
 * @param {(reason: string) => void} onCrash called once, when the module trapped or aborted; later calls do nothing
 * @returns {Promise<AppModule>}
 */
export async function loadAppModule(wasm, lines, onCrash) {
  let create;
  try {
    ({ default: create } = await import(new URL('app/playground.mjs', document.baseURI).href));
  } catch {
    throw new LoadProblem('start.no_module');
  }
  let failed = (/** @type {unknown} */ _reason) => {};
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => { failed = reject; });
  /** @type {WebAssembly.Module | null} */
  let compiled = null;
  const loaded = create({
    lines,
    instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} */ done) {
      instantiate(wasm, imports).then(({ instance, module }) => {
        compiled = module;
        done(instance, module);
      }, failed);
      return {};
    },
    onAbort: (/** @type {string} */ reason) => failed(new LoadProblem('start.aborted', { reason })),
    print: () => {},
    printErr: (/** @type {string} */ text) => console.warn(text),
  });
  const app = guarded(await Promise.race([loaded, failure]), onCrash);
  return /** @type {AppModule} */ (/** @type {unknown} */ (Object.assign(app, { compiled })));
}

/** @param {Promise<Response>} wasm @param {WebAssembly.Imports} imports */
async function instantiate(wasm, imports) {
  const response = await wasm;
  const copy = response.clone();
  try {
    return await WebAssembly.instantiateStreaming(response, imports);
  } catch {
    // A server that sends the wrong MIME type: the bytes themselves may still be right.
  }
  try {
    return await WebAssembly.instantiate(await copy.arrayBuffer(), imports);
  } catch (error) {
    throw new LoadProblem('start.damaged', { reason: String(error instanceof Error ? error.message : error) });
  }
}

/**
 * After a trap a module's memory can no longer be trusted: nothing is called again.
 * @param {PlaygroundModule} module
 * @param {(reason: string) => void} onCrash
 */
export function guarded(module, onCrash) {
  let dead = false;
  const crash = (/** @type {unknown} */ error) => {
    dead = true;
    let reason = String(error instanceof Error ? error.message : error);
    try {
      if (error instanceof WebAssembly.Exception) reason = module.getExceptionMessage(error).join(': ');
    } catch { /* the reason stays as it is */ }
    console.error(`playground stopped: ${reason}`);
    onCrash(reason);
  };
  /** @type {Record<string, (...given: unknown[]) => unknown>} */
  const wrapped = {};
  for (const [name, member] of Object.entries(module)) {
    if (typeof member !== 'function') continue;
    wrapped[name] = (...args) => {
      if (dead) return undefined;
      try {
        return member(...args);
      } catch (error) {
        crash(error);
        return undefined;
      }
    };
  }
  return wrapped;
}
