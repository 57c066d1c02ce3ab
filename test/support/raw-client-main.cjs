// The main process of a bare Electron whose one page holds raw clients (raw-client.ts). It has no bridge and no console.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { backgroundThrottling: false } });
  void window.loadURL('about:blank');
});
