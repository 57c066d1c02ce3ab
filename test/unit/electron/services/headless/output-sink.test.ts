import { expect, test } from 'vitest';
import { OutputSink } from '../../../../../electron/services/headless/output-sink.ts';
import type { OutputEnd } from '../../../../../electron/services/headless/output-sink.ts';

function makeSink(answers: (number | string)[]) {
  const written: string[] = [];
  const ends: OutputEnd[] = [];
  const sink = new OutputSink({
    write: async (bytes, offset) => {
      const answer = answers.shift() ?? bytes.length - offset;
      if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer });
      written.push(new TextDecoder().decode(bytes.subarray(offset, offset + answer)));
      return answer;
    },
    schedule: (run) => {
      queueMicrotask(run);
      return () => undefined;
    },
    onEnd: (end) => ends.push(end),
  });
  const write = (text: string) => sink.write(new TextEncoder().encode(text));
  return { sink, write, written, ends };
}

test('writes all, in order, whatever is taken at a time', async () => {
  const { write, written } = makeSink([2, 'EAGAIN', 1]);
  expect(await Promise.all([write('abcdef'), write('gh')])).toEqual([true, true]);
  expect(written).toEqual(['ab', 'c', 'def', 'gh']);
});

test('a reader that is gone ends it, once and quietly', async () => {
  const { sink, write, written, ends } = makeSink([1, 'EPIPE']);
  expect(await Promise.all([write('ab'), write('c')])).toEqual([false, false]);
  expect(written).toEqual(['a']);
  expect(ends).toEqual([{ kind: 'closed' }]);
  expect(sink.end).toEqual({ kind: 'closed' });
});

test('a disk that is full is a failure', async () => {
  const { write, ends } = makeSink(['ENOSPC']);
  expect(await write('a')).toBe(false);
  expect(ends).toEqual([{ kind: 'failed', message: 'Standard output could not be written: the disk is full.' }]);
});
