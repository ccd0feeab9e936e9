// Makes gb18030.tbl.gz, the decoding table of GB 18030-2022, from the ICU converter inside Node.
// Run it here: node gb18030_gen.mjs. It needs Node 20 or later with full ICU.
//
// The file is gzip of big-endian 16-bit numbers: 23,940 differences between the code points of
// successive two-byte codes (first byte 81..FE, second 40..7E and 80..FE), then pairs of a linear
// four-byte index and the code point where a run of consecutive code points begins.
//
// One code departs from ICU: A3A0, which web browsers read as an ideographic space, keeps the user
// area code point U+E5E5 that the standard gives it, so that no character is changed unseen.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const decoder = new TextDecoder("gb18030", { fatal: true });
const decode = (...bytes) => decoder.decode(Uint8Array.from(bytes)).codePointAt(0);
const words = [];

let last = 0;
for (let a = 0x81; a <= 0xfe; a++)
  for (let b = 0x40; b <= 0xfe; b++) {
    if (b === 0x7f) continue;
    const c = a === 0xa3 && b === 0xa0 ? 0xe5e5 : decode(a, b);
    words.push((c - last) & 0xffff);
    last = c;
  }

let next = -1;
for (let i = 0; i < 39420; i++) {
  const c = decode(0x81 + Math.floor(i / 12600), 0x30 + (Math.floor(i / 1260) % 10), 0x81 + (Math.floor(i / 10) % 126), 0x30 + (i % 10));
  if (c !== next) words.push(i, c);
  next = c + 1;
}

const bytes = new Uint8Array(words.length * 2);
words.forEach((w, i) => { bytes[2 * i] = w >> 8; bytes[2 * i + 1] = w & 0xff; });
writeFileSync("gb18030.tbl.gz", gzipSync(bytes, { level: 9 }));
console.log(words.length, "words");
