/** Files for the user, made on the spot. */

/** @param {BlobPart} content @param {string} name @param {string} [type] */
export function saveFile(content, name, type = 'application/octet-stream') {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** @param {HTMLCanvasElement | null} canvas one that can be read now @param {string} name */
export function savePicture(canvas, name) {
  canvas?.toBlob((blob) => { if (blob) saveFile(blob, name, 'image/png'); });
}

/** @param {string | number} cell */
const quoted = (cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

/** @param {(string | number)[][]} rows @param {string} name */
export function saveCsv(rows, name) {
  saveFile(`${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`, name, 'text/csv');
}
