import { contextBridge, ipcRenderer } from 'electron';
import {
  CHANNEL,
  type RoomBridge,
  type RoomFault,
  type RoomMessage,
  type ToMain,
  type ToWindow,
} from './desktop/bridge.ts';

const listeners = new Map<number, (message: RoomMessage) => void>();
let lastId = 0;

ipcRenderer.on(CHANNEL, (_event, { id, message }: ToWindow) => tell(id, message));

const bridge: RoomBridge = {
  host: 'electron',
  request: (call) => send({ kind: 'call', call }),
  subscribe(path, input, onMessage) {
    lastId += 1;
    const id = lastId;
    listeners.set(id, onMessage);
    send({ kind: 'subscribe', id, path, input }).catch(() => tell(id, { error: unreachable }));
    return () => {
      if (listeners.delete(id)) send({ kind: 'stop', id }).catch(() => {});
    };
  },
};

contextBridge.exposeInMainWorld('committeeRoom', bridge);

const unreachable: RoomFault = {
  code: -32603,
  message: 'The room could not be reached. Start Committee Room again.',
  data: {},
};

function send(message: ToMain) {
  return ipcRenderer.invoke(CHANNEL, message);
}

function tell(id: number, message: RoomMessage): void {
  const listener = listeners.get(id);
  if ('error' in message || message.result.type === 'stopped') listeners.delete(id);
  listener?.(message);
}
