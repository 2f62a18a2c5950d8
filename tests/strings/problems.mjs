/** The manifest of problems, their templates, and sentences made of them as src/base/message.cpp does. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withJosa } from '../../web/text/josa.mjs';

export const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const read = (path) => readFileSync(join(repo, path), 'utf8');

/** Code → { reach, args: { name: kind } }, from src/base/problems.inl. */
export const manifest = new Map([...read('src/base/problems.inl').matchAll(/^BP_PROBLEM\((\w+), (\w+), (\w+)(?:,\s*([^)]*))?\)$/gm)]
  .map(([, reach, area, name, declared = '']) => [`${area}.${name}`, {
    reach, args: Object.fromEntries(declared.split(/,\s*/).filter(Boolean).map((one) => one.split(' ').reverse())) }]));

/** Code → template. @param {'en' | 'ko'} language */
export const templates = (language) => new Map(Object.entries(JSON.parse(read(`assets/strings/${language}/problems.json`)))
  .flatMap(([area, texts]) => Object.entries(texts).map(([name, text]) => [`${area}.${name}`, text])));

/** The sentence of { code, args }. @param {'en' | 'ko'} language */
export function sentence({ code, args }, language) {
  const fill = (problem) => templates(language).get(problem.code).replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (hole, name, one, many) => {
    const value = problem.args[name];
    if (one !== undefined) return value === 1 ? one : many;
    if (value === null) return '';
    if (typeof value === 'object') return fill(value);
    return typeof value === 'number' ? value.toLocaleString('en-US') : `\`${value}\``;
  }).trimEnd();
  return language === 'ko' ? withJosa(fill({ code, args })) : fill({ code, args });
}

/** What is wrong with the arguments of a problem; '' when they are those that the manifest declares. */
export function misfit({ code, args }) {
  const declared = manifest.get(code)?.args;
  if (!declared) return `${code} is not in the manifest`;
  const fits = { Code: 'string', Text: 'string', List: 'string', Shape: 'string', Number: 'number', Phrase: 'object', Thing: 'string' };
  const isFit = ([name, kind]) => typeof args[name] === fits[kind] || (kind === 'Thing' && typeof args[name]?.code === 'string');
  const wrong = Object.entries(declared).filter((entry) => !isFit(entry)).map(([name]) => name);
  const extra = Object.keys(args).filter((name) => !(name in declared));
  if (wrong.length + extra.length > 0) return `${code}: arguments ${[...wrong, ...extra]}`;
  return Object.values(args).filter((value) => value?.code).map(misfit).join('');
}
