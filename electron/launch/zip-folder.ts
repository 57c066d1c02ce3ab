import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/**
 * Puts a folder into a zip file, stored, not compressed: Forge takes a runtime as a zip only, and a bare machine has
 * no `zip`. For files under 4 GB. The format is APPNOTE.TXT's; modes are kept (made on Unix).
 */
export async function zipFolder(folder: string, target: string): Promise<void> {
  const out = createWriteStream(target);
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of await listFiles(folder)) {
    const full = path.join(folder, name);
    const content = await readFile(full);
    const fileName = Buffer.from(name.split(path.sep).join('/'));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(0, 4); // stored
    common.writeUInt16LE(0, 6); // time
    common.writeUInt16LE(0x21, 8); // date: the first one there is, 1980-01-01
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.byteLength, 14);
    common.writeUInt32LE(content.byteLength, 18);
    common.writeUInt16LE(fileName.byteLength, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, fileName]);

    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((await stat(full)).mode << 16) >>> 0, 6); // after comment length, disk and internal attributes
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]); // Unix
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), madeBy, common, tail, fileName]));

    out.write(local);
    if (!out.write(content)) await once(out, 'drain');
    offset += local.byteLength + content.byteLength;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  out.write(central);
  out.end(end);
  await finished(out);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.stamp.json'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
