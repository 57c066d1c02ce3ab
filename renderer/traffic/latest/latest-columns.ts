import type { LatestColumn } from '../protocol/index.ts';
import type { ColumnLook } from '../statistics/statistics-columns.ts';

/** The columns of the newest values. */
export const latestLooks: readonly (ColumnLook & { readonly column: LatestColumn | undefined })[] = [
  { column: 'sender', name: 'Sender', meaning: 'By identity and sid, as the packets prove it', isNumber: false },
  { column: 'topic', name: 'Topic', meaning: 'Topic of the packets', isNumber: false },
  { column: 'age', name: 'Age', meaning: 'Since the newest packet', isNumber: true },
  { column: 'rateNow', name: 'Now /s', meaning: 'Packets a second, over the last five full seconds', isNumber: true },
  { column: 'count', name: 'Packets', meaning: 'Since the session began, or the log was cleared', isNumber: true },
  {
    column: undefined,
    name: 'Value',
    meaning: 'Payload of the newest packet; what differs from the one before is marked',
    isNumber: false,
  },
];

/** The stop of the value; each number in it is a stop after that. */
export const valueStop = latestLooks.length - 1;
