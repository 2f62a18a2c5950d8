/** Loads the app module (ImGui canvas, playground) and guards every call into it. */

import { LoadProblem, expectedSum, fetchChecked, isOfThisBuild } from './page_files.mjs';

const glue = 'app/playground.mjs';
const program = 'app/playground.wasm';

/**
 * The app module's functions, guarded: undefined is the answer of a module that has stopped. compiled: the module, for workers.
 * @typedef {{ [Name in keyof PlaygroundModule]: PlaygroundModule[Name] extends (...given: infer Given) => infer Answer
 *   ? (...given: Given) => Answer | undefined : PlaygroundModule[Name] } & { compiled: WebAssembly.Module }} AppModule
 */

/**
 * @param {Promise<Response>} wasm the module's bytes on their way
 * @param {import('./line_drawer.mjs').LineDrawer} lines
 * @param {(reason: string) => void} onCrash called once, when the module trapped or aborted; later calls do nothing
 * @returns {Promise<AppModule>}
 */
export async function loadAppModule(wasm, lines, onCrash) {
  const script = await import(new URL(glue, document.baseURI).href).catch(() => { throw new LoadProblem('start.no_script', { name: glue }); });
  if (script.program !== expectedSum(program)) throw new LoadProblem('start.other_build', { name: glue });
  const create = script.default;
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
  const [made, bytes] = await Promise.allSettled([WebAssembly.instantiateStreaming(response, imports), copy.arrayBuffer()]);
  const right = bytes.status === 'fulfilled' && isOfThisBuild(program, bytes.value);
  if (right && made.status === 'fulfilled') return made.value;
  // The server sends the wrong MIME type, or the bytes are not those of this build.
  const whole = right ? bytes.value : await fetchChecked(program, 'reload');
  try {
    return await WebAssembly.instantiate(whole, imports);
  } catch (error) {
    throw new LoadProblem('start.damaged', { name: program, reason: String(error instanceof Error ? error.message : error) });
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
