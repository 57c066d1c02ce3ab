import { describe, expect, it, type Mock, vi } from 'vitest';
import { actOnKey, type LogActions } from '../../../../../renderer/traffic/timeline/timeline-keys.ts';

interface Pressed {
  readonly log: LogActions;
  readonly event: { readonly preventDefault: Mock<() => void> };
}

function press(key: string, changed: { ctrlKey?: boolean; target?: EventTarget } = {}, paused = false): Pressed {
  const log = {
    paused,
    selectBy: vi.fn<LogActions['selectBy']>(),
    selectAt: vi.fn<LogActions['selectAt']>(),
    follow: vi.fn<LogActions['follow']>(),
    pause: vi.fn<LogActions['pause']>(),
    resume: vi.fn<LogActions['resume']>(),
    deselect: vi.fn<LogActions['deselect']>(),
  } satisfies LogActions;
  const grid = new EventTarget();
  const event = { key, target: grid, currentTarget: grid, preventDefault: vi.fn<() => void>(), ...changed };
  actOnKey(event, log, 20.5);
  return { log, event };
}

describe('keys of the timeline', () => {
  it.each([
    ['ArrowUp', -1],
    ['ArrowDown', 1],
    ['PageUp', -19],
    ['PageDown', 19],
  ])('%s goes %d rows on', (key, step) => {
    const { log, event } = press(key);
    expect(log.selectBy).toHaveBeenCalledExactlyOnceWith(step);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('goes to the first row with Home, and follows the newest with End', () => {
    expect(press('Home').log.selectAt).toHaveBeenCalledExactlyOnceWith(0);
    expect(press('End').log.follow).toHaveBeenCalledOnce();
  });

  it('pauses and resumes with the space bar', () => {
    expect(press(' ').log.pause).toHaveBeenCalledOnce();
    expect(press(' ', {}, true).log.resume).toHaveBeenCalledOnce();
  });

  it('leaves other keys, combinations, and what is typed into something inside alone', () => {
    for (const { event } of [
      press('toString'),
      press('ArrowUp', { ctrlKey: true }),
      press(' ', { target: new EventTarget() }),
    ]) {
      expect(event.preventDefault).not.toHaveBeenCalled();
    }
  });
});
