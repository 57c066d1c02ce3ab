import { FlowTable } from './flows/flow-table.ts';
import type { Flow } from './flows/flow.ts';
import { RpcHeaderReader, RpcTopics } from './flows/rpc-stream.ts';
import { caseCode } from './packet/packet-cases.ts';
import { decodePacket } from './packet/packet-preview.ts';
import { PacketScanner } from './packet/scan-packet.ts';
import { NonceSet } from './sequences/nonce-set.ts';
import { SequenceFlags } from './sequences/sequence-flags.ts';
import type { SessionContext } from './session-context.ts';
import { rowBits } from './store/columns.ts';
import type { RowCells } from './store/columns.ts';
import { emptyString, notInterned } from './store/string-table.ts';
import type { StringTable } from './store/string-table.ts';

const decoder = new TextDecoder();
const userCase = caseCode('user');
const streamHeader = caseCode('streamHeader');
const rpcRequest = caseCode('rpcRequest');

/** What a packet is to those before it, in one session: to be asked once for each, in the order they were logged. */
export class PacketRelations {
  /** Numbers of its sender that are missing before the packet taken last. */
  skipped = 0;
  readonly rpcTopics: RpcTopics;
  readonly #context: SessionContext;
  readonly #strings: StringTable;
  readonly #sequences = new SequenceFlags();
  readonly #nonces = new NonceSet();
  readonly #flows: FlowTable;
  readonly #rpcHeader = new RpcHeaderReader();
  readonly #library = new PacketScanner({ asLibrary: true });

  constructor(options: { readonly context: SessionContext; readonly strings: StringTable }) {
    this.#context = options.context;
    this.#strings = options.strings;
    this.rpcTopics = new RpcTopics(options.strings);
    this.#flows = new FlowTable(this.rpcTopics);
  }

  /**
   * Sets the flags, the related row, the flow and the topic of the DataPacket bytes[start … end) that `scanner` has
   * just read, and that will be `row`.
   */
  take(cells: RowCells, scanner: PacketScanner, bytes: Uint8Array, start: number, end: number, row: number): void {
    this.skipped = 0;
    const isRpc = isRpcStream(cells, this.rpcTopics) && this.#rpcHeader.read(bytes, start, end);
    this.#flows.take(cells, scanner, bytes, row, isRpc ? this.#rpcHeader : undefined);
    if (cells.has(rowBits.sent)) return;
    const isAmbiguous = cells.has(rowBits.ambiguous);
    if (isAmbiguous) this.#takeAmbiguous(cells, bytes, start, end, row);
    else this.#sequences.take(cells, row);
    this.skipped = this.#sequences.skipped;
    if (cells.caseCode === userCase) this.#compareNonce(cells, scanner, bytes, row);
    // What the SDK drops it does not look at, and what it reads in its own way it takes in its own way.
    else if (!isAmbiguous && !cells.has(rowBits.sdkDrops) && this.#isUnhandled(cells, bytes, start, end, isRpc)) {
      cells.flags |= rowBits.noHandler;
    }
  }

  /** The state of a flow by its number; undefined for one that is too old. */
  flow(number: number): Flow | undefined {
    return this.#flows.flow(number);
  }

  /** The request's id of an RPC by its number, as bytes; undefined for one that is too old. */
  rpcId(number: number): Uint8Array | undefined {
    return this.#flows.id(number);
  }

  /** livekit-client has forgotten the sequences it saw. */
  sdkReset(): void {
    this.#sequences.sdkReset();
  }

  /** livekit-client remembers what it reads itself, be it another sid or number; nothing of what it cannot decode. */
  #takeAmbiguous(cells: RowCells, bytes: Uint8Array, start: number, end: number, row: number): void {
    const library = this.#library;
    const isRead = library.scan(bytes, start, end);
    const sid = isRead ? this.#strings.internNear(cells.sid, bytes, library.sidStart, library.sidEnd) : emptyString;
    this.#sequences.take(cells, row, sid, library.sequence);
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
   * IncomingDataStreamManager looks for the topic, RpcServerManager for the method). `isRpc`: #rpcHeader has read it.
   */
  #isUnhandled(cells: RowCells, bytes: Uint8Array, start: number, end: number, isRpc: boolean): boolean {
    const { handledTopics, handledMethods } = this.#context;
    if (cells.caseCode === streamHeader) {
      if (!isRpc) return !this.#isHandledTopic(cells, handledTopics);
      if (cells.topic === this.rpcTopics.response) return false;
      const { methodStart, methodEnd } = this.#rpcHeader;
      return handledMethods.size === 0 || !handledMethods.has(decoder.decode(bytes.subarray(methodStart, methodEnd)));
    }
    if (cells.caseCode !== rpcRequest) return false;
    if (handledMethods.size === 0) return true;
    const value = decodePacket(bytes.subarray(start, end))?.value;
    return value?.case !== 'rpcRequest' || !handledMethods.has(value.value.method);
  }

  /** What is on a topic of RPC and is none (a byte stream, or one without a request's id) is for nobody. */
  #isHandledTopic({ topic }: RowCells, handled: ReadonlySet<string>): boolean {
    return topic !== notInterned && !this.rpcTopics.has(topic) && handled.has(this.#strings.text(topic));
  }
}

function isRpcStream({ caseCode: code, topic }: RowCells, topics: RpcTopics): boolean {
  return code === streamHeader && topics.has(topic);
}
