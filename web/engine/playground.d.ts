/**
 * The page's module, dist/app/playground, as src/app/main_web.cpp exports it: the canvas, the playground and the engine. Texts
 * are UTF-8; what says JSON is described in web/protocol/ and in src/playground/.
 */
declare module '*/app/playground.mjs' {
  /** The checksum of the program that this glue was linked with (cmake/build_page.mjs). */
  export const program: string;
  export default function createPlayground(options: ModuleOptions): Promise<PlaygroundModule>;
}

type Backprop = import('./backprop').Backprop;

/** What draws the lines of other scripts: web/platform/line_drawer.mjs. */
interface Lines {
  width(text: string, size: number, bold: boolean): number;
  draw(text: string, size: number, bold: boolean): { width: number; height: number; left: number; top: number } | null;
  coverage: Uint8Array;
}

/** What Emscripten's loader takes; docs of its settings: INCOMING_MODULE_JS_API in src/CMakeLists.txt. */
interface ModuleOptions {
  lines?: Lines;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
  onAbort?: (reason: string) => void;
  print?: (text: string) => void;
  printErr?: (text: string) => void;
}

/** A control of the canvas, as `widgets` lists them. Places are CSS pixels from the canvas's corner. */
interface CanvasWidget {
  id: number;
  label: string;
  role: string;
  x: number;
  y: number;
  w: number;
  h: number;
  checked: boolean;
  disabled: boolean;
  focused: boolean;
  value: string;
}

/** Numbers as texts (src/app/bindings_numbers.cpp). */
interface NumberFormats {
  /** What somebody typed, as a text that Number() reads: 'nan' for what is no number. */
  typedNumber(text: string): string;
  brief(x: number, digits: number): string;
  signedBrief(x: number, digits: number): string;
  grouped(count: number): string;
  percent(share: number, decimals: number): string;
  duration(seconds: number): string;
}

type EvaluationFunctions = import('../workers/messages').EvaluationFunctions;

interface PlaygroundModule extends Backprop, EvaluationFunctions, NumberFormats {
  /** Emscripten's: what a C++ exception says. */
  getExceptionMessage(error: unknown): [type: string, message: string];

  /** Begins; mac: Cmd is what Ctrl is elsewhere. Whether the canvas that the selector finds can be drawn on. */
  open(selector: string, mac: boolean): boolean;
  loadFonts(regular: ArrayBuffer | Uint8Array, semibold: ArrayBuffer | Uint8Array): void;
  addFont(more: ArrayBuffer | Uint8Array): void;
  /** The browser draws with other fonts than before. */
  forgetLines(): void;
  setDark(dark: boolean): void;
  setStill(still: boolean): void;
  setHint(wanted: boolean): void;
  /** Draws; the answer's bits are in web/platform/platform.mjs. Sizes are CSS pixels. */
  frame(width: number, height: number, pixelRatio: number, time: number): number;
  repaint(): void;
  /** Works off input at once, without drawing. */
  pump(time: number): number;
  pinch(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  contextLost(): void;
  contextRestored(): void;

  pointerMove(x: number, y: number, touch: boolean): void;
  pointerButton(button: number, down: boolean, touch: boolean): void;
  pointerGone(touch: boolean): void;
  wheel(dx: number, dy: number): void;
  key(name: string, down: boolean, ctrl: boolean, shift: boolean, alt: boolean, meta: boolean): void;
  tapKey(name: string): void;
  text(utf8: string): void;
  focus(gained: boolean): void;
  copyOrCut(cut: boolean): string;
  paste(text: string): void;
  /** JSON {x, y, w, h, label} of the text field that is being edited, or null. */
  textField(): string;
  /** The node whose number is half-typed on the canvas, a blank, and what is typed; '' for none. */
  numberDraft(): string;
  typeAgain(draft: string): void;

  /** JSON array of CanvasWidget. */
  widgets(): string;
  scene(x: number, y: number): string;
  dispatch(action: string): boolean;
  snapshot(mostNodes: number): string;
  saved(withLent: boolean): string;
  /** JSON array of Op, in that language ('en', 'ko'). */
  ops(language: string): string;
  /** JSON array of {id, place, chords}. */
  keyBindings(): string;
  /** Counts up with every change. */
  revision(): number;
  /** '' or why the report was refused. */
  trainingReport(report: string): string;
  takeTrainingOrders(): string;
  /** The sentence of a problem, { code, args } as JSON, in the playground's language. */
  problemText(problem: string): string;
  /** False where these are no texts. */
  setKorean(texts: string): boolean;
  trainingRun(): string;
}
