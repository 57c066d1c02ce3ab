import type { MessagePortMain } from 'electron';
import type { PageName } from './contract/pages.ts';

/** The part of Electron's WebContents that is needed to speak to a page. */
export interface PageContents {
  readonly id: number;
  once(event: 'destroyed', listener: () => void): unknown;
  isDestroyed(): boolean;
  send(channel: string, ...words: unknown[]): void;
  postMessage(channel: string, message: unknown, ports: MessagePortMain[]): void;
}

/**
 * Which page is which. A page's role is what it was created for, known by the id of its web contents; what a page
 * says about itself is never asked.
 */
export class PageDirectory {
  readonly #pages = new Map<number, { readonly page: PageName; readonly contents: PageContents }>();

  /** Until the contents are destroyed. One page of each role at a time: the newest is the one that is spoken to. */
  register(page: PageName, contents: PageContents): void {
    const id = contents.id;
    this.#pages.set(id, { page, contents });
    contents.once('destroyed', () => this.#pages.delete(id));
  }

  pageOf(webContentsId: number | undefined): PageName | undefined {
    return webContentsId === undefined ? undefined : this.#pages.get(webContentsId)?.page;
  }

  contentsOf(page: PageName): PageContents | undefined {
    const found = [...this.#pages.values()].reverse().find((entry) => entry.page === page);
    return found === undefined || found.contents.isDestroyed() ? undefined : found.contents;
  }
}
