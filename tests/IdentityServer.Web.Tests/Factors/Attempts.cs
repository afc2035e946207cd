using IdentityServer.SignIn;
using IdentityServer.SignIn.Factors;
using IdentityServer.SignIn.Methods;

namespace IdentityServer.Web.Tests.Factors;

internal static class Attempts
{
    public static ProofAttempt With(Method? method, string response) => new()
    {
        AccountId = method?.AccountId, Identifier = "alice", Method = method, Response = response, Visitor = new Visitor("192.0.2.1", "Firefox"),
    };
}
