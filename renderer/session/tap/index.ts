export { installTap } from './wire-tap.ts';
export type { TapHandle, TapPlatform, TapSink } from './tap-handle.ts';
export type { TappedConfiguration, TapScope, WireTap } from './wire-tap.ts';
export type { LabelCounts, TapCounts } from './tap-counts.ts';
export { WireClock } from './wire-clock.ts';
export type { TappedConnection } from './tapped-connection.ts';
