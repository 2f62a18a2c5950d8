/** Networks as files: out for NumPy, onnxruntime and PyTorch, and back in. */
import { element, setSentence, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { Problem, problemData } from '../../../workers/problem.mjs';
import { saveFile } from '../../../widgets/save_file.mjs';
import { View } from './view.mjs';

/** @typedef {import('../../../workers/messages').Questions['export'][0]['as']} Kind */

/**
 * What each kind is called, the ending and the type of its files, and a line that uses one.
 * @type {[as: Kind, title: string, ending: string, type: string, code: (name: string) => string][]}
 */
const kinds = [
  ['npz', 'NumPy', 'npz', 'application/zip', (name) => `network = np.load("${name}")`],
  ['onnx', 'ONNX', 'onnx', 'application/octet-stream', (name) => `scores, p = InferenceSession("${name}").run(None, {"x": images})`],
  ['pytorch', 'PyTorch', 'py', 'text/x-python', (name) => `torchrun --nproc_per_node=2 ${name}`],
];

export class FilesView extends View {
  input = element('input', { type: 'file', accept: '.npz', hidden: true, onchange: () => {
    if (this.input.files) this.open(this.input.files);
    this.input.value = '';
  } });
  openState = element('p', { class: 'notice', role: 'status' });

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio, false);
    const savers = kinds.map(([as, title, ending, type, code]) => {
      const line = element('code', {}, code(`network-784-50-10-step-10000.${ending}`));
      const problem = element('p', { class: 'notice', 'data-kind': 'problem', role: 'alert' });
      const button = element('button', { class: 'button', text: `studio.files.save_${as}`, onclick: async () => {
        button.disabled = true;
        setText(problem, '');
        try {
          const { name, bytes } = await this.studio.ask({ what: 'export', as });
          saveFile(bytes, name, type);
          setText(line, code(name));
        } catch (error) {
          setSentence(problem, /** @type {Error} */ (error).message);
        }
        button.disabled = false;
      } });
      return element('section', { class: 'file' }, element('h2', {}, title), element('p', { text: `studio.files.${as}` }), line,
        element('div', { class: 'studio-tools start' }, button), problem);
    });
    this.body.append(element('p', { class: 'studio-text', text: 'studio.files.intro' }),
      element('div', { class: 'files' }, ...savers, this.opener()));
  }

  opener() {
    const button = element('button', { class: 'button', text: 'studio.files.open', onclick: () => this.input.click() });
    return element('section', { class: 'file' },
      element('h2', { text: 'studio.files.open_title' }), element('p', { text: 'studio.files.open_text' }),
      element('div', { class: 'studio-tools start' }, button, this.input), this.openState);
  }

  /** A network, or images of the user's own. @param {Iterable<File>} files */
  async open(files) {
    const [file] = files;
    if (!file) return;
    const network = /\.npz$/i.test(file.name);
    try {
      if (network) await this.studio.adoptNetwork(file);
      else await this.studio.useFiles(files);
      this.openState.dataset.kind = '';
      setText(this.openState, t(network ? 'studio.files.opened' : 'studio.files.opened_images', { name: file.name }));
    } catch (error) {
      this.openState.dataset.kind = 'problem';
      const problem = network ? new Problem('npz.not_opened', { file: file.name, why: problemData(error) }) : error;
      setSentence(this.openState, /** @type {Error} */ (problem).message);
    }
  }
}
