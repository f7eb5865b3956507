/** Saves a text as a file, the way the browser saves downloads. */
export function saveText(fileName: string, text: string, type: string): void {
  save(fileName, new Blob([text], { type }));
}

/** The same for bytes as base64. */
export function saveBase64(fileName: string, base64: string, type: string): void {
  save(fileName, new Blob([bytesOf(base64)], { type }));
}

/** A PDF that came as base64. */
export function pdfFrom(base64: string): Blob {
  return new Blob([bytesOf(base64)], { type: 'application/pdf' });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function save(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the content by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
