import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../../electron/contract/domain.ts';
import {
  countWords,
  groupPeople,
  hiddenProblem,
  lookWords,
  matchesPerson,
  moveSelection,
  secondLine,
  titleWords,
  whyNotKnown,
} from '../../../../renderer/participants/people-rows.ts';
import { LookMemory } from '../../../../renderer/ui/look-alike.ts';
import { makeParticipant } from '../support.ts';

const own = makeParticipant({ identity: 'ops-1', isLocal: true });
const hiddenOwn = makeParticipant({
  identity: 'room-console-observer-x',
  isLocal: true,
  permissions: { hidden: true },
});
const watch = makeParticipant({ identity: 'watch', permissions: { hidden: true } });
const nurse = makeParticipant({ identity: 'nurse-ek', name: 'Eva Kranz' });
const source = { listed: undefined, ownIdentity: 'ops-1', filter: '' };
const marks = (
  rows: readonly { readonly participant: { readonly identity: string }; readonly own: unknown }[],
): unknown[] => rows.map((row) => [row.participant.identity, row.own]);

it('does not count who cannot be seen', () => {
  expect(whyNotKnown('disconnected')?.sentence).toMatch(/^Not known while disconnected/);
  expect(whyNotKnown('joining')?.words).toBe('not known yet');
  expect(['connected', 'resuming', 'rejoining'] as const).toSatisfy((states: readonly ConnectionState[]) =>
    states.every((state) => whyNotKnown(state) === undefined),
  );
});

it('says that a count is not of now while the connection is being mended', () => {
  const people = { visibleCount: 2, hiddenCount: 1 };
  expect(titleWords(people, 'connected')).toBe('2 and 1 hidden');
  expect(titleWords(people, 'rejoining')).toBe('2 and 1 hidden, as last seen');
  expect(titleWords(people, 'disconnected')).toBe('not known now');
});

it('says what the hidden ones shown are while the server does not answer', () => {
  expect(hiddenProblem('Nothing listens.', undefined)).toBe('Hidden participants are not known now. Nothing listens.');
  expect(hiddenProblem('Nothing listens.', new Date(2026, 0, 1, 9, 5, 7).getTime())).toBe(
    'Hidden ones as last listed at 09:05:07. Nothing listens.',
  );
});

describe('groupPeople', () => {
  it('marks who looks like somebody else that is here, hidden ones included', () => {
    const alike = makeParticipant({ identity: 'nurse-\u0435k' });
    const people = groupPeople({ ...source, inRoom: [own, nurse, alike], listed: [watch], look: new LookMemory().look });
    const looks = new Map(people.visible.map(({ participant, look }) => [participant.identity, look]));
    expect(looks.get('nurse-ek')).toMatchObject({ like: alike.identity, isSuspect: false });
    expect(looks.get(alike.identity)).toMatchObject({ like: 'nurse-ek', isSuspect: true });
    expect(looks.get('ops-1')).toBeUndefined();
    const watcher = makeParticipant({ identity: 'w\u0430tch\u200b' });
    const mixed = groupPeople({ ...source, inRoom: [watcher], listed: [watch] });
    expect(mixed.hidden[0]?.look?.like).toBe(watcher.identity);
    expect(mixed.visible[0]?.look).toMatchObject({ invisible: true, isMixed: true, like: 'watch', isSuspect: true });
  });

  it('says what is easily overlooked about an identity', () => {
    const alone = { invisible: false, isMixed: false, like: undefined, isSuspect: true };
    expect(lookWords({ ...alone, invisible: true })).toEqual({
      word: 'invisible characters',
      title: 'This identity has characters that cannot be seen.',
      isWarning: true,
    });
    expect(lookWords({ ...alone, isMixed: true })).toEqual({
      word: 'mixed alphabets',
      title: 'This identity mixes letters of several alphabets within a word.',
      isWarning: true,
    });
    expect(lookWords({ ...alone, like: 'alice ', isSuspect: false })).toEqual({
      word: 'imitated',
      title: '“alice␣”, who is here as well, looks like this identity: that one is marked as a look-alike.',
      isWarning: false,
    });
    const { word, title } = lookWords({ ...alone, invisible: true, like: 'a\u202eb' });
    expect(word).toBe('look-alike');
    expect(title).toBe(
      'This identity looks like “a⟨U+202E⟩b”, who is here as well, and is another one. ' +
        'This identity has characters that cannot be seen.',
    );
  });

  it('knows this console’s other tabs, hidden or not', () => {
    const desk = makeParticipant({ identity: 'desk', name: 'Night desk' });
    const ownElsewhere = ['watch', 'desk', 'long-gone'];
    const people = groupPeople({ ...source, inRoom: [own, nurse, desk], listed: [watch], ownElsewhere });
    expect([...people.visible, ...people.hidden].map((row) => secondLine(row, 120))).toEqual([
      'this console, other tab · Night desk',
      'Eva Kranz',
      'no name',
      'this console, other tab',
    ]);
  });

  it('sorts by identity, whatever the case, and marks oneself', () => {
    const people = groupPeople({ ...source, inRoom: [own, makeParticipant({ identity: 'Zoe' }), nurse] });
    expect(marks(people.visible)).toEqual([
      ['nurse-ek', undefined],
      ['ops-1', 'you'],
      ['Zoe', undefined],
    ]);
    expect(people.hidden).toEqual([]);
    expect(countWords(people)).toBe('3');
  });

  it('puts the own observer among the hidden, at once', () => {
    const people = groupPeople({ ...source, ownIdentity: hiddenOwn.identity, inRoom: [hiddenOwn, nurse] });
    expect(marks(people.visible)).toEqual([['nurse-ek', undefined]]);
    expect(marks(people.hidden)).toEqual([[hiddenOwn.identity, 'console']]);
    expect(countWords(people)).toBe('1 and 1 hidden');
  });

  it('takes only hidden participants from the server’s list, and each once', () => {
    const people = groupPeople({
      ...source,
      ownIdentity: hiddenOwn.identity,
      inRoom: [hiddenOwn],
      listed: [watch, hiddenOwn, makeParticipant({ identity: 'left-since' })],
    });
    expect(people.hidden.map((row) => row.participant.identity)).toEqual(['room-console-observer-x', 'watch']);
    expect(people.visible).toEqual([]);
  });

  it('leaves who was hidden while connected where the room still shows them', () => {
    const people = groupPeople({ ...source, inRoom: [own, watch], listed: [watch] });
    expect(people.visible.map((row) => row.participant.identity)).toEqual(['ops-1', 'watch']);
    expect(people.hidden).toEqual([]);
  });

  it('filters both groups and counts without the filter', () => {
    const people = groupPeople({ ...source, inRoom: [own, nurse], listed: [watch], filter: 'KRANZ' });
    expect(people.visible.map((row) => row.participant.identity)).toEqual(['nurse-ek']);
    expect(people.hidden).toEqual([]);
    expect(countWords(people)).toBe('2 and 1 hidden');
  });
});

describe('matchesPerson', () => {
  it('wants all words, in identity, name, sid, kind or metadata', () => {
    const person = makeParticipant({
      identity: 'a',
      name: 'Eva',
      sid: 'PA_7',
      kind: 'sip',
      metadata: '{"role":"nurse"}',
    });
    expect(['eva nurse', 'pa_7', 'SIP', ''].map((filter) => matchesPerson(person, filter))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(matchesPerson(person, 'eva doctor')).toBe(false);
  });
});

describe('moveSelection', () => {
  it('moves and stops at the ends', () => {
    expect(moveSelection('ArrowDown', -1, 3, 10)).toBe(0);
    expect(moveSelection('ArrowDown', 2, 3, 10)).toBe(2);
    expect(moveSelection('ArrowUp', -1, 3, 10)).toBe(2);
    expect(moveSelection('ArrowUp', 0, 3, 10)).toBe(0);
    expect(moveSelection('PageDown', 0, 30, 10)).toBe(10);
    expect(moveSelection('PageUp', 5, 30, 10)).toBe(0);
    expect(moveSelection('Home', 5, 30, 10)).toBe(0);
    expect(moveSelection('End', 5, 30, 10)).toBe(29);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(moveSelection('a', 0, 3, 10)).toBeUndefined();
    expect(moveSelection('End', -1, 0, 10)).toBeUndefined();
  });
});
