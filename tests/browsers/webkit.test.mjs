import { launch } from './webkit.mjs';
import { runAll } from './core.mjs';

runAll(launch);
