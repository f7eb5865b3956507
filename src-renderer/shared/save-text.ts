/** Lets the person save a text as a file, by the browser's own way of saving. */
export function saveText(fileName: string, text: string, type: string): void {
  save(fileName, new Blob([text], { type }));
}

/** The same for bytes as base64. */
export function saveBase64(fileName: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  save(fileName, new Blob([bytes], { type }));
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
