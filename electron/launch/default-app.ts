/**
 * The small application inside the compatibility runtime that makes `electron <folder>` work as with the official
 * binary: it loads the folder given as first argument that is no flag, and honours `-r FILE`, which Playwright passes.
 */
export const DEFAULT_APP_PACKAGE = JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js' });

/** Runs inside Electron 25, as CommonJS. */
export const DEFAULT_APP_MAIN = `'use strict';
const { app } = require('electron');
const Module = require('node:module');
const path = require('node:path');
const fs = require('node:fs');

const args = process.argv.slice(1);
const preloads = [];
let folder;
for (let i = 0; i < args.length && folder === undefined; i += 1) {
  if (args[i] === '-r' || args[i] === '--require') preloads.push(args[++i]);
  else if (!args[i].startsWith('-')) folder = path.resolve(args[i]);
}
if (folder === undefined) {
  if (args.includes('--version') || args.includes('-v')) console.log('v' + process.versions.electron);
  else console.error('usage: electron [-r FILE] <folder>');
  process.exit(args.includes('--version') || args.includes('-v') ? 0 : 2);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
if (preloads.length > 0) Module._preloadModules(preloads);
const manifest = path.join(folder, 'package.json');
if (fs.existsSync(manifest)) {
  const { name, productName, version, desktopName } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  if (productName || name) app.setName(productName || name);
  app.setDesktopName(desktopName || app.getName() + '.desktop');
  app.setAppPath(folder);
} else {
  app.setAppPath(path.dirname(folder));
}
Module._load(folder, Module, true);
`;
