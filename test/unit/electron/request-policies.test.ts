import { expect, test } from 'vitest';
import { requestPolicies } from '../../../electron/request-policies.ts';

test('these change something, so a late answer is no refusal', () => {
  const writes = Object.entries(requestPolicies).flatMap(([name, policy]) => (policy.effect === 'write' ? [name] : []));
  expect(writes.sort()).toEqual([
    'announceSessionPage',
    'announceSimulatorPage',
    'cancelExport',
    'closeCapture',
    'closeSession',
    'continueRecording',
    'createRoom',
    'deleteCapture',
    'deleteRoom',
    'exportRows',
    'lookForRoom',
    'openSession',
    'rejoinSession',
    'removeProfile',
    'renameCapture',
    'reportSending',
    'reportSession',
    'reportTrouble',
    'saveProfile',
    'sendData',
    'setMemoryBudget',
    'setRollingBuffer',
    'startDemo',
    'startRecording',
    'stopDemo',
    'stopRecording',
    'updateParticipant',
    'updateRoomMetadata',
    'waitForRoom',
    'writeClipboard',
  ]);
});

test('what asks a server waits longer than the server SDK does on three attempts of 10 s', () => {
  for (const name of ['listRooms', 'createRoom', 'deleteRoom', 'sendData', 'openSession'] as const) {
    expect(requestPolicies[name].deadlineMs).toBeGreaterThan(30_000);
  }
});
