import { test } from '@playwright/test';

/** `test.step` where a test is running; outside of one (pictures of the views) just the body. */
export function step<T>(title: string, body: () => Promise<T>): Promise<T> {
  return isInTest() ? test.step(title, body) : body();
}

function isInTest(): boolean {
  try {
    test.info();
    return true;
  } catch {
    return false;
  }
}
