/** Set when the window is built: the program's version, and the commit it was built from. */
declare const __VERSION__: string;
declare const __BUILD__: string;

export const PROGRAM = { version: __VERSION__, build: __BUILD__ };
