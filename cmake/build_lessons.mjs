// Makes one file a language of the lessons in assets/lessons: Markdown to HTML, formulas to documents. How the
// texts are written: docs/lessons.md.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';

/** A mistake in a lesson's text. */
export class LessonProblem extends Error {}

const livePattern = /\{\{\s*(exact )?(value|grad|proof)\s+([^\s=[]+)(?:\[([\d, ]+)\])?\s*=\s*([^}]*?)\s*\}\}/y;

/** A number of the graph that the text names: {{grad tax = 200}}. */
function liveNumber(state, silent) {
  if (!state.src.startsWith('{{', state.pos)) return false;
  livePattern.lastIndex = state.pos;
  const found = livePattern.exec(state.src);
  if (!found) throw new LessonProblem(`cannot read ${state.src.slice(state.pos, state.pos + 40)}`);
  if (!silent) {
    const [, exact, kind, node, at, text] = found;
    const token = state.push('live', '', 0);
    token.meta = { kind, node, text, exact: Boolean(exact), at: at ? at.split(',').map(Number) : [] };
    state.env.live.push(token.meta);
  }
  state.pos = livePattern.lastIndex;
  return true;
}

/** The key of a number in the attribute data-live, which the page reads again. */
const liveKey = ({ kind, node, at, exact }) => JSON.stringify({ kind, node, at, ...(exact && { exact }) });

/** Paragraphs that hold nothing but a picture become figures. */
function liftFigures(state) {
  for (const [i, token] of state.tokens.entries()) {
    const children = token.type === 'inline' ? token.children : [];
    if (children.length !== 1 || children[0].type !== 'image') continue;
    state.tokens[i - 1].hidden = state.tokens[i + 1].hidden = true;
  }
}

/** A lesson stands below the page's own heading: its sections are a level lower than in its text. */
function lowerHeadings(state) {
  for (const token of state.tokens) {
    if (token.type.startsWith('heading_')) token.tag = `h${Number(token.tag[1]) + 1}`;
  }
}

/** Fractions such as ∂z/∂x, shapes such as (2, 3) and what follows an equals sign stay on one line. */
function keepTogether(state) {
  for (const { children } of state.tokens) {
    for (const token of children ?? []) {
      if (token.type !== 'text') continue;
      token.content = token.content.replace(/\/(?=[∂d]\p{L})/gu, '/\u2060').replaceAll('= ', '=\u00a0')
        .replace(/\([\p{L}\d·−½.]+(, [\p{L}\d·−½.]+)+\)/gu, (tuple) => tuple.replaceAll(' ', '\u00a0'));
    }
  }
}

const blocks = /^(heading|paragraph|bullet_list|ordered_list|list_item|table|tr)_open$/;

/** The blocks of a text in their order, for comparing languages. */
function noteOutline(state) {
  const { outline } = state.env;
  if (!outline) return;
  for (const token of state.tokens) {
    if (blocks.test(token.type) && !token.hidden) outline.push(token.tag);
    if (token.type === 'fence') outline.push(token.info.trim());
    for (const child of token.children ?? []) {
      if (child.type === 'image') outline.push(child.attrGet('src'));
    }
  }
}

const joined = (...texts) => texts.filter(Boolean).join(' ');

/** The parts of a question: its text, then lines that begin with `choice key:`, `hint key:`, `hint:`, `reveal:`. */
function readQuestion(source) {
  const question = { ask: '', choices: {}, hints: {}, reveal: '' };
  let put = (line) => { question.ask = joined(question.ask, line); };
  for (const line of source.trim().split('\n')) {
    const part = /^(choice|hint|reveal)(?: ([a-z0-9_]+))?: ?(.*)$/.exec(line);
    if (!part) {
      put(line.trim());
      continue;
    }
    const [, kind, key = 'other', text] = part;
    if (kind === 'reveal') {
      put = (more) => { question.reveal = joined(question.reveal, more); };
    } else {
      const into = kind === 'choice' ? question.choices : question.hints;
      if (into[key] !== undefined) throw new LessonProblem(`${kind} ${key} is there twice`);
      put = (more) => { into[key] = joined(into[key], more); };
    }
    put(text);
  }
  return question;
}

function markdown(figures) {
  const md = new MarkdownIt({ typographer: false });
  const escape = md.utils.escapeHtml;
  md.inline.ruler.before('text', 'live', liveNumber);
  md.core.ruler.push('headings', lowerHeadings);
  md.core.ruler.push('together', keepTogether);
  md.core.ruler.push('figures', liftFigures);
  md.core.ruler.push('outline', noteOutline);
  const rules = md.renderer.rules;
  rules.live = (tokens, i) => {
    const { kind, text } = tokens[i].meta;
    const className = { value: 'value', grad: 'gradient', proof: '' }[kind];
    const key = escape(liveKey(tokens[i].meta));
    return `<span class="${className}" data-live="${key}">${escape(text)}</span>`;
  };
  rules.image = (tokens, i, options, env) => {
    const name = tokens[i].attrGet('src');
    const caption = tokens[i].attrGet('title');
    if (!figures[name]) throw new LessonProblem(`there is no figure ${name}`);
    const label = escape(tokens[i].content);
    if (!label) throw new LessonProblem(`figure ${name} has no description`);
    const svg = figures[name].replace('<svg ', `<svg role="img" aria-label="${label}" `);
    const under = caption ? `<figcaption>${md.renderInline(caption, env)}</figcaption>` : '';
    return `<figure class="figure">${svg}${under}</figure>\n`;
  };
  rules.link_open = (tokens, i, options, env) => {
    const href = tokens[i].attrGet('href');
    if (!href.startsWith('do:')) throw new LessonProblem(`${href} is no action`);
    env.actions.push(href.slice(3));
    return `<button class="do" type="button" data-do="${escape(href.slice(3))}">`;
  };
  rules.link_close = () => '</button>';
  rules.fence = (tokens, i, options, env) => {
    const [kind, id] = tokens[i].info.trim().split(/\s+/);
    const { content } = tokens[i];
    if (kind === 'math') {
      const lines = content.trim().split('\n').map((line) => md.renderInline(line, env));
      return `<p class="equation">${lines.join('<br>')}</p>\n`;
    }
    if (kind === 'code') return `<pre class="code" tabindex="0"><code>${escape(content.trimEnd())}</code></pre>\n`;
    if (kind !== 'question') throw new LessonProblem(`a block is math, code or question, not ${kind}`);
    env.questions[id] = readQuestion(content);
    return `<div data-question="${escape(id)}"></div>\n`;
  };
  return md;
}

/** Numbers in nested lists, as the file format writes them. */
export function tensorOf(value) {
  if (!Array.isArray(value)) return value;
  const shape = [];
  for (let level = value; Array.isArray(level); level = level[0]) shape.push(level.length);
  return { shape, data: value.flat(Infinity) };
}

const tensorsOf = (leaves = {}) =>
  Object.fromEntries(Object.entries(leaves).map(([name, value]) => [name, tensorOf(value)]));

/** The graph of a formula as a document. */
function documentOf(bp, { formula, leaves, upstream }) {
  const graph = bp.Graph.fromFormula(formula, tensorsOf(leaves));
  const document = { ...JSON.parse(graph.toJSON()), formula };
  if (upstream) document.upstream = tensorOf(upstream);
  graph.delete();
  return document;
}

/** What the playground grades and computes of a lesson (its action "lesson"): no texts, but what they ask and name. */
function planOf({ id, questions }, document, live) {
  const keys = [...new Set(live.map(liveKey))];
  return {
    id,
    leaves: document.nodes.filter(({ op }) => op === 'input').map(({ name }) => name),
    numbers: keys.map((key) => JSON.parse(key)),
    questions: questions.map(({ id: question, options, answer, mistakes = {} }) => ({
      id: question,
      ...(options && { options }),
      answer: options ? options.indexOf(answer) : answer,
      mistakes: Object.entries(mistakes).map(([hint, gives]) => ({ hint, answer: gives })),
    })),
  };
}

/** A lesson's language-independent part as the page takes it: graphs as documents, nested lists as tensors. */
function planned({ formula, leaves, upstream, ...plan }, bp) {
  const action = (one) => {
    if (one.type === 'load_document') return { type: one.type, document: documentOf(bp, one) };
    return 'value' in one ? { ...one, value: tensorOf(one.value) } : one;
  };
  const actions = (list) => list?.map(action);
  return {
    ...plan,
    document: documentOf(bp, { formula, leaves, upstream }),
    show: actions(plan.show),
    actions: Object.fromEntries(Object.entries(plan.actions).map(([key, list]) => [key, actions(list)])),
    questions: plan.questions.map(({ answer, mistakes, ...question }) => ({
      ...question,
      shown: actions(question.shown),
      scene: {
        ...question.scene,
        leaves: tensorsOf(question.scene.leaves),
        upstream: question.scene.upstream && tensorOf(question.scene.upstream),
        actions: actions(question.scene.actions),
      },
    })),
  };
}

function filesIn(folder) {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A lesson's text as HTML, and what the tests compare: its outline, actions and numbers of the graph. */
export function renderLesson(source, figures) {
  const md = markdown(figures);
  const [, title, body] = /^# (.+)\n([^]*)$/.exec(source) ?? [];
  if (!title) throw new LessonProblem('a lesson begins with its title, # …');
  const env = { live: [], actions: [], outline: [], questions: {} };
  const html = md.render(body, env);
  const questions = {};
  for (const [id, { ask, choices, hints, reveal }] of Object.entries(env.questions)) {
    const part = { live: [], actions: env.actions };
    const render = (text) => md.renderInline(text, part);
    const each = (texts) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, render(text)]));
    questions[id] = {
      ask: render(ask),
      choices: each(choices),
      hints: each(hints),
      reveal: render(reveal),
      live: part.live,
    };
  }
  return { title, html, questions, live: env.live, actions: env.actions, outline: env.outline };
}

/** Every lesson of a language, rendered. */
export function readLessons(folder, language) {
  const figures = filesIn(join(folder, 'figures'));
  return JSON.parse(readFileSync(join(folder, 'lessons.json'), 'utf8')).map((plan) => {
    const file = join(folder, language, `${plan.id}.md`);
    try {
      return { plan, ...renderLesson(readFileSync(file, 'utf8'), figures) };
    } catch (error) {
      throw new LessonProblem(`${file}: ${error.message}`);
    }
  });
}

/** Writes DIST/lessons/LANGUAGE.json, when the engine that computes the documents is there. */
export async function buildLessons(repo, dist) {
  const folder = join(repo, 'assets', 'lessons');
  const engine = join(dist, 'engine', 'backprop.mjs');
  if (!existsSync(folder) || !existsSync(engine)) return;
  const bp = await (await import(pathToFileURL(engine).href)).default();
  mkdirSync(join(dist, 'lessons'), { recursive: true });
  for (const language of ['en', 'ko']) {
    const lessons = readLessons(folder, language).map(({ plan, title, html, live: inText, questions }) => {
      const made = planned(plan, bp);
      made.plan = planOf(plan, made.document, [inText, ...Object.values(questions).map(({ live }) => live)].flat());
      for (const question of made.questions) {
        const { live, ...texts } = questions[question.id] ?? {};
        Object.assign(question, texts);
      }
      return { ...made, title, html };
    });
    writeFileSync(join(dist, 'lessons', `${language}.json`), JSON.stringify(lessons));
  }
}
