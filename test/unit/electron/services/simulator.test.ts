import { expect, test } from 'vitest';
import type { SimulationGrant } from '../../../../electron/contract/domain.ts';
import { Simulator } from '../../../../electron/services/simulator.ts';

const grant: SimulationGrant = { url: 'ws://127.0.0.1:20000', room: 'demo', participants: [] };

function makeSimulator() {
  const page = {
    isReady: false,
    calls: [] as string[],
    open() {
      this.calls.push('open');
    },
    close() {
      this.calls.push('close');
    },
  };
  const sent: SimulationGrant[] = [];
  return { page, sent, simulator: new Simulator({ page, send: (given) => sent.push(given) }) };
}

test('opens the page, and gives it its parts once it runs, and again after a crash', () => {
  const { page, sent, simulator } = makeSimulator();
  simulator.play(grant);
  expect(page.calls).toEqual(['open']);
  expect(sent).toEqual([]);
  simulator.handlePageReady();
  simulator.handlePageReady();
  expect(sent).toEqual([grant, grant]);
  expect(simulator.servers()).toEqual(['ws://127.0.0.1:20000']);
});

test('a page that runs already is given the new parts', () => {
  const { page, sent, simulator } = makeSimulator();
  page.isReady = true;
  simulator.play(grant);
  expect(sent).toEqual([grant]);
});

test('stopping closes the page and forgets the tokens', () => {
  const { page, sent, simulator } = makeSimulator();
  simulator.play(grant);
  simulator.stop();
  simulator.handlePageReady();
  expect(page.calls).toEqual(['open', 'close']);
  expect(sent).toEqual([]);
  expect(simulator.servers()).toEqual([]);
});
