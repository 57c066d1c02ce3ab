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

/** Shows a notice in the `Toaster`. */
export function notify(notice: Notice): void {
  toast.custom(ToastView, { componentProps: { notice }, duration: shownMs[notice.severity] });
}
