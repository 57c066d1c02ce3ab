import type { OpenProblem } from './capture-ask.ts';

/** What was dropped on the window, sorted: paths to open, and what cannot be. `pathOf`: see bridge.ts. */
export function droppedFiles(
  files: readonly File[],
  pathOf: (file: File) => string,
): { readonly paths: readonly string[]; readonly problems: readonly OpenProblem[] } {
  const paths: string[] = [];
  const problems: OpenProblem[] = [];
  for (const file of files) {
    const path = pathOf(file);
    if (path !== '') paths.push(path);
    else problems.push({ name: file.name, message: 'It is not a file on a disk of this machine. Save it first, then open it here.' });
  }
  return { paths, problems };
}

/** True where files are dragged: text and links are not for the window. */
export function carriesFiles(event: Pick<DragEvent, 'dataTransfer'>): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
