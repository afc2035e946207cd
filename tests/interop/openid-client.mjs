import { converse, hearCallback, say } from './conversation.mjs';
import { readAccessToken } from './access-token.mjs';
import * as client from 'openid-client';

await converse(async ({ issuer, clientId, clientSecret, post, redirectUri, scope, machine }) => {
  const insecure = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : undefined;
  const withSecret = post ? client.ClientSecretPost : client.ClientSecretBasic;
  const config = await client.discovery(issuer, clientId, clientSecret, clientSecret ? withSecret(clientSecret) : client.None(), insecure);
  const server = config.serverMetadata();

  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  say('authorize', { url: url.href });

  const tokens = await client.authorizationCodeGrant(config, await hearCallback(), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const { sub } = tokens.claims();
  say('tokens', {
    idToken: tokens.claims(),
    scope: tokens.scope,
    expiresIn: tokens.expires_in,
    accessToken: await readAccessToken(tokens.access_token, server.issuer, server.jwks_uri),
  });
  say('userinfo', { claims: await client.fetchUserInfo(config, tokens.access_token, sub) });

  let { access_token: accessToken, refresh_token: refreshToken } = tokens;
  if (refreshToken) {
    const refreshed = await client.refreshTokenGrant(config, refreshToken);
    say('refresh', { rotated: refreshed.refresh_token !== refreshToken, idToken: refreshed.claims(), scope: refreshed.scope });
    ({ access_token: accessToken, refresh_token: refreshToken } = refreshed);
  }

  if (clientSecret) say('introspection', { answer: await client.tokenIntrospection(config, accessToken) });
  await client.tokenRevocation(config, refreshToken ?? accessToken);
  if (clientSecret) say('revocation', { answer: await client.tokenIntrospection(config, refreshToken ?? accessToken) });
  if (server.end_session_endpoint) say('logout', { url: client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token }).href });

  if (machine) {
    const own = await client.discovery(issuer, machine.id, machine.secret, client.ClientSecretBasic(machine.secret), insecure);
    const granted = await client.clientCredentialsGrant(own, machine.scope ? { scope: machine.scope } : undefined);
    say('clientCredentials', {
      scope: granted.scope,
      expiresIn: granted.expires_in,
      accessToken: await readAccessToken(granted.access_token, server.issuer, server.jwks_uri),
    });
  }
});
