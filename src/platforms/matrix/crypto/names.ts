/** Bytes that stand for a key of IndexedDB, and for no other key (W3C, "Indexed Database API", keys). */
export function bytesOfKey(key: unknown): Buffer {
  if (typeof key === 'number') return Buffer.concat([Buffer.of(0x10), double(key)]);
  if (key instanceof Date) return Buffer.concat([Buffer.of(0x20), double(key.getTime())]);
  if (typeof key === 'string') return counted(0x30, Buffer.from(key, 'utf16le'));
  if (key instanceof ArrayBuffer) return counted(0x40, Buffer.from(key));
  if (ArrayBuffer.isView(key)) return counted(0x40, Buffer.from(key.buffer, key.byteOffset, key.byteLength));
  if (Array.isArray(key)) return counted(0x50, Buffer.concat(key.map(bytesOfKey)), key.length);
  throw new TypeError('not a key of IndexedDB');
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  // There is a negative zero, which is the same key.
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  return bytes;
}

function counted(kind: number, bytes: Buffer, count = bytes.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind);
  head.writeUInt32BE(count, 1);
  return Buffer.concat([head, bytes]);
}
