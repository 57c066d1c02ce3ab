import { describe, expect, it } from 'vitest';
import type { LogMessage } from '../../../../../../renderer/traffic/protocol/index.ts';
import { InspectedRows } from '../../../../../../renderer/traffic/worker/views/inspected-rows.ts';
import { append, chunk, header, packetOf, rpcRequest, rpcResponse, trailer } from '../flows/flow-fixtures.ts';
import { appendTexts, makeSession, ManualScheduler } from '../log-fixtures.ts';

function inspecting() {
  const { session } = makeSession();
  const scheduler = new ManualScheduler();
  const posted: LogMessage[] = [];
  const inspected = new InspectedRows({ session, scheduler, post: (message) => posted.push(message) });
  /** What is told now, after `packets` have come. */
  const after = (...packets: Uint8Array[]) => {
    append(session, ...packets);
    inspected.noteChange();
    scheduler.advance(250);
    return posted.splice(0).flatMap((message) => (message.type === 'detail' ? message.details : []));
  };
  return { session, scheduler, inspected, posted, after };
}

describe('InspectedRows', () => {
  it('tells a stream’s packet again while the stream goes on, and no more than that', () => {
    const { session, inspected, posted, after } = inspecting();
    append(session, packetOf(header()));
    inspected.inspect([0]);
    expect(posted.splice(0)).toMatchObject([{ type: 'detail', rows: [0], details: [{ flow: { state: 'open' } }] }]);
    appendTexts(session, 'something else');
    expect(after()).toEqual([]);
    expect(after(packetOf(chunk(0, 'ab')), packetOf(chunk(1, 'cd')))).toMatchObject([{ flow: { chunks: 2 } }]);
    expect(after(packetOf(trailer()))).toMatchObject([{ flow: { state: 'complete' } }]);
    expect(after(packetOf(header({ streamId: 's2' })))).toEqual([]);
  });

  it('tells an RPC’s request again when it is answered', () => {
    const { session, inspected, posted, after } = inspecting();
    append(session, packetOf(rpcRequest()));
    inspected.inspect([0]);
    posted.splice(0);
    expect(after(packetOf(rpcResponse(), 'PA_bob', 'bob'))).toMatchObject([{ rpc: { response: { row: 1 } } }]);
  });

  it('takes nothing away that is read: a row that went is not told again', () => {
    const { session, inspected, posted, after } = inspecting();
    append(session, packetOf(header()));
    inspected.inspect([0]);
    posted.splice(0);
    session.clear();
    expect(after(packetOf(chunk(0, 'ab')))).toEqual([]);
  });

  it('is silent once it is disposed of', () => {
    const { session, scheduler, inspected, posted } = inspecting();
    append(session, packetOf(header()));
    inspected.inspect([0]);
    posted.splice(0);
    append(session, packetOf(trailer()));
    inspected.noteChange();
    inspected.dispose();
    scheduler.advance(1_000);
    expect(posted).toEqual([]);
  });
});
