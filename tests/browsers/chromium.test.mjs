import { launch } from './chromium.mjs';
import { runAll } from './core.mjs';

runAll(launch);
