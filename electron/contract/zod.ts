import { z } from 'zod';

/**
 * All schemas take `z` from here. zod compiles object schemas with `new Function` where it may; the pages forbid that
 * (Content-Security-Policy, Trusted Types), and merely trying is reported as a violation.
 */
z.config({ jitless: true });

export { z };
