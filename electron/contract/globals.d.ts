/**
 * `URL` is the one platform class the contract uses. Both realms have it; loading either one's type library here would
 * let the other things in it pass too.
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  readonly pathname: string;
}
