using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IdentityServer.SignIn.Secrets;

namespace IdentityServer.Web.Factors.SentCodes;

/// <summary>Makes codes, and what is kept of them.</summary>
internal sealed class SentCodeSecrets(ISecretProtector protector)
{
    private const string Purpose = "sent-code";

    public static string NewCode(int digits) =>
        RandomNumberGenerator.GetInt32((int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    /// <summary>Bound to the challenge and to whom it was sent: the same code elsewhere has another hash.</summary>
    public byte[] HashOf(Guid challengeId, string target, string code) =>
        protector.Hash(Purpose, Encoding.UTF8.GetBytes($"{challengeId:N}\n{target}\n{code}"));
}
