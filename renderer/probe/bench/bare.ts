import { Room, RoomEvent } from 'livekit-client';
import './api.ts';

/** The reference: livekit-client as it is, and a listener that counts. */
const room = new Room({ disconnectOnPageLeave: false });
let received = 0;
let firstMs = 0;
let lastMs = 0;

room.on(RoomEvent.DataReceived, () => {
  lastMs = performance.timeOrigin + performance.now();
  if (received === 0) firstMs = lastMs;
  received += 1;
});

window.benchBare = {
  // The server is on loopback: no STUN server must be asked.
  join: (url, token) => room.connect(url, token, { autoSubscribe: false, rtcConfig: { iceServers: [] } }),
  counts: () => ({ received, firstMs, lastMs }),
  reset() {
    received = 0;
    firstMs = 0;
    lastMs = 0;
  },
};
