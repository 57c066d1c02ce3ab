import { describe, expect, it } from 'vitest';
import { isWorthShowing } from '../../../../electron/launch/stderr-filter.ts';

describe('isWorthShowing', () => {
  it.each([
    '[218:1124/071427.138103:ERROR:bus.cc(399)] Failed to connect to the bus: Could not parse server address',
    '[218:1124/071427.138103:ERROR:object_proxy.cc(590)] Failed to call method: org.freedesktop.DBus.Properties.Get',
    '[218:1124/071427.138103:ERROR:viz_main_impl.cc(186)] Exiting GPU process due to errors during initialization',
    '[218:1124/071427.138103:ERROR:gpu_memory_buffer_support_x11.cc(49)] dri3 extension not supported.',
    '[218:1124/071427.138103:ERROR:vaapi_wrapper.cc(1]) vaInitialize failed',
    '[218:1124/071432.932156:ERROR:zygote_communication_linux.cc(291)] Failed to send GetTerminationStatus message',
    '[132:1124/073520.950608:ERROR:rtc_data_channel.cc(606)] DataChannel error: "User-Initiated Abort, reason=", code: 12',
    '[130:1124/073508.269269:ERROR:interface_endpoint_client.cc(697)] Message 6 rejected by interface blink.mojom.WidgetHost',
    'DevTools listening on ws://127.0.0.1:1234/devtools/browser/1',
    '',
  ])('leaves out %j', (line) => {
    expect(isWorthShowing(line)).toBe(false);
  });

  it.each([
    'The local server ended: gl_display was not the reason',
    'observing demo · 4 participants',
    'TypeError: dbus is not connected',
    '[218:1124/071427.138103:ERROR:ssl_client_socket_impl.cc(982)] handshake failed; returned -1, SSL error code 1',
    '[218:1124/071427.138103:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not configured',
  ])('shows %j', (line) => {
    expect(isWorthShowing(line)).toBe(true);
  });
});
