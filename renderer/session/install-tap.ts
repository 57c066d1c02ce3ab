import { installTap } from './tap/index.ts';

/**
 * The tap of this page. This module does its work when it is imported, the one that may: it has to be the first
 * import of the session page's entry, since livekit-client takes hold of RTCPeerConnection when it is loaded.
 */
export const wireTap = installTap(globalThis);
