import { toast } from 'svelte-sonner';
import type { Notice, Severity } from './notice-of.ts';
import ToastView from './ToastView.svelte';

export type { Notice, Notify, Severity } from './notice-of.ts';

/** Good news goes by itself; what needs a decision stays until it is dismissed. */
const shownMs: Readonly<Record<Severity, number>> = {
  ok: 5_000,
  info: 8_000,
  warn: 20_000,
  bad: Number.POSITIVE_INFINITY,
};

/** Long enough to reach for what can be done. */
const shownWithActionsMs = 15_000;

/** Shows a notice in the `Toaster`. */
export function notify(notice: Notice): void {
  const hasActions = notice.actions !== undefined && notice.actions.length > 0;
  const shown = notice.passes === true ? shownMs.warn : shownMs[notice.severity];
  const duration = Math.max(shown, hasActions ? shownWithActionsMs : 0);
  toast.custom(ToastView, { componentProps: { notice }, duration });
}
