using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace IdentityServer.EndToEnd.Tests.Support;

/// <summary>
/// A bootstrap document with enough people for every test to take its own, and the applications that they sign in to. Nobody listens at
/// the applications' addresses: a browser that is sent there has arrived.
/// </summary>
internal sealed class Population
{
    public const string Callback = "http://127.0.0.1/callback";
    public const string AfterLogout = "http://127.0.0.1/";
    public const string Api = "https://api.example.org";
    public const string ApiSecret = "orders-api-secret";
    public const string ClientSecret = "client-secret-of-these-tests";

    private static readonly string PasswordHash = Hash(Person.Password);

    private readonly ConcurrentQueue<Person> _plain = Make("plain", 60, null);
    private readonly ConcurrentQueue<Person> _protected = Make("guarded", 12, Totp.NewSecret);
    private readonly ConcurrentQueue<Person> _fresh = Make("fresh", 8, null);
    private readonly string _json;

    public Population() => _json = JsonSerializer.Serialize(new
    {
        organizations = new object[]
        {
            Organization("plain", new { secondFactor = "off", staySignedInDays = 0 }),
            Organization("guarded", new { secondFactor = "required", staySignedInDays = 0 }),
            Organization("fresh", new { secondFactor = "required", requiredMethods = new[] { "authenticatorApp" }, skipsAllowed = 3, staySignedInDays = 0 }),
        },
        accounts = _plain.Select(person => Account(person, "plain"))
            .Concat(_protected.Select(person => Account(person, "guarded")))
            .Concat(_fresh.Select(person => Account(person, "fresh"))),
        apis = new[] { new { resource = Api, displayName = "Orders", scopes = new[] { new { name = "orders.read", displayName = "See orders" } }, secret = ApiSecret } },
        clients = new object[]
        {
            Application("web", "client_secret_basic", "ES256", "jwt"),
            Application("web-rsa", "client_secret_post", "RS256", "reference"),
            Application("spa", "none", "ES256", "jwt"),
            new { client_id = "machine", client_secret = ClientSecret, grant_types = new[] { "client_credentials" }, scope = "orders.read" },
        },
    });

    /// <summary>Signs in with a password alone.</summary>
    public Person TakePlain() => Take(_plain);

    /// <summary>Has an authenticator app, and has to use it.</summary>
    public Person TakeProtected() => Take(_protected);

    /// <summary>Has no second factor yet, and has to set one up.</summary>
    public Person TakeFresh() => Take(_fresh);

    public string WriteTo(string folder)
    {
        var path = Path.Combine(folder, "population.json");
        File.WriteAllText(path, _json);
        return path;
    }

    private static Person Take(ConcurrentQueue<Person> people) =>
        people.TryDequeue(out var person) ? person : throw new InvalidOperationException("More people are needed here.");

    private static ConcurrentQueue<Person> Make(string kind, int count, Func<string>? secret) =>
        new(Enumerable.Range(1, count).Select(number => new Person($"{kind}-{number}", secret?.Invoke())));

    private static object Organization(string slug, object policy) => new { slug, displayName = slug, culture = "en", policy };

    private static object Account(Person person, string organization) => person.TotpSecret is null
        ? new { userName = person.UserName, email = person.Email, password = PasswordHash, organization }
        : new { userName = person.UserName, email = person.Email, password = PasswordHash, organization, totpSecret = person.TotpSecret };

    private static Dictionary<string, object> Application(string id, string authentication, string algorithm, string format)
    {
        var client = new Dictionary<string, object>
        {
            ["client_id"] = id,
            ["redirect_uris"] = new[] { Callback },
            ["post_logout_redirect_uris"] = new[] { AfterLogout },
            ["grant_types"] = new[] { "authorization_code", "refresh_token" },
            ["token_endpoint_auth_method"] = authentication,
            ["scope"] = "openid profile email offline_access orders.read",
            ["id_token_signed_response_alg"] = algorithm,
            ["access_token_format"] = format,
        };
        if (authentication != "none") client["client_secret"] = ClientSecret;
        return client;
    }

    /// <summary>The bootstrap file's form of a hashed password (docs/bootstrap.md): hashed here once, not by the server for each person.</summary>
    private static string Hash(string password)
    {
        const int Rounds = 210_000;
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = new byte[13 + 16 + 32];
        hash[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(5), Rounds);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(9), salt.Length);
        salt.CopyTo(hash.AsSpan(13));
        Rfc2898DeriveBytes.Pbkdf2(password, salt, hash.AsSpan(29), Rounds, HashAlgorithmName.SHA512);
        return Convert.ToBase64String(hash);
    }
}
