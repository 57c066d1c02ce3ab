import { describe, expect, it } from 'vitest';
import { caseCode, caseName, codeByField, packetCases } from '../../../../../../renderer/traffic/worker/packet/packet-cases.ts';

describe('packet cases', () => {
  it('have a code each, and back', () => {
    expect(packetCases.map((name) => caseName(caseCode(name)))).toEqual([...packetCases]);
    expect(caseName(200)).toBe('malformed');
  });

  it('are found by their field number', () => {
    expect(caseName(codeByField[2] ?? 0)).toBe('user');
    expect(caseName(codeByField[18] ?? 0)).toBe('encryptedPacket');
    expect([codeByField[4], codeByField[17], codeByField[31]]).toEqual([0, 0, 0]);
  });
});
