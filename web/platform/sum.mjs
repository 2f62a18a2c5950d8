/** A checksum of a file against mistakes, not against attackers: the same in the build and in the page. @param {ArrayBuffer} bytes */
export function sumOf(bytes) {
  const words = new Uint32Array(bytes, 0, bytes.byteLength >> 2);
  let sum = bytes.byteLength;
  for (let i = 0; i < words.length; ++i) sum = Math.imul(sum ^ words[i] ^ (sum >>> 15), 0x01000193);
  for (const byte of new Uint8Array(bytes, 4 * words.length)) sum = Math.imul(sum ^ byte, 0x01000193);
  return (sum >>> 0).toString(36);
}
