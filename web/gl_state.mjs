/**
 * Dear ImGui's OpenGL3 backend asks for the state it finds and puts it back after every frame. Each question makes the
 * page wait until the graphics process has caught up: up to a tenth of a second where that draws in software. Nobody else
 * draws with this context, so the state found before the first frame is the state found before every frame.
 * @param {HTMLCanvasElement} canvas with a WebGL2 context
 */
export function rememberState(canvas) {
  const gl = canvas.getContext('webgl2');
  for (const name of ['getParameter', 'isEnabled']) {
    const ask = gl[name].bind(gl);
    const known = new Map();
    gl[name] = (key) => {
      if (!known.has(key)) known.set(key, ask(key));
      return known.get(key);
    };
    // What a lost context answers is worth nothing.
    for (const event of ['webglcontextlost', 'webglcontextrestored']) canvas.addEventListener(event, () => known.clear());
  }
}
