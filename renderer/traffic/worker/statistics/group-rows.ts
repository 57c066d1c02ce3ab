import { contextFlags, flagNames, timelineFlags } from '../../protocol/index.ts';
import type { Channel, Direction, Sender } from '../../protocol/index.ts';
import type { StatisticsColumn, StatisticsRow, StatisticsTotals } from '../../protocol/index.ts';
import { caseName } from '../packet/packet-cases.ts';
import { senderOf } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { channelCodes, RowCells, rowBits } from '../store/columns.ts';
import { notInterned } from '../store/string-table.ts';
import { traitsOf } from './group-table.ts';

const duplicateBit = flagNames.indexOf('duplicate');
const noBytes = new Uint8Array(0);

/** What names a group, as a view is told. */
export interface GroupName {
  readonly sender: Sender;
  readonly topic: string;
  readonly channel: Channel;
  readonly case: string;
  readonly direction: Direction;
}

export function groupName(group: number, session: SessionLog): GroupName {
  const { columns } = session.statistics.groups;
  const { strings } = session.log;
  const { channel, caseCode, isSent } = traitsOf(columns.traits[group] ?? 0);
  const cells = groupCells(group, session);
  const topic = columns.topic[group] ?? 0;
  return {
    // Groups have no loose strings, so that the packet's bytes are not looked at.
    sender: senderOf(cells, { bytes: noBytes, strings, context: session.context }),
    topic: topic === notInterned ? '' : strings.text(topic),
    channel: channelCodes[channel] ?? 'foreign',
    case: caseName(caseCode),
    direction: isSent ? 'out' : 'in',
  };
}

/** A row as all of a group are, in what names its sender. */
function groupCells(group: number, session: SessionLog): RowCells {
  const { columns } = session.statistics.groups;
  const { channel, caseCode, isSent } = traitsOf(columns.traits[group] ?? 0);
  const cells = new RowCells();
  cells.identity = columns.identity[group] ?? 0;
  cells.sid = columns.sid[group] ?? 0;
  cells.time = columns.firstTime[group] ?? 0;
  cells.caseCode = caseCode;
  cells.channel = channel;
  cells.flags = isSent ? rowBits.sent : 0;
  return cells;
}

/** Packets of a group by flag, and those with any that a timeline shows: as a filter finds them now, evicted ones too. */
class GroupFlags {
  readonly #session: SessionLog;
  readonly #group: number;
  /** All packets of the group have these. */
  readonly #shared: number;

  constructor(group: number, session: SessionLog) {
    this.#group = group;
    this.#session = session;
    this.#shared = session.flags.maskOf(groupCells(group, session)) & contextFlags;
  }

  get flagged(): number {
    const { columns } = this.#session.statistics.groups;
    return ((this.#shared & timelineFlags) === 0 ? columns.flagged : columns.count)[this.#group] ?? 0;
  }

  count(bit: number): number {
    const { groups } = this.#session.statistics;
    return (this.#shared & (1 << bit)) === 0 ? groups.flagCount(this.#group, bit) : (groups.columns.count[this.#group] ?? 0);
  }
}

/** How the sender's name is marked. */
export function nameMarks({ sender }: GroupName, { context }: SessionLog): Pick<StatisticsRow, 'looksAlike' | 'isImitated'> {
  const look = context.lookOf(sender.identity);
  return { looksAlike: look?.isSuspect === true, isImitated: look?.isSuspect === false };
}

/** `now`: epoch ms. */
export function statisticsRow(group: number, session: SessionLog, now: number): StatisticsRow {
  const { groups } = session.statistics;
  const { columns, generation } = groups;
  const name = groupName(group, session);
  const flags = new GroupFlags(group, session);
  return {
    key: generation * 65_536 + group,
    ...name,
    ...nameMarks(name, session),
    gathersTopics: columns.topic[group] === notInterned,
    count: columns.count[group] ?? 0,
    rateNow: groups.rateNow(group, now),
    rateAverage: groups.rateAverage(group, now),
    bytes: columns.bytes[group] ?? 0,
    sizeMin: columns.sizeMin[group] ?? 0,
    sizeMedian: groups.sizeMedian(group),
    sizeMax: columns.sizeMax[group] ?? 0,
    intervalMedian: groups.intervalMedian(group),
    jitter: groups.jitter(group),
    duplicates: groups.flagCount(group, duplicateBit),
    skipped: columns.skipped[group] ?? Number.NaN,
    flagged: flags.flagged,
    flags: flagNames
      .map((flag, bit) => ({ flag, count: flags.count(bit) }))
      .filter(({ count }) => count > 0),
  };
}

/** Over all groups, and what was folded. */
export function statisticsTotals(session: SessionLog, now: number): StatisticsTotals {
  const { groups } = session.statistics;
  const { columns, size, folded } = groups;
  const totals = { count: folded, rateNow: 0, bytes: 0, duplicates: 0, skipped: 0, flagged: 0 };
  for (let group = 0; group < size; group += 1) {
    totals.count += columns.count[group] ?? 0;
    totals.rateNow += groups.rateNow(group, now);
    totals.bytes += columns.bytes[group] ?? 0;
    totals.duplicates += groups.flagCount(group, duplicateBit);
    totals.skipped += columns.skipped[group] || 0;
    totals.flagged += new GroupFlags(group, session).flagged;
  }
  return totals;
}

/** Groups in the order of a column; those that are equal in the order in which they were first seen. */
export function sortedGroups(
  session: SessionLog,
  sort: StatisticsColumn,
  descending: boolean,
  now: number,
): Uint32Array {
  const { size } = session.statistics.groups;
  const keys = sortKeys(session, sort, now);
  return sortedIndices(size, keys, descending);
}

/** Indices 0 … size - 1 in the order of their keys; NaN always last, equals in the order they have. */
export function sortedIndices(size: number, keys: readonly (number | string)[], descending: boolean): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  const sign = descending ? -1 : 1;
  return order.sort((a, b) => {
    const [left = Number.NaN, right = Number.NaN] = [keys[a], keys[b]];
    if (left < right) return -sign;
    if (left > right) return sign;
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
  });
}

/** How a sender is sorted: by its name, those without one behind the others. */
export function senderKey({ origin, identity, sid }: Sender): string {
  return `${identity === '' ? '\uffff' : identity.toLowerCase()} ${sid} ${origin}`;
}

function sortKeys(session: SessionLog, sort: StatisticsColumn, now: number): readonly (number | string)[] {
  const { groups } = session.statistics;
  const { columns, size } = groups;
  const keyOf = (group: number): number | string => {
    switch (sort) {
      case 'sender':
        return senderKey(groupName(group, session).sender);
      case 'topic':
        return groupName(group, session).topic.toLowerCase();
      case 'kind':
        return traitsOf(columns.traits[group] ?? 0).channel;
      case 'case':
        return groupName(group, session).case;
      case 'count':
        return columns.count[group] ?? 0;
      case 'rateNow':
        return groups.rateNow(group, now);
      case 'rateAverage':
        return groups.rateAverage(group, now);
      case 'bytes':
        return columns.bytes[group] ?? 0;
      case 'sizeMin':
        return columns.sizeMin[group] ?? 0;
      case 'sizeMedian':
        return groups.sizeMedian(group);
      case 'sizeMax':
        return columns.sizeMax[group] ?? 0;
      case 'intervalMedian':
        return groups.intervalMedian(group);
      case 'jitter':
        return groups.jitter(group);
      case 'duplicates':
        return groups.flagCount(group, duplicateBit);
      case 'skipped':
        return columns.skipped[group] ?? Number.NaN;
      case 'flagged':
        return new GroupFlags(group, session).flagged;
      default:
        return assertNever(sort);
    }
  };
  return Array.from({ length: size }, (_, group) => keyOf(group));
}

function assertNever(value: never): never {
  throw new Error(`unexpected column ${String(value)}`);
}
