/** The router's error, as every tRPC client reads it. */
export type RoomFault = { code: number; message: string; data: object };

/** A subscription's messages, in this order: started, any number of data, then stopped or an error. */
export type RoomMessage =
  | { result: { type: 'started' } | { type: 'data'; data: unknown } | { type: 'stopped' } }
  | { error: RoomFault };
