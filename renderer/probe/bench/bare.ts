import { Room, RoomEvent } from 'livekit-client';
import './api.ts';

/** A clock for each message would make the reference the dearer one, by 0.3 µs of 20. */
const timedEach = 64;

/** The reference: livekit-client as it is, and a listener that counts. */
const room = new Room({ disconnectOnPageLeave: false });
let received = 0;
let timed = 0;
let firstMs = 0;
let lastMs = 0;

room.on(RoomEvent.DataReceived, () => {
  received += 1;
  if (received % timedEach !== 1) return;
  lastMs = performance.now();
  if (received === 1) firstMs = lastMs;
  timed = received;
});

window.benchBare = {
  // The server is on loopback: no STUN server must be asked.
  join: (url, token) => room.connect(url, token, { autoSubscribe: false, rtcConfig: { iceServers: [] } }),
  counts: () => ({ received, timed, firstMs, lastMs }),
  reset() {
    received = 0;
    timed = 0;
    firstMs = 0;
    lastMs = 0;
  },
};
