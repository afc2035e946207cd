using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace IdentityServer.Load.Server;

/// <summary>The bootstrap file of the measured server, and the names in it.</summary>
internal static class Settings
{
    public const string RedirectUri = "http://127.0.0.1:9/cb";
    public const string Secret = "load-secret";
    public const string Password = "maple-harbour-lantern-42";
    public const string Api = "https://api.load.example";

    /// <summary>Signs with RSA, for itself.</summary>
    public const string RsaMachine = "machine-rs256";

    /// <summary>Signs with P-256, for itself.</summary>
    public const string EcMachine = "machine-es256";

    /// <summary>An application that people sign in to.</summary>
    public const string Application = "application";

    /// <summary>The same, with access tokens by reference.</summary>
    public const string ReferenceApplication = "application-reference";

    public const string File = "load.json";

    /// <summary>People, of whom nobody signs in twice at once.</summary>
    public const int Accounts = 200;

    private const int Rounds = 210_000;

    public static string Account(int number) => $"person{number}";

    public static void Write(string data) => System.IO.File.WriteAllText(Path.Combine(data, File), Document(HashOfPassword()));

    // One hash for all, so that the start of the server is not the making of two hundred.
    private static string Document(string hash) => JsonSerializer.Serialize(new
    {
        organizations = new[] { new { slug = "load", displayName = "Load", domains = new[] { "load.example" }, culture = "en", policy = new { secondFactor = "off" } } },
        accounts = Enumerable.Range(0, Accounts).Select(number => new
        {
            userName = Account(number), email = $"{Account(number)}@load.example", password = hash, givenName = "Person", familyName = $"Number {number}",
            culture = "en", organization = "load",
        }),
        apis = new[] { new { resource = Api, displayName = "API", scopes = new[] { new { name = "orders.read" } }, secret = Secret } },
        clients = new object[]
        {
            Machine(RsaMachine, "RS256"), Machine(EcMachine, "ES256"), Web(Application, "jwt"), Web(ReferenceApplication, "reference"),
        },
    });

    /// <summary>ASP.NET Core Identity's format 3: marker, function, rounds, length of the salt, salt, key.</summary>
    private static string HashOfPassword()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = new byte[13 + 16 + 32];
        hash[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(5), Rounds);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(9), salt.Length);
        salt.CopyTo(hash, 13);
        Rfc2898DeriveBytes.Pbkdf2(Password, salt, hash.AsSpan(29), Rounds, HashAlgorithmName.SHA512);
        return Convert.ToBase64String(hash);
    }

    private static object Machine(string id, string algorithm) => new
    {
        client_id = id, client_secret = Secret, grant_types = new[] { "client_credentials" }, scope = "orders.read", access_token_signed_response_alg = algorithm,
    };

    private static object Web(string id, string format) => new
    {
        client_id = id, client_secret = Secret, organization = "load", redirect_uris = new[] { RedirectUri },
        grant_types = new[] { "authorization_code", "refresh_token" }, scope = "openid profile email offline_access orders.read", access_token_format = format,
    };
}
