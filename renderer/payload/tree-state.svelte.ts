import type { TreeDocument } from './codecs/index.ts';
import { firstOpen, type OpenNodes, pageSize, type TreeRow, treeRows } from './tree-rows.ts';

/** About two screens of a tree. */
const linesAtFirst = 60;

/** Which nodes of a tree are open, and which line is the active one. */
export class TreeState {
  readonly document: TreeDocument;
  /** The line at the upper edge, with the fraction of it that is cut off. */
  top = $state(0);
  #open: OpenNodes;
  #rows: readonly TreeRow[];
  #version = $state(0);
  #active = $state(0);

  constructor(document: TreeDocument) {
    this.document = document;
    this.#open = firstOpen(document, linesAtFirst);
    this.#rows = treeRows(document, this.#open);
  }

  get rows(): readonly TreeRow[] {
    void this.#version;
    return this.#rows;
  }

  /** Index of the active line. */
  get active(): number {
    return this.#active;
  }

  get activeRow(): TreeRow | undefined {
    return this.rows[this.#active];
  }

  activate(index: number): void {
    this.#active = Math.max(0, Math.min(this.#rows.length - 1, index));
  }

  /** Opens or closes a line; of one that stands for more values, shows them. */
  toggle(index: number): void {
    const row = this.#rows[index];
    if (row === undefined || (!row.isOpenable && row.more === 0)) return;
    const open = new Map(this.#open);
    if (row.more > 0) open.set(row.node.id, row.node.count - row.more + pageSize);
    else if (!open.delete(row.node.id)) open.set(row.node.id, pageSize);
    this.#open = open;
    this.#rows = treeRows(this.document, open);
    this.#version += 1;
  }

  /** What a tree does at a key (WAI-ARIA's tree pattern); false for keys that are not its own. */
  key(key: string, page: number): boolean {
    const row = this.activeRow;
    switch (key) {
      case 'ArrowUp':
        this.activate(this.#active - 1);
        return true;
      case 'ArrowDown':
        this.activate(this.#active + 1);
        return true;
      case 'PageUp':
        this.activate(this.#active - page);
        return true;
      case 'PageDown':
        this.activate(this.#active + page);
        return true;
      case 'Home':
        this.activate(0);
        return true;
      case 'End':
        this.activate(this.#rows.length - 1);
        return true;
      case 'Enter':
      case ' ':
        this.toggle(this.#active);
        return true;
      case 'ArrowRight':
        if (row?.isOpen === true) this.activate(this.#active + 1);
        else this.toggle(this.#active);
        return true;
      case 'ArrowLeft':
        if (row?.isOpen === true) this.toggle(this.#active);
        else this.activate(this.#parentIndex());
        return true;
      default:
        return false;
    }
  }

  #parentIndex(): number {
    const depth = this.activeRow?.depth ?? 0;
    for (let index = this.#active - 1; index >= 0; index -= 1) {
      if ((this.#rows[index]?.depth ?? 0) < depth) return index;
    }
    return 0;
  }
}
