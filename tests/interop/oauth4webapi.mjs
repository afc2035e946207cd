import { converse, hearCallback, say } from './conversation.mjs';
import { readAccessToken } from './access-token.mjs';
import * as oauth from 'oauth4webapi';

await converse(async ({ issuer, clientId, clientSecret, post, redirectUri, scope, machine }) => {
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const client = { client_id: clientId };
  const withSecret = post ? oauth.ClientSecretPost : oauth.ClientSecretBasic;
  const authentication = clientSecret ? withSecret(clientSecret) : oauth.None();

  // RFC 8414: the same server under its other well-known address.
  const metadata = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' }));
  say('metadata', { same: JSON.stringify(metadata) === JSON.stringify(server) });

  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  say('authorize', { url: url.href });

  const answer = oauth.validateAuthResponse(server, client, await hearCallback(), state);
  const codeResponse = await oauth.authorizationCodeGrantRequest(server, client, authentication, answer, redirectUri, verifier, insecure);

  const tokens = await oauth.processAuthorizationCodeResponse(server, client, codeResponse, { expectedNonce: nonce, requireIdToken: true });

  // On top of the claims: the ID token's signature, against the published keys.
  await oauth.validateApplicationLevelSignature(server, codeResponse, insecure);
  const idToken = oauth.getValidatedIdTokenClaims(tokens);
  say('tokens', {
    idToken,
    scope: tokens.scope,
    expiresIn: tokens.expires_in,
    accessToken: await readAccessToken(tokens.access_token, server.issuer, server.jwks_uri),
  });

  const userInfo = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
  say('userinfo', { claims: await oauth.processUserInfoResponse(server, client, idToken.sub, userInfo) });

  let { access_token: accessToken, refresh_token: refreshToken } = tokens;
  if (refreshToken) {
    const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, insecure);
    const refreshed = await oauth.processRefreshTokenResponse(server, client, response);
    say('refresh', { rotated: refreshed.refresh_token !== refreshToken, idToken: oauth.getValidatedIdTokenClaims(refreshed), scope: refreshed.scope });
    ({ access_token: accessToken, refresh_token: refreshToken } = refreshed);
  }

  const introspect = async token =>
    oauth.processIntrospectionResponse(server, client, await oauth.introspectionRequest(server, client, authentication, token, insecure));
  if (clientSecret) say('introspection', { answer: await introspect(accessToken) });
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, authentication, refreshToken ?? accessToken, insecure));
  if (clientSecret) say('revocation', { answer: await introspect(refreshToken ?? accessToken) });

  if (machine) {
    const own = { client_id: machine.id };
    const parameters = machine.scope ? { scope: machine.scope } : {};
    const response = await oauth.clientCredentialsGrantRequest(server, own, oauth.ClientSecretBasic(machine.secret), parameters, insecure);
    const granted = await oauth.processClientCredentialsResponse(server, own, response);
    say('clientCredentials', {
      scope: granted.scope,
      expiresIn: granted.expires_in,
      accessToken: await readAccessToken(granted.access_token, server.issuer, server.jwks_uri),
    });
  }
});
