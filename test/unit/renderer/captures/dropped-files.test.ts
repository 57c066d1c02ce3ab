import { expect, it } from 'vitest';
import { carriesFiles, droppedFiles } from '../../../../renderer/captures/dropped-files.ts';

it('opens what is on a disk, and says what is not', () => {
  const files = [new File([], 'a.mcap'), new File([], 'from-a-web-page.mcap')];
  const { paths, problems } = droppedFiles(files, ({ name }) => (name === 'a.mcap' ? '/x/a.mcap' : ''));
  expect(paths).toEqual(['/x/a.mcap']);
  expect(problems).toMatchObject([{ name: 'from-a-web-page.mcap', message: expect.stringContaining('Save it first') }]);
});

it('knows files from text that is dragged', () => {
  const dragged = (types: readonly string[]) => ({ dataTransfer: { types } }) as unknown as DragEvent;
  expect([carriesFiles(dragged(['Files'])), carriesFiles(dragged(['text/plain'])), carriesFiles({ dataTransfer: null })]).toEqual([true, false, false]);
});
