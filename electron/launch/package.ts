import path from 'node:path';
import { readCommandLine } from './command-line.ts';
import { PACKAGE_USAGE, packageApp, parsePackageArguments } from './packaging.ts';
import { StepPrinter } from './step.ts';

/** `npm run package`: an unpacked application in out/package. */
const given = readCommandLine(parsePackageArguments, PACKAGE_USAGE);
const packaged = await packageApp(given, new StepPrinter());
if (!packaged.ok) {
  process.stderr.write(`${packaged.message}\n`);
  process.exit(1);
}
process.stdout.write(`Packaged: ${path.relative(process.cwd(), packaged.value)}\n`);
