// A zip archive from names and bytes: the same bytes in, the same archive out.

import { crc32 as native, deflateRawSync } from "node:zlib";

const TABLE = Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  if (native) return native(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const VERSION = 20;
const DEFLATE = 8;
const UTF8 = 0x800;
/** The first day that a zip can name, 1980-01-01: no clock of ours gets in. */
const TIME = 0;
const DATE = 0x21;
const FILE = 0x81a40000; // a regular file that its owner may write and all may read

/** Pack numbers as [value, bytes] pairs, little-endian. */
function packed(...fields) {
  const out = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = out.writeUIntLE(value, at, size);
  return out;
}

const common = ({ name, bytes, deflated }) => [
  [VERSION, 2], [UTF8, 2], [DEFLATE, 2], [TIME, 2], [DATE, 2],
  [crc32(bytes), 4], [deflated.length, 4], [bytes.length, 4], [name.length, 2], [0, 2],
];

const localHead = (entry) => Buffer.concat([packed([0x04034b50, 4], ...common(entry)), entry.name]);

const centralHead = (entry, offset) => Buffer.concat([
  packed([0x02014b50, 4], [(3 << 8) | VERSION, 2], ...common(entry), [0, 2], [0, 2], [0, 2], [FILE, 4], [offset, 4]),
  entry.name,
]);

/** Return a zip of [name, bytes] pairs, in the order given. */
export function zipOf(files) {
  const entries = files.map(([name, bytes]) => ({ name: Buffer.from(name), bytes, deflated: deflateRawSync(bytes, { level: 9 }) }));
  const body = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    directory.push(centralHead(entry, offset));
    body.push(localHead(entry), entry.deflated);
    offset += body.at(-2).length + entry.deflated.length;
  }
  const list = Buffer.concat(directory);
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [list.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...body, list, end]);
}
