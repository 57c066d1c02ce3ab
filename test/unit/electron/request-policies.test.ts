import { expect, test } from 'vitest';
import { requestPolicies } from '../../../electron/request-policies.ts';

test('these change something, so a late answer is no refusal', () => {
  const writes = Object.entries(requestPolicies).flatMap(([name, policy]) => (policy.effect === 'write' ? [name] : []));
  expect(writes.sort()).toEqual([
    'announceSessionPage',
    'announceSimulatorPage',
    'cancelBulkChange',
    'cancelChange',
    'cancelExport',
    'changeParticipant',
    'changeRoom',
    'closeCapture',
    'closeSession',
    'continueRecording',
    'createRoom',
    'deleteCapture',
    'dismissBulkChange',
    'exportAudit',
    'exportRows',
    'lookForRoom',
    'openSession',
    'rejoinSession',
    'removeProfile',
    'renameCapture',
    'reportOwnChange',
    'reportSending',
    'reportSession',
    'reportTrouble',
    'retryBulkChange',
    'saveProfile',
    'sendData',
    'setMemoryBudget',
    'setRollingBuffer',
    'startBulkChange',
    'startDemo',
    'startRecording',
    'startStandingOrder',
    'stopDemo',
    'stopRecording',
    'stopStandingOrder',
    'tryMoveAndForward',
    'waitForRoom',
    'writeClipboard',
  ]);
});

test('what asks a server waits longer than the server SDK does on three attempts of 10 s', () => {
  for (const name of ['listRooms', 'createRoom', 'changeRoom', 'changeParticipant', 'sendData', 'openSession'] as const) {
    expect(requestPolicies[name].deadlineMs).toBeGreaterThan(30_000);
  }
});
