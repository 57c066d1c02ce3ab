import { Room } from 'livekit-client';
import { on, request } from './bridge.ts';
import { partBehaviours } from './probe/simulator/parts.ts';
import { SimulatedParticipant } from './probe/simulator/simulated-participant.ts';

let playing: readonly SimulatedParticipant[] = [];

on('simulationGranted', (grant) => {
  const before = playing;
  playing = grant.participants.map(
    ({ identity, token, part }) =>
      new SimulatedParticipant({
        createRoom: () => new Room({ disconnectOnPageLeave: true }),
        url: grant.url,
        token,
        identity,
        behaviours: partBehaviours(part),
        random: Math.random,
      }),
  );
  void Promise.all(before.map((participant) => participant.stop())).then(() =>
    Promise.all(playing.map((participant) => participant.start())),
  );
});

void request('announceSimulatorPage');
