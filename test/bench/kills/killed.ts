/** What those who record and those who kill them have agreed on. */
export const sessionId = 'bench';
/** Of a packet; envelope and sequence come on top. */
export const payloadBytes = 64;
/** f64 packets that are received by then, f64 epoch ms; little-endian. */
export const statusBytes = 16;
