import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';
import type { BudgetMember } from '../../../../../../renderer/traffic/worker/store/byte-budget.ts';

/** Gives up 10 bytes at a time; its oldest row is one ms younger each time. */
class FakeLog implements BudgetMember {
  usedBytes = 0;
  readonly isKept: boolean;
  readonly #budget: ByteBudget;
  #oldest: number;
  #segments = 0;

  constructor(budget: ByteBudget, oldest: number, isKept = false) {
    this.isKept = isKept;
    this.#budget = budget;
    this.#oldest = oldest;
    budget.join(this);
  }

  get allocatedBytes(): number {
    return this.usedBytes;
  }

  add(): void {
    this.#budget.reserve(10);
    this.#segments += 1;
    this.usedBytes = this.#segments * 10;
  }

  oldestTime(): number | undefined {
    return this.#segments > 1 ? this.#oldest : undefined;
  }

  evictOldest(): void {
    this.#segments -= 1;
    this.#oldest += 1;
    this.usedBytes = this.#segments * 10;
    this.#budget.release(10);
  }
}

describe('ByteBudget', () => {
  it('takes the oldest rows of all members first', () => {
    const budget = new ByteBudget(60);
    const old = new FakeLog(budget, 1);
    const young = new FakeLog(budget, 2.5);
    for (let index = 0; index < 4; index += 1) old.add();
    for (let index = 0; index < 3; index += 1) young.add();
    expect([old.usedBytes, young.usedBytes]).toEqual([30, 30]);
    young.add();
    expect([old.usedBytes, young.usedBytes]).toEqual([20, 40]);
    young.add();
    expect([old.usedBytes, young.usedBytes]).toEqual([20, 40]);
    expect(budget.allocatedBytes).toBe(60);
    expect(budget.usedBytes).toBe(60);
  });

  it('is exceeded where nobody has anything to give up', () => {
    const budget = new ByteBudget(15);
    const logs = [1, 2, 3].map((time) => new FakeLog(budget, time));
    for (const log of logs) log.add();
    expect(budget.allocatedBytes).toBe(30);
  });

  it('takes rows at once where it becomes less, the oldest of all members first', () => {
    const budget = new ByteBudget(80);
    const old = new FakeLog(budget, 1);
    const young = new FakeLog(budget, 3.5);
    for (let index = 0; index < 4; index += 1) for (const log of [old, young]) log.add();
    budget.setTotal(50);
    expect([old.usedBytes, young.usedBytes]).toEqual([10, 40]);
    expect(budget.totalBytes).toBe(50);
    budget.setTotal(80);
    expect(budget.allocatedBytes).toBe(50);
  });

  it('leaves half of the budget to captures, however old their rows are', () => {
    const budget = new ByteBudget(80);
    const capture = new FakeLog(budget, 1, true);
    const live = new FakeLog(budget, 1_000);
    for (let index = 0; index < 8; index += 1) capture.add();
    expect(capture.usedBytes).toBe(80);
    for (let index = 0; index < 20; index += 1) live.add();
    expect([capture.usedBytes, live.usedBytes]).toEqual([40, 40]);
    // It grows at its own cost once it has more than its share.
    for (let index = 0; index < 20; index += 1) capture.add();
    expect(budget.allocatedBytes).toBe(80);
    expect(live.usedBytes).toBeGreaterThanOrEqual(30);
  });

  it('takes no room of a room for a capture that has its share, whatever times its rows have', () => {
    const budget = new ByteBudget(80);
    const live = new FakeLog(budget, 1_000);
    const capture = new FakeLog(budget, 1e12, true);
    for (let index = 0; index < 8; index += 1) live.add();
    for (let index = 0; index < 50; index += 1) capture.add();
    // A segment more: that is how it is counted.
    expect([capture.usedBytes, live.usedBytes]).toEqual([50, 30]);
  });

  it('forgets who left', () => {
    const budget = new ByteBudget(15);
    const leave = budget.join({ usedBytes: 7, allocatedBytes: 7, isKept: false, oldestTime: () => undefined, evictOldest: () => undefined });
    expect(budget.usedBytes).toBe(7);
    leave();
    expect(budget.usedBytes).toBe(0);
  });
});
