/**
 * node check_snapshots.mjs PROGRAM FOLDER: type-checks what PROGRAM prints (snapshot_samples.cpp) with FOLDER, inside the
 * repository, as its place. Exits 1 with TypeScript's messages when a snapshot is not as web/protocol/snapshot.d.ts says.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [program, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'snapshots.ts'), execFileSync(program, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
  extends: join(process.cwd(), 'tsconfig.json'), compilerOptions: { allowImportingTsExtensions: true }, include: ['snapshots.ts'],
}));
const { status } = spawnSync('node_modules/.bin/tsc', ['-p', folder], { stdio: 'inherit' });
console.log(`${status === 0 ? 'all snapshots are' : 'not all snapshots are'} as web/protocol/snapshot.d.ts says`);
process.exitCode = status === 0 ? 0 : 1;
