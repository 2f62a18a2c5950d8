/**
 * node check_snapshots.mjs PROGRAM FOLDER: type-checks what PROGRAM prints (snapshot_samples.cpp) with FOLDER, inside the
 * repository, as its place. Exits 1 with TypeScript's messages when a snapshot is not as web/protocol/snapshot.d.ts says.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [program, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const file = join(folder, 'snapshots.ts');
writeFileSync(file, execFileSync(program, { encoding: 'utf8', maxBuffer: 2 ** 28 }));

const options = { strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, types: [],
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022 };
const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
for (const problem of problems) console.error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
console.log(`${problems.length === 0 ? 'all snapshots are' : 'not all snapshots are'} as web/protocol/snapshot.d.ts says`);
process.exitCode = problems.length === 0 ? 0 : 1;
