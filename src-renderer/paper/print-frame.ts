/** Prints what a frame shows; where the browser does not allow that, opens it so that its own viewer can. */
export function printFrame(frame: HTMLIFrameElement | null, url: string): void {
  try {
    if (!frame?.contentWindow) throw new Error('The preview has no window.');
    frame.contentWindow.focus();
    frame.contentWindow.print();
  } catch {
    window.open(url, '_blank', 'noopener');
  }
}
