import { mount } from 'svelte';
import { AppState } from './app/app-state.svelte.ts';
import App from './app/App.svelte';
import { on, onPort, request } from './bridge.ts';
import { SessionsState } from './session/client.ts';
import { notify } from './ui/toasts.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/frame.css';

/** The window's page: makes the state and shows it. */
const app = new AppState({
  bridge: { request, on, onPort },
  sessions: new SessionsState(),
  notify,
  visibility: {
    isHidden: () => document.hidden,
    onChange: (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  },
  localStorage: window.localStorage,
  sessionStorage: window.sessionStorage,
  root: document.documentElement,
});

const stop = app.start();
// So that a reload leaves no port and no timer behind.
window.addEventListener('pagehide', stop, { once: true });

mount(App, { target: document.body, props: { app } });
