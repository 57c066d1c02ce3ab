/**
 * What Chromium says on a machine without a desktop and that nobody can act on: no session bus, no GPU, no video
 * acceleration. Everything else passes.
 */
const NOISE: readonly RegExp[] = [
  /\bdbus\b.*(connect|bus\.cc|object_proxy)/i,
  /:bus\.cc\(\d+\)/,
  /:object_proxy\.cc\(\d+\)/,
  /\b(vaapi|va_|libva|vulkan|gl_display|gl_surface|gl_context|egl|angle_platform|ozone|viz_main|gpu_init|gpu_process)/i,
  /gpu_memory_buffer_support|command_buffer_proxy|GPU stall|swiftshader/i,
  /:(network_service_instance_impl|sandbox_linux|zygote_host_impl_linux|zygote_communication_linux|udev_linux|bluez_dbus)\S*\.cc\(\d+\)/i,
  // A page that closes its peer connection; Electron's own, when a hidden page is made.
  /User-Initiated Abort|rejected by interface blink\.mojom\.WidgetHost/,
  /^DevTools listening on /,
  /Gtk-(WARNING|Message)|GLib-GIO|dconf-WARNING|libpxbackend/,
];

/** Only what looks like Chromium's own log is ever left out: `[pid:time:LEVEL:file.cc(line)] …`, GTK, DevTools. */
const CHROMIUM_LINE = /^\[\d+:\d{4}\/\d+\.\d+:[A-Z]+:|^\(.*\):? ?(Gtk|GLib|dconf)|^DevTools listening|^libpx|^\s*$/;

/** Whether a line of Electron's stderr is worth a person's attention. */
export function isWorthShowing(line: string): boolean {
  if (/^\s*$/.test(line)) return false;
  return !(CHROMIUM_LINE.test(line) && NOISE.some((pattern) => pattern.test(line)));
}
