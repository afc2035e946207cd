// A third library's opinion of a JWT access token: signature by the published keys, and the claims of RFC 9068 §2.2.
import { createRemoteJWKSet, jwtVerify } from 'jose';

export async function readAccessToken(token, issuer, jwksUri) {
  if (token.split('.').length !== 3) return { format: 'reference' };

  const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(jwksUri)), {
    issuer,
    typ: 'at+jwt',
    requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'],
  });
  return { format: 'jwt', header: protectedHeader, claims: payload };
}
