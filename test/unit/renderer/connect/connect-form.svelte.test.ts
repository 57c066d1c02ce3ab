import { describe, expect, it } from 'vitest';
import type { ConnectionReport } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { ConnectFormState } from '../../../../renderer/connect/connect-form.svelte.ts';
import { FakeBridge, makeProfile } from '../fake-bridge.ts';

const report: ConnectionReport = {
  outcome: 'ok',
  title: 'Connected.',
  message: '',
  url: 'wss://livekit.example.com',
  latencyMs: 18,
  clockOffsetS: 0,
};

function makeForm(profile = undefined as ReturnType<typeof makeProfile> | undefined) {
  const bridge = new FakeBridge({ testConnection: () => ok(report), saveProfile: () => ok(makeProfile()) });
  return { bridge, form: new ConnectFormState({ request: bridge.request, profile }) };
}

function fill(form: ConnectFormState): void {
  form.url = 'https://livekit.example.com/';
  form.apiKey = ' APIkey ';
}

describe('ConnectFormState', () => {
  it('says under each field what is missing, and asks nobody', async () => {
    const { bridge, form } = makeForm();
    expect(await form.test('')).toBeUndefined();
    expect(Object.keys(form.problems)).toEqual(['url', 'apiKey', 'secret']);
    expect(await form.save('')).toBeUndefined();
    expect(bridge.asked).toEqual([]);
  });

  it('hands the secret over and keeps none', async () => {
    const { bridge, form } = makeForm();
    fill(form);
    expect(await form.test(' s3cret ')).toEqual(report);
    expect(bridge.inputs('testConnection')).toEqual([
      { profileId: undefined, url: 'https://livekit.example.com/', apiKey: 'APIkey', secret: 's3cret' },
    ]);
    await form.save('s3cret');
    const names = [...Reflect.ownKeys(form), ...Reflect.ownKeys(ConnectFormState.prototype)];
    const values = names.map((name): unknown => Reflect.get(form, name));
    expect(values).toContain('https://livekit.example.com/');
    expect(JSON.stringify(values)).not.toContain('s3cret');
  });

  it('names a nameless profile after its host', async () => {
    const { bridge, form } = makeForm();
    fill(form);
    await form.save('s');
    expect(bridge.inputs('saveProfile')).toMatchObject([
      { id: undefined, name: 'livekit.example.com', colour: 'none' },
    ]);
  });

  it('keeps what was typed after a failed test, and puts the sentence where it belongs', async () => {
    const { bridge, form } = makeForm();
    fill(form);
    bridge.handlers.testConnection = () =>
      ok({ ...report, outcome: 'wrong-secret', title: 'Refused.', message: 'Copy it again.' });
    await form.test('s');
    expect(form.problems).toEqual({ secret: { title: 'Refused.', text: 'Copy it again.' } });
    expect(form).toMatchObject({ url: 'https://livekit.example.com/', apiKey: ' APIkey ' });
    form.edited('secret');
    expect(form.problems.secret).toBeUndefined();
    expect(form.report).toBeUndefined();
  });

  it('does not show the answer to a test of values that were changed meanwhile', async () => {
    const { bridge, form } = makeForm();
    fill(form);
    bridge.handlers.testConnection = () => {
      form.edited('url');
      return ok(report);
    };
    expect(await form.test('s')).toBeUndefined();
    expect(form.report).toBeUndefined();
    expect(form.busy).toBeUndefined();
  });

  it('needs no secret where the main process has one, and sends none', async () => {
    const { bridge, form } = makeForm(makeProfile());
    expect(form.hasSecret).toBe(true);
    await form.save('');
    expect(bridge.inputs('saveProfile')).toEqual([
      {
        id: 'p1',
        name: 'Clinic EU',
        url: 'wss://livekit.eu.clinic.example',
        apiKey: 'APIq7RkM2xVb4nT',
        colour: 'red',
        label: 'production',
        readOnly: false,
        withoutKeyring: 'memory',
      },
    ]);
  });

  it('says that a secret is missing, and saves all else without it', async () => {
    const { bridge, form } = makeForm(makeProfile({ secretPlace: 'missing' }));
    expect(form.hasSecret).toBe(false);
    expect(form.why).toContain('type the secret again');
    expect(await form.test('')).toBeUndefined();
    expect(form.problems.secret?.title).toBe('The secret is missing.');
    await form.save('');
    expect(bridge.inputs('saveProfile')).toMatchObject([{ id: 'p1' }]);
  });

  it('says a refusal as it came', async () => {
    const { bridge, form } = makeForm(makeProfile());
    bridge.handlers.saveProfile = () => refused('disk', 'The disk is full.');
    expect(await form.save('')).toBeUndefined();
    expect(form.problems.general).toEqual({ title: 'Not saved.', text: 'The disk is full.' });
  });
});
