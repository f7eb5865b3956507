import { once } from 'node:events';
import { RoomDoor } from '../api/room-door.ts';
import { startServer } from '../server/http.ts';
import { ensureRendererBuilt } from '../web/renderer-build.ts';
import { writeError, writeOut } from '../web/standard-streams.ts';
import { FAULT } from './answer.ts';
import { Arguments, WrongUsage } from './arguments.ts';

/** Serves the app on loopback until it is stopped, and prints the address that opens it. Returns the exit code. */
export async function serve(rest: string[]): Promise<number> {
  const args = new Arguments(rest, ['room', 'port']);
  if (args.words.length > 0) throw new WrongUsage(`"${args.words[0]}" was not expected here.`);
  const file = args.path('room');
  const port = args.number('port', 0, 65_535) ?? 0;
  await ensureRendererBuilt();
  const door = RoomDoor.open(file, {
    create: true,
    program: 'the Committee Room server',
    key: args.roomKey(),
  });
  try {
    const server = await startServer(door, { port });
    // Before the address is printed: a script that reads the address may stop the program at once.
    const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    const { address } = server;
    const failed = await writeOut(args.has('json') ? JSON.stringify({ address }) : address);
    // Without the address nobody could open the room.
    if (failed === null) await ended;
    await server.close();
    if (failed === null) return 0;
    await writeError(
      'The address of the room could not be written, so the server has stopped. Start it again.',
    );
    return failed.isClosed ? 0 : FAULT;
  } finally {
    door.close();
  }
}
