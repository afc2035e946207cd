using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Factors;

/// <summary>Encrypts what a factor keeps about a method; each factor can only read its own.</summary>
public sealed class MethodSecrets(ISecretProtector protector)
{
    public string Protect(string factorKey, string json) => protector.Protect(Purpose(factorKey), json);

    public string Unprotect(string factorKey, string state) =>
        protector.Unprotect(Purpose(factorKey), state)
        ?? throw new InvalidOperationException($"A stored state of factor '{factorKey}' can't be decrypted. Was the encryption key changed?");

    public string Unprotect(Method method) => Unprotect(method.FactorKey, method.State);

    private static string Purpose(string factorKey) => "method:" + factorKey;
}
