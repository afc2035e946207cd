// One JSON object a line, both ways: the program says what it did, the test answers with what the browser met.
import { webcrypto } from 'node:crypto';
import { createInterface } from 'node:readline';

// Node 18 hides it behind a flag; the libraries expect it.
globalThis.crypto ??= webcrypto;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export function say(step, facts = {}) {
  process.stdout.write(JSON.stringify({ step, ...facts }) + '\n');
}

/** The address that the browser was sent back to: a line {"callback": "http://..."}. */
export async function hearCallback() {
  const { value, done } = await lines.next();
  if (done) throw new Error('The conversation ended before the callback.');
  return new URL(JSON.parse(value).callback);
}

export function settings() {
  const { ISSUER, CLIENT_ID, CLIENT_SECRET, CLIENT_AUTH, REDIRECT_URI, SCOPE, MACHINE_CLIENT_ID, MACHINE_CLIENT_SECRET, MACHINE_SCOPE } = process.env;
  for (const [name, value] of Object.entries({ ISSUER, CLIENT_ID, REDIRECT_URI })) {
    if (!value) throw new Error(`The environment lacks ${name}.`);
  }
  return {
    issuer: new URL(ISSUER),
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    post: CLIENT_AUTH === 'client_secret_post',
    redirectUri: REDIRECT_URI,
    scope: SCOPE ?? 'openid profile email offline_access',
    machine: MACHINE_CLIENT_ID && { id: MACHINE_CLIENT_ID, secret: MACHINE_CLIENT_SECRET, scope: MACHINE_SCOPE },
  };
}

/** Runs the program; what stops it becomes its last line. */
export async function converse(program) {
  try {
    await program(settings());
    say('done');
    process.exit(0);
  } catch (error) {
    say('error', { name: error.name, message: error.message, code: error.code, error: error.error, description: error.error_description, cause: String(error.cause ?? '') });
    process.exit(1);
  }
}
