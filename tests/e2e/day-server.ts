import { RoomDoor } from '../../src-main/api/room-door.ts';
import { startServer } from '../../src-main/server/http.ts';
import { setClock } from '../clock.ts';

/*
 * The program with one room, as a process of its own that can be killed and whose clock the test sets: arguments are
 * the room's file, the port and the time; each later message is another time. Its first message is its address.
 */

const [file = '', port = '0', begins = '0'] = process.argv.slice(2);
let at = Number(begins);
let since = performance.now();
setClock(() => Math.floor(at + performance.now() - since));
process.on('message', (time: number) => {
  at = time;
  since = performance.now();
  process.send?.('set');
});

const door = RoomDoor.open(file, { create: false, program: 'the rehearsal of a day' });
const server = await startServer(door, { port: Number(port) });
process.send?.(server.address);
process.once('SIGTERM', async () => {
  await server.close();
  door.close();
  process.exit();
});
