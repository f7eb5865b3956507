/** Reads an answer with a line of JSON per message, as the lines arrive. An empty line is null. */
export async function* jsonLines<Message>(body: ReadableStream<Uint8Array>): AsyncGenerator<Message | null> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const text = decoder.decode(value, { stream: true });
    if (!text.includes('\n')) {
      rest += text;
      continue;
    }
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line === '' ? null : JSON.parse(line);
  }
}
