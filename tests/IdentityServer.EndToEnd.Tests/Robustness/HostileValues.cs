namespace IdentityServer.EndToEnd.Tests.Robustness;

/// <summary>Values that software trips over, written as they stand in an address or a form.</summary>
internal static class HostileValues
{
    public static readonly string[] All =
    [
        "", "%00", "a%00b", "%ED%A0%80", "x%ED%B0%80y", "%FF%FE", "\u00ff\u00fe", "%", "%zz", "%u0041", "%C0%80", "%0D%0ASet-Cookie:x=1", "%F0%9F%98%80", "-1",
        "99999999999999999999", "NaN", "true", "[]", "{}", "..%2F..%2Fetc%2Fpasswd", "%27%22%3E%3Cscript%3E", "${jndi:x}", "%E2%80%AE", new string('a', 5000),
        Deep('[', 3000), Deep('{', 300), "%7B%22id_token%22%3A" + Deep('[', 2000),
    ];

    private static string Deep(char bracket, int depth) => string.Concat(Enumerable.Repeat(Uri.HexEscape(bracket), depth));
}
