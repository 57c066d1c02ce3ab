import { _electron, test, expect } from '@playwright/test';
test('x', async () => { expect(1).toBe(1); console.log(process.env.ELECTRON_OVERRIDE_DIST_PATH, process.env.DISPLAY); });
