import path from 'node:path';
import { PACKAGE_USAGE, packageApp, parsePackageArguments } from './packaging.ts';
import { StepPrinter } from './step.ts';

/** `npm run package`: an unpacked application in out/package. */
const parsed = parsePackageArguments(process.argv.slice(2));
if (!parsed.ok) {
  process.stderr.write(`${parsed.message}\n\n${PACKAGE_USAGE}\n`);
  process.exit(2);
}
const packaged = await packageApp(parsed.value, new StepPrinter());
if (!packaged.ok) {
  process.stderr.write(`${packaged.message}\n`);
  process.exit(1);
}
process.stdout.write(`Packaged: ${path.relative(process.cwd(), packaged.value)}\n`);
