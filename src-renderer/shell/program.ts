/** Put in when the window is built: the program's version, and which state of its source it was made from. */
declare const __VERSION__: string;
declare const __BUILD__: string;

export const PROGRAM = { version: __VERSION__, build: __BUILD__ };
