import { launch } from './webkit.mjs';
import { runAll } from './suite.mjs';
import './graph.mjs';
import './rooms.mjs';
import './training.mjs';
import './storage.mjs';

runAll(launch);
