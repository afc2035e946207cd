namespace IdentityServer.Protocol.Keys;

/// <summary>When keys come and go.</summary>
internal static class KeySchedule
{
    public static readonly TimeSpan SignsFor = TimeSpan.FromDays(90);
    public static readonly TimeSpan AnnouncedBefore = TimeSpan.FromDays(14);

    // A key that is needed at once must be current on every node, also where the clock is a little behind.
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The key that follows a generation, from a moment on.</summary>
    public static SigningKeyRecord Next(string algorithm, int generation, DateTime activatesUtc, DateTime nowUtc, IKeyProtector protector)
    {
        var privateKey = KeyMaterial.Generate(algorithm);
        return new SigningKeyRecord
        {
            KeyId = KeyMaterial.Read(algorithm, privateKey).Jwk.Thumbprint(),
            Algorithm = algorithm,
            Generation = generation,
            ProtectedPrivateKey = protector.Protect(privateKey),
            CreatedUtc = nowUtc,
            ActivatesUtc = activatesUtc,
            RetiresUtc = activatesUtc + SignsFor,
            ExpiresUtc = activatesUtc + SignsFor + KeptAfter(algorithm),
        };
    }

    // The longest refresh token that a client may have must still verify; what the others sign lives for hours.
    public static TimeSpan KeptAfter(string algorithm) => TimeSpan.FromDays(algorithm == SignatureAlgorithms.Hs256 ? 366 : 14);
}
