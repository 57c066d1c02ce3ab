import { describe, expect, it } from 'vitest';
import { latestTarget } from '../../../../../renderer/traffic/latest/latest-target.ts';
import type { LatestRow } from '../../../../../renderer/traffic/protocol/index.ts';

const series = 'from == "alice" and sid == "PA_alice" and topic == "pose"';

function row(payload: string | undefined): LatestRow {
  return {
    key: 1,
    sender: { origin: 'participant', identity: 'alice', sid: 'PA_alice' },
    looksAlike: false,
    isImitated: false,
    topic: 'pose',
    channel: 'lossy',
    case: 'user',
    direction: 'in',
    count: 2,
    rateNow: 0,
    row: 7,
    time: 0,
    preview: 'a preview',
    isHeld: true,
    payload: payload === undefined ? undefined : new TextEncoder().encode(payload),
    changed: undefined,
  };
}

describe('latestTarget', () => {
  it('is the sender, the topic, or both', () => {
    const one = row('{"x":1}');
    expect(latestTarget(one, 0, undefined)).toEqual({ text: 'from == "alice" and sid == "PA_alice"', value: 'alice' });
    expect(latestTarget(one, 1, undefined)).toEqual({ text: 'topic == "pose"', value: 'pose' });
    expect(latestTarget(one, 4, undefined)).toEqual({ text: series, value: '{"x":1}' });
    expect(latestTarget(row(undefined), 5, undefined)).toEqual({ text: series, value: 'a preview' });
  });

  it('is a number within the value', () => {
    const one = row('{"pose":{"x":[1,2.5]}}');
    expect(latestTarget(one, 6, ['pose', 'x', 1])).toEqual({ text: 'json.pose.x[1] == 2.5', value: '2.5' });
  });

  it('is the series where the number is the whole value, or no longer there', () => {
    expect(latestTarget(row('7'), 6, [])).toEqual({ text: series, value: '7' });
    expect(latestTarget(row('{}'), 6, ['x'])).toEqual({ text: series, value: '' });
    expect(latestTarget(row(undefined), 6, ['x'])).toEqual({ text: series, value: '' });
  });
});
