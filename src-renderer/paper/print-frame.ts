/** Prints what a frame shows. If the browser does not allow that, it opens it for its own viewer to print. */
export function printFrame(frame: HTMLIFrameElement | null, url: string): void {
  try {
    if (!frame?.contentWindow) throw new Error('The preview has no window.');
    frame.contentWindow.focus();
    frame.contentWindow.print();
  } catch {
    window.open(url, '_blank', 'noopener');
  }
}
