// The lessons: both languages say the same in the same order, and every number is what their graphs compute.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLessons, renderLesson, tensorOf } from '../../cmake/build_lessons.mjs';
import { bp, repo } from './module.mjs';

const folder = join(repo, 'assets', 'lessons');
const languages = ['en', 'ko'];
const lessons = Object.fromEntries(languages.map((language) => [language, readLessons(folder, language)]));
const plans = lessons.en.map(({ plan }) => plan);

/** A lesson's graph as it is, or as a question's scene has it. */
function graphOf(plan, scene = {}) {
  const leaves = Object.entries({ ...plan.leaves, ...scene.leaves });
  const values = Object.fromEntries(leaves.map(([name, value]) => [name, tensorOf(value)]));
  const graph = bp.Graph.fromFormula(plan.formula, values);
  const upstream = scene.upstream ?? plan.upstream;
  if (upstream) graph.setUpstream(tensorOf(upstream));
  return graph;
}

/** Its nodes, as the page's snapshot lists them. */
function nodesOf(plan, scene) {
  const graph = graphOf(plan, scene);
  const nodes = graph.nodes();
  graph.delete();
  return nodes;
}

/** How the text writes numbers: to a language's table of them, in any order. */
const keys = (live) => live.map(({ kind, node, at, text }) => `${kind} ${node}[${at}] = ${text}`).sort();

test('there is a lesson for each of the thirteen subjects, in the order of the chapter', () => {
  const ids = Array.from({ length: 13 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);
  assert.deepEqual(plans.map(({ id }) => id), ids);
  for (const language of languages) {
    assert.deepEqual(readdirSync(join(folder, language)).sort(), ids.map((id) => `${id}.md`));
  }
});

test('both languages have the same sections, drawings, actions, questions and numbers', () => {
  for (const [i, en] of lessons.en.entries()) {
    const ko = lessons.ko[i];
    const { id } = en.plan;
    assert.deepEqual(ko.outline, en.outline, id);
    assert.deepEqual(ko.actions.toSorted(), en.actions.toSorted(), id);
    assert.deepEqual(keys(ko.live), keys(en.live), id);
    assert.deepEqual(Object.keys(ko.questions), Object.keys(en.questions), id);
    for (const [question, { choices, hints, live }] of Object.entries(en.questions)) {
      const other = ko.questions[question];
      assert.deepEqual(Object.keys(other.choices).sort(), Object.keys(choices).sort(), `${id} ${question}`);
      assert.deepEqual(Object.keys(other.hints).sort(), Object.keys(hints).sort(), `${id} ${question}`);
      assert.deepEqual(keys(other.live), keys(live), `${id} ${question}`);
    }
    assert.match(ko.html, /[가-힣]/, id);
    assert.doesNotMatch(en.html + en.title, /[가-힣]/, id);
  }
});

test('nothing of a lesson is missing and nothing is left over', () => {
  for (const { plan, outline, actions, questions, html } of lessons.en) {
    const asked = plan.questions.map(({ id }) => id);
    assert.ok(asked.length >= 1 && asked.length <= 2, plan.id);
    assert.deepEqual(Object.keys(questions), asked, plan.id);
    assert.ok(outline.some((block) => block.endsWith('.svg')), `${plan.id} has no drawing`);
    assert.deepEqual([...new Set(actions)].sort(), Object.keys(plan.actions).sort(), plan.id);
    for (const question of plan.questions) {
      const texts = questions[question.id];
      const what = `${plan.id} ${question.id}`;
      assert.ok(texts.ask && texts.reveal, what);
      if (question.options) {
        assert.deepEqual(Object.keys(texts.choices).sort(), question.options.toSorted(), what);
        assert.ok(question.options.includes(question.answer));
        const wrong = question.options.filter((key) => key !== question.answer);
        assert.ok(wrong.every((key) => texts.hints[key] ?? texts.hints.other), `${what}: a hint for every wrong answer`);
      } else {
        const hints = [...Object.keys(question.mistakes ?? {}), 'other'].sort();
        assert.deepEqual(Object.keys(texts.hints).sort(), hints, what);
      }
    }
    const words = html.replace(/<svg[^]*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').split(/\s+/).length;
    assert.ok(words > 150 && words < 600, `${plan.id} has ${words} words`);
  }
  const used = new Set(lessons.en.flatMap(({ outline }) => outline));
  for (const name of readdirSync(join(folder, 'figures'))) assert.ok(used.has(name), `${name} is in no lesson`);
});

test('actions name nodes that exist', () => {
  for (const plan of plans) {
    const names = new Set(nodesOf(plan).map(({ name }) => name));
    const asked = plan.questions.flatMap(({ scene, shown }) => [...(shown ?? []), ...(scene.actions ?? [])]);
    const named = [...Object.values(plan.actions).flat(), ...(plan.show ?? []), ...asked];
    for (const action of named) {
      for (const name of [action.node, ...(action.nodes ?? []), action.to?.backward, action.to?.forward]) {
        if (typeof name === 'string') assert.ok(names.has(name), `${plan.id}: ${name}`);
      }
      if (action.type === 'set_leaf') assert.ok(names.has(action.name), `${plan.id}: ${action.name}`);
    }
  }
});

test('the numbers of the study notes are in the lessons', () => {
  const text = (id) => {
    const lesson = lessons.en.find(({ plan }) => plan.id === id);
    const reveals = Object.values(lesson.questions).map(({ reveal }) => reveal);
    return [lesson.html, ...reveals].join(' ').replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ');
  };
  const wanted = JSON.parse(readFileSync(join(repo, 'tests/node/lesson_numbers.json'), 'utf8'));
  for (const [id, numbers] of Object.entries(wanted)) {
    for (const number of numbers) assert.ok(text(id).includes(number), `${id} does not say ${number}`);
  }
});

test('a text that breaks the rules is refused with the place', () => {
  for (const [source, message] of [
    ['no title', /begins with its title/],
    ['# T\n{{value x}}', /cannot read \{\{value x/],
    ['# T\n![](no.svg)', /no figure no\.svg/],
    ['# T\n[away](https://example.org)', /is no action/],
    ['# T\n```poem\nx\n```', /not poem/],
    ['# T\n```question q\nx\nhint a: 1\nhint a: 2\n```', /hint a is there twice/],
  ]) assert.throws(() => renderLesson(source, {}), message);
});
