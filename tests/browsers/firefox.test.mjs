import { launch } from './firefox.mjs';
import { runAll } from './core.mjs';

runAll(launch);
