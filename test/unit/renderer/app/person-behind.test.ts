import { expect, it } from 'vitest';
import { ok } from '../../../../electron/contract/result.ts';
import { personBehind } from '../../../../renderer/app/person-behind.ts';
import { moderateLabel } from '../../../../renderer/traffic/moderate-label.ts';
import type { EventRow, PacketRow, Sender } from '../../../../renderer/traffic/protocol/index.ts';
import { FakeBridge } from '../fake-bridge.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';

function packet(sender: Partial<Sender>): PacketRow {
  return {
    type: 'packet',
    row: 0,
    time: 0,
    direction: 'in',
    channel: 'reliable',
    label: '_reliable',
    case: 'user',
    sender: { origin: 'participant', identity: '', sid: '', ...sender },
    topic: '',
    destinations: [],
    sequence: undefined,
    size: 1,
    payloadSize: 1,
    preview: '',
    flags: [],
    skipped: undefined,
    flow: undefined,
    marked: false,
    colour: undefined,
  };
}

const joined: EventRow = {
  type: 'event',
  row: 0,
  marked: false,
  colour: undefined,
  time: 0,
  event: 'joined',
  severity: 'info',
  identity: 'alice',
  title: 'alice joined',
  text: '',
  before: undefined,
  after: undefined,
};

function make() {
  const hidden = makeParticipant({ identity: 'watcher', sid: 'PA_hidden', permissions: { hidden: true } });
  const bridge = new FakeBridge({ listParticipants: () => ok([hidden]) });
  const snapshot = makeSnapshot({ participants: [makeParticipant({ identity: 'agent-1', sid: 'PA_2' })] });
  return { bridge, where: { session: makeSession(), snapshot, request: bridge.request } };
}

it('leads to the owner of the sid, without asking where the room tells', async () => {
  const { bridge, where } = make();
  const owner = await personBehind(packet({ identity: 'alice', sid: 'PA_2' }), where);
  expect(owner).toMatchObject({ kind: 'here', identity: 'agent-1' });
  expect(bridge.asked).toEqual([]);
});

it('finds a hidden sender in the server’s list', async () => {
  const { where } = make();
  expect(await personBehind(packet({ origin: 'hidden', sid: 'PA_hidden' }), where)).toMatchObject({
    kind: 'here',
    identity: 'watcher',
  });
});

it('does not ask for whom nothing proves, and leads from an event to whom it concerns', async () => {
  const { bridge, where } = make();
  expect(await personBehind(packet({ origin: 'server-api' }), where)).toMatchObject({ kind: 'nobody' });
  expect(await personBehind(joined, where)).toEqual({ kind: 'here', identity: 'alice', note: undefined });
  expect(bridge.asked).toEqual([]);
});

it('is offered for what others sent, and for events about somebody', () => {
  expect(moderateLabel(packet({ identity: 'alice', sid: 'PA_1' }))).toBe('Moderate sender');
  expect(moderateLabel(packet({ origin: 'self' }))).toBeUndefined();
  expect(moderateLabel({ ...packet({}), direction: 'out' })).toBeUndefined();
  expect(moderateLabel(joined)).toBe('Look at this person');
  expect(moderateLabel({ ...joined, identity: '' })).toBeUndefined();
});
