const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const sources = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const assets = ['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'];

/** @param {...string} args */
const tsc = (...args) =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json', ...args], {
		stdio: 'inherit',
	});

const clean = () => rm('dist', { recursive: true, force: true });
const compile = () => tsc();
// Pictures are bytes: gulp 5 would otherwise read them as UTF-8 and break them.
const copyAssets = () => src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
const watchAll = () => {
	watch(assets, copyAssets);
	watch(sources, compile);
};

exports.clean = clean;
exports.build = series(clean, parallel(compile, copyAssets));
exports.dev = series(exports.build, watchAll);
exports.default = exports.build;
