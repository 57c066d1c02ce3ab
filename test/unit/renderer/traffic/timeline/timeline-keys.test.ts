import { describe, expect, it, vi } from 'vitest';
import { actOnKey, chordOf, timelineKeys } from '../../../../../renderer/traffic/timeline/timeline-keys.ts';
import type { KeyTarget } from '../../../../../renderer/traffic/timeline/timeline-keys.ts';

function press(key: string, changed: { ctrlKey?: boolean; shiftKey?: boolean; target?: EventTarget } = {}, paused = false, isCopying = false) {
  const log = {
    readable: 50,
    scroll: {
      paused,
      follow: vi.fn<KeyTarget['log']['scroll']['follow']>(),
      pause: vi.fn<KeyTarget['log']['scroll']['pause']>(),
      resume: vi.fn<KeyTarget['log']['scroll']['resume']>(),
    },
    selectBy: vi.fn<KeyTarget['log']['selectBy']>(),
    selectAt: vi.fn<KeyTarget['log']['selectAt']>(),
    selectAll: vi.fn<KeyTarget['log']['selectAll']>(),
    deselect: vi.fn<KeyTarget['log']['deselect']>(),
  };
  const actions = {
    copy: vi.fn<KeyTarget['actions']['copy']>(),
    stopCopying: vi.fn<KeyTarget['actions']['stopCopying']>(() => isCopying),
    toggleMark: vi.fn<KeyTarget['actions']['toggleMark']>(),
    nextMarked: vi.fn<KeyTarget['actions']['nextMarked']>(),
    nextFlagged: vi.fn<KeyTarget['actions']['nextFlagged']>(),
    findNext: vi.fn<KeyTarget['actions']['findNext']>(),
    setReference: vi.fn<KeyTarget['actions']['setReference']>(),
    clearReference: vi.fn<KeyTarget['actions']['clearReference']>(),
  };
  const cursor = { move: vi.fn<KeyTarget['cursor']['move']>() };
  const grid = new EventTarget();
  const event = { key, target: grid, currentTarget: grid, preventDefault: vi.fn<() => void>(), ...changed };
  actOnKey(event, { log, actions, choices: { copyAs: 'table' }, fit: 20.5, cursor });
  return { log, actions, cursor, event };
}

describe('keys of the timeline', () => {
  it.each([
    ['ArrowUp', -1],
    ['ArrowDown', 1],
    ['PageUp', -19],
    ['PageDown', 19],
  ])('%s goes %d rows on, with Shift it draws the selection out', (key, step) => {
    const { log, event } = press(key);
    expect(log.selectBy).toHaveBeenCalledExactlyOnceWith(step);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(press(key, { shiftKey: true }).log.selectBy).toHaveBeenCalledExactlyOnceWith(step, 'extend');
  });

  it('goes to the first row with Home, and follows the newest with End', () => {
    expect(press('Home').log.selectAt).toHaveBeenCalledExactlyOnceWith(0);
    expect(press('End').log.scroll.follow).toHaveBeenCalledOnce();
    expect(press('End', { shiftKey: true }).log.selectAt).toHaveBeenCalledExactlyOnceWith(49, 'extend');
  });

  it('goes from cell to cell', () => {
    expect(press('ArrowLeft').cursor.move).toHaveBeenCalledExactlyOnceWith(-1);
    expect(press('ArrowRight').cursor.move).toHaveBeenCalledExactlyOnceWith(1);
  });

  it('pauses and resumes with the space bar', () => {
    expect(press(' ').log.scroll.pause).toHaveBeenCalledOnce();
    expect(press(' ', {}, true).log.scroll.resume).toHaveBeenCalledOnce();
  });

  it('selects all, copies as last time, marks and jumps', () => {
    expect(press('a', { ctrlKey: true }).log.selectAll).toHaveBeenCalledOnce();
    expect(press('c', { ctrlKey: true }).actions.copy).toHaveBeenCalledExactlyOnceWith('table');
    expect(press('m').actions.toggleMark).toHaveBeenCalledOnce();
    expect(press('J', { shiftKey: true }).actions.nextMarked).toHaveBeenCalledExactlyOnceWith(-1);
    expect(press('f').actions.nextFlagged).toHaveBeenCalledExactlyOnceWith(1);
    expect(press('n').actions.findNext).toHaveBeenCalledExactlyOnceWith(1);
  });

  it('stops a copy with Escape, and selects nothing where there is none', () => {
    expect(press('Escape').log.deselect).toHaveBeenCalledOnce();
    const copying = press('Escape', {}, false, true);
    expect(copying.actions.stopCopying).toHaveBeenCalledOnce();
    expect(copying.log.deselect).not.toHaveBeenCalled();
  });

  it('leaves other keys, combinations, and what is typed into something inside alone', () => {
    for (const { event } of [
      press('toString'),
      press('ArrowUp', { ctrlKey: true }),
      press('m', { ctrlKey: true }),
      press(' ', { target: new EventTarget() }),
    ]) {
      expect(event.preventDefault).not.toHaveBeenCalled();
    }
  });

  it('gives each chord to one key', () => {
    const chords = timelineKeys.flatMap((key) => key.chords);
    expect(new Set(chords).size).toBe(chords.length);
  });
});

it.each([
  [{ key: 'f', ctrlKey: true }, 'Ctrl+F'],
  [{ key: 'F', metaKey: true, shiftKey: true }, 'Ctrl+Shift+F'],
  [{ key: ' ' }, 'Space'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'Home', shiftKey: true }, 'Shift+Home'],
])('spells %o as %s', (event, chord) => expect(chordOf(event)).toBe(chord));
