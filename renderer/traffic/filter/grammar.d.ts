/** Lezer grammars are built by `@lezer/generator/rollup`, in the pages' build and in the tests'. */
declare module '*.grammar' {
  import type { LRParser } from '@lezer/lr';

  export const parser: LRParser;
}
