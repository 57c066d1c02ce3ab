import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Offers the developer tools; not in what ships. */
  readonly developer: boolean;
}

/**
 * Little more than the shortcuts that people know from everywhere. Closing the window is on Shift: Ctrl+W closes a tab,
 * and the page sees to that.
 */
export function installMenu({ platform, developer }: MenuOptions): void {
  const items: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'reload' },
        ...(developer ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        { role: 'zoom' },
        { role: 'close', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(platform === 'darwin' ? [] : [{ role: 'quit' } as const]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(items));
}
