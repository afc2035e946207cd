namespace IdentityServer.Web.Tests.Bootstrap;

internal static class SampleFiles
{
    internal const string TotpSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>The shape of the specification, every list in use.</summary>
    internal static string Complete => $$"""
        {
          "organizations": [
            { "slug": "dmchosting", "displayName": "DMC Hosting", "domains": ["dmchosting.example"], "culture": "fr",
              "supportEmail": "support@dmchosting.example", "supportPhone": "+18555288364", "privacyUrl": null, "termsUrl": null,
              "branding": { "color": "#0a7d55", "logo": "https://cdn.dmchosting.example/logo.svg" },
              "policy": { "secondFactor": "required", "requiredMethods": ["authenticatorApp"], "allowedMethods": ["authenticatorApp", "sms"],
                          "skipsAllowed": 3, "skipPauseDays": 0, "enrollmentDeadline": "2027-01-31", "rememberDeviceDays": 0, "invitedBy": "administrators" } },
            { "slug": "nova", "displayName": "Nova ${escaped" }
          ],
          "accounts": [
            { "userName": "alice", "email": "alice@dmchosting.example", "password": "correct horse battery", "givenName": "Alice", "familyName": "Martin",
              "phone": "+1 514 555-0163", "culture": "fr", "organization": "dmchosting", "roles": ["administrator"], "secondFactor": true, "totpSecret": "{{TotpSecret}}",
              "memberships": [{ "organization": "nova", "kind": "guest", "roles": ["reader"] }] },
            { "userName": "bob", "state": "locked" }
          ],
          "apis": [
            { "resource": "https://api.dmchosting.example", "displayName": "Orders", "secret": "for introspection",
              "scopes": [{ "name": "orders.read", "displayName": "Read orders", "required": true }, { "name": "orders.write" }] }
          ],
          "clients": [
            { "client_id": "portal", "client_name": "Portal", "organization": "dmchosting", "client_secret": "portal secret",
              "redirect_uris": ["http://127.0.0.1:9000/cb"], "post_logout_redirect_uris": ["http://127.0.0.1:9000/"],
              "grant_types": ["authorization_code", "refresh_token"], "token_endpoint_auth_method": "client_secret_basic",
              "scope": "openid profile email offline_access orders.read", "require_consent": false, "access_token_format": "jwt",
              "client_name#fr": "Portail", "contacts": ["it@dmchosting.example"] }
          ],
          "invitations": [
            { "organization": "dmchosting", "email": "roger@yahoo.example", "displayName": "Roger", "culture": "fr", "client_id": "portal" }
          ]
        }
        """.Replace("${escaped", "$${escaped", StringComparison.Ordinal);
}
