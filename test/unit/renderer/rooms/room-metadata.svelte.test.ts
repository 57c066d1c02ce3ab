import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { RoomMetadataState } from '../../../../renderer/rooms/room-metadata.svelte.ts';
import type { RoomMetadataSeen } from '../../../../renderer/rooms/room-metadata.svelte.ts';
import { RoomsState } from '../../../../renderer/rooms/rooms-state.svelte.ts';
import { FakeBridge, makeList, makeRoom } from '../fake-bridge.ts';

function makeEdit(isOpen: boolean) {
  let live: RoomMetadataSeen = { metadata: 'old', seenAtMs: undefined };
  const listeners = new Set<(seen: RoomMetadataSeen) => void>();
  const tell = (metadata: string): void => {
    live = { metadata, seenAtMs: Date.now() };
    for (const listener of [...listeners]) listener(live);
  };
  const bridge = new FakeBridge({
    listRooms: () => ok(makeList(makeRoom('a', { metadata: live.metadata }))),
    updateRoomMetadata: ({ metadata }) => {
      tell(metadata);
      return ok(makeRoom('a', { metadata }));
    },
  });
  const visibility = { isHidden: () => true, onChange: () => () => undefined };
  const rooms = new RoomsState({ profileId: 'p1', request: bridge.request, visibility });
  const watched = {
    current: () => live,
    subscribe: (listener: (seen: RoomMetadataSeen) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const room = makeRoom('a', { metadata: 'listed' });
  const edit = new RoomMetadataState({ request: bridge.request, rooms, room, watched: isOpen ? watched : undefined });
  return { bridge, edit, listeners };
}

describe('RoomMetadataState', () => {
  it('begins with what the room tells, where it is open here', () => {
    expect(makeEdit(true).edit.draft).toBe('old');
    expect(makeEdit(false).edit.draft).toBe('listed');
  });

  it('says after how long the room saw it', async () => {
    const { edit, listeners } = makeEdit(true);
    edit.draft = 'new';
    expect(await edit.save()).toBe(true);
    expect(edit.outcome?.title).toMatch(/^Seen by the room after \d+ ms$/);
    expect(edit.base).toBe('new');
    expect(listeners.size).toBe(0);
  });

  it('can be emptied, unlike a participant’s', async () => {
    const { edit } = makeEdit(true);
    edit.draft = '';
    expect(await edit.save()).toBe(true);
  });

  it('reads the list again where the room is not open here', async () => {
    const { bridge, edit } = makeEdit(false);
    edit.draft = 'new';
    expect(await edit.save()).toBe(true);
    expect(edit.outcome?.title).toBe('The server lists the new value');
    bridge.handlers.updateRoomMetadata = () => ok(makeRoom('a'));
    edit.draft = 'newer';
    expect(await edit.save()).toBe(false);
    expect(edit.outcome?.severity).toBe('warn');
  });

  it('keeps the draft when it is refused', async () => {
    const { bridge, edit } = makeEdit(true);
    bridge.handlers.updateRoomMetadata = () => refused('too-long', 'Over the server’s limit.');
    edit.draft = 'new';
    expect(await edit.save()).toBe(false);
    expect(edit).toMatchObject({ draft: 'new', base: 'old', outcome: { severity: 'bad' } });
  });

  it('notices that somebody else changed it meanwhile', () => {
    const { edit } = makeEdit(true);
    edit.draft = 'mine';
    expect(edit.isConflict('old')).toBe(false);
    expect(edit.isConflict('theirs')).toBe(true);
    edit.keepDraft('theirs');
    expect(edit.isConflict('theirs')).toBe(false);
    edit.takeLive('theirs');
    expect(edit.draft).toBe('theirs');
  });
});
