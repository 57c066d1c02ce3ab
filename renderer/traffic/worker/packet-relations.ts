import { FlowTable } from './flows/flow-table.ts';
import type { Flow } from './flows/flow.ts';
import { caseCode } from './packet/packet-cases.ts';
import { decodePacket } from './packet/packet-preview.ts';
import type { PacketScanner } from './packet/scan-packet.ts';
import { NonceSet } from './sequences/nonce-set.ts';
import { SequenceFlags } from './sequences/sequence-flags.ts';
import type { SessionContext } from './session-context.ts';
import { rowBits } from './store/columns.ts';
import type { RowCells } from './store/columns.ts';
import { notInterned } from './store/string-table.ts';
import type { StringTable } from './store/string-table.ts';

const userCase = caseCode('user');
const streamHeader = caseCode('streamHeader');
const rpcRequest = caseCode('rpcRequest');

/** What a packet is to those before it, in one session: to be asked once for each, in the order they were logged. */
export class PacketRelations {
  /** Numbers of its sender that are missing before the packet taken last. */
  skipped = 0;
  readonly #context: SessionContext;
  readonly #strings: StringTable;
  readonly #sequences = new SequenceFlags();
  readonly #nonces = new NonceSet();
  readonly #flows = new FlowTable();

  constructor(options: { readonly context: SessionContext; readonly strings: StringTable }) {
    this.#context = options.context;
    this.#strings = options.strings;
  }

  /**
   * Sets the flags, the related row, the flow and the topic of the DataPacket bytes[start … end) that `scanner` has
   * just read, and that will be `row`.
   */
  take(cells: RowCells, scanner: PacketScanner, bytes: Uint8Array, start: number, end: number, row: number): void {
    this.skipped = 0;
    this.#flows.take(cells, scanner, bytes, row);
    if (cells.has(rowBits.sent)) return;
    this.#sequences.take(cells, row);
    this.skipped = this.#sequences.skipped;
    if (cells.caseCode === userCase) this.#compareNonce(cells, scanner, bytes, row);
    else if (this.#isUnhandled(cells, bytes, start, end)) cells.flags |= rowBits.noHandler;
  }

  /** The state of a flow by its number; undefined for one that is too old. */
  flow(number: number): Flow | undefined {
    return this.#flows.flow(number);
  }

  /** livekit-client has forgotten the sequences it saw. */
  sdkReset(): void {
    this.#sequences.sdkReset();
  }

  #compareNonce(cells: RowCells, scanner: PacketScanner, bytes: Uint8Array, row: number): void {
    if (scanner.keyEnd === scanner.keyStart) return;
    const first = this.#nonces.take(bytes, scanner.keyStart, scanner.keyEnd, cells.sid, row);
    if (first < 0) return;
    cells.flags |= rowBits.duplicate;
    if (cells.related === 0) cells.related = row - first;
  }

  /**
   * It begins a stream or an RPC that this console's SDK has no handler for (livekit-client 2.23.0:
   * IncomingDataStreamManager looks for the topic, RpcServerManager for the method).
   */
  #isUnhandled(cells: RowCells, bytes: Uint8Array, start: number, end: number): boolean {
    const { handledTopics, handledMethods } = this.#context;
    if (cells.caseCode === streamHeader) {
      return cells.topic === notInterned || !handledTopics.has(this.#strings.text(cells.topic));
    }
    if (cells.caseCode !== rpcRequest) return false;
    if (handledMethods.size === 0) return true;
    const value = decodePacket(bytes.subarray(start, end))?.value;
    return value?.case !== 'rpcRequest' || !handledMethods.has(value.value.method);
  }
}
