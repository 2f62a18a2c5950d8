/** All scenarios of the core: loading them tells the suite of them. */
import './graph.mjs';
import './rooms.mjs';
import './training.mjs';
import './storage.mjs';

export { runAll } from './suite.mjs';
