import { contextBridge, ipcRenderer } from 'electron';
import { english, say } from '../src-shared/message.ts';
import { CHANNEL, type MenuCommand, type RoomBridge, type ToMain, type ToWindow } from './desktop/bridge.ts';
import type { RoomFault, RoomMessage } from './web/room-messages.ts';

const listeners = new Map<number, (message: RoomMessage) => void>();
const commanded = new Set<(command: MenuCommand) => void>();
let lastId = 0;

ipcRenderer.on(CHANNEL, (_event, sent: ToWindow) => {
  if (!('command' in sent)) return tell(sent.id, sent.message);
  for (const listener of commanded) listener(sent.command);
});

const bridge: RoomBridge = {
  host: 'electron',
  request: (call) => send({ kind: 'call', call }),
  subscribe(path, input, onMessage, practice = null) {
    lastId += 1;
    const id = lastId;
    listeners.set(id, onMessage);
    send({ kind: 'subscribe', id, path, input, practice }).catch(() => tell(id, { error: unreachable }));
    return () => {
      if (listeners.delete(id)) send({ kind: 'stop', id }).catch(() => {});
    };
  },
  printStraight: (pdf) => send({ kind: 'print', pdf }),
  openInViewer: (pdf) => send({ kind: 'view', pdf }),
  chooseWhereToSave: (suggested) => send({ kind: 'save', suggested }),
  chooseFolder: (suggested) => send({ kind: 'folder', suggested }),
  tellLanguage(language) {
    // A menu in another language is no reason to show an error.
    send({ kind: 'language', language }).catch(() => {});
  },
  onCommand(listener) {
    // The same function may be passed twice.
    const own = (command: MenuCommand) => listener(command);
    commanded.add(own);
    return () => commanded.delete(own);
  },
};

contextBridge.exposeInMainWorld('committeeRoom', bridge);

const unreached = say('The room could not be reached. Start Committee Room again.');
const unreachable: RoomFault = { code: -32603, message: english(unreached), data: { said: unreached } };

function send(message: ToMain) {
  return ipcRenderer.invoke(CHANNEL, message);
}

function tell(id: number, message: RoomMessage): void {
  const listener = listeners.get(id);
  if ('error' in message || message.result.type === 'stopped') listeners.delete(id);
  listener?.(message);
}
