/**
 * Dear ImGui's OpenGL3 backend asks for the state it finds and puts it back after every frame. Each question makes the
 * page wait until the graphics process has caught up: up to a tenth of a second where that draws in software. Nobody else
 * draws with this context, so the state found before the first frame is the state found before every frame.
 *
 * Opening the context waits, too, so it is opened while the module is on its way; the module then finds it open.
 * @param {HTMLCanvasElement} canvas
 */
export function openContext(canvas) {
  // Dear ImGui smooths its own edges.
  const gl = canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
  if (!gl) return;
  for (const name of /** @type {const} */ (['getParameter', 'isEnabled'])) {
    const ask = gl[name].bind(gl);
    const known = new Map();
    gl[name] = (/** @type {number} */ key) => {
      if (!known.has(key)) known.set(key, ask(key));
      return known.get(key);
    };
    // What a lost context answers is worth nothing.
    for (const event of ['webglcontextlost', 'webglcontextrestored']) canvas.addEventListener(event, () => known.clear());
  }
}
