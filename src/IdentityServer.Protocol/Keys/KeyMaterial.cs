using System.Collections.Concurrent;
using System.Security.Cryptography;
using IdentityServer.Protocol.Jose;

namespace IdentityServer.Protocol.Keys;

/// <summary>A private key, ready to sign from any number of threads.</summary>
internal abstract class KeyMaterial
{
    public abstract JsonWebKey Jwk { get; }

    public abstract int SignatureLength { get; }

    public abstract void Sign(ReadOnlySpan<byte> data, Span<byte> signature);

    public abstract bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    public static KeyMaterial Read(string algorithm, byte[] privateKey) => algorithm switch
    {
        SignatureAlgorithms.Es256 => new EllipticCurve(privateKey),
        SignatureAlgorithms.Rs256 => new Rsa(privateKey, RSASignaturePadding.Pkcs1),
        SignatureAlgorithms.Ps256 => new Rsa(privateKey, RSASignaturePadding.Pss),
        SignatureAlgorithms.Hs256 => new Hmac(privateKey),
        _ => throw new ArgumentException($"No keys are kept for {algorithm}.", nameof(algorithm)),
    };

    /// <summary>A new private key: PKCS#8, or 32 raw bytes for HMAC.</summary>
    public static byte[] Generate(string algorithm)
    {
        switch (algorithm)
        {
            case SignatureAlgorithms.Es256:
                using (var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256)) return ecdsa.ExportPkcs8PrivateKey();
            case SignatureAlgorithms.Rs256 or SignatureAlgorithms.Ps256:
                using (var rsa = RSA.Create(2048)) return rsa.ExportPkcs8PrivateKey();
            case SignatureAlgorithms.Hs256:
                return RandomNumberGenerator.GetBytes(32);
            default:
                throw new ArgumentException($"No keys are kept for {algorithm}.", nameof(algorithm));
        }
    }

    private sealed class EllipticCurve : KeyMaterial
    {
        private readonly Pool<ECDsa> _pool;

        public EllipticCurve(byte[] pkcs8)
        {
            _pool = new Pool<ECDsa>(() =>
            {
                var key = ECDsa.Create();
                key.ImportPkcs8PrivateKey(pkcs8, out _);
                return key;
            });
            Jwk = _pool.Use(key => JsonWebKey.From(key.ExportParameters(includePrivateParameters: false)));
        }

        public override JsonWebKey Jwk { get; }

        public override int SignatureLength => 64;

        public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
        {
            var key = _pool.Rent();
            if (!key.TrySignData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _))
                throw new CryptographicException("An ES256 signature is 64 bytes.");
            _pool.Return(key);
        }

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            var key = _pool.Rent();
            var good = key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            _pool.Return(key);
            return good;
        }
    }

    private sealed class Rsa : KeyMaterial
    {
        private readonly Pool<RSA> _pool;
        private readonly RSASignaturePadding _padding;

        public Rsa(byte[] pkcs8, RSASignaturePadding padding)
        {
            _padding = padding;
            _pool = new Pool<RSA>(() =>
            {
                var key = RSA.Create();
                key.ImportPkcs8PrivateKey(pkcs8, out _);
                return key;
            });
            Jwk = _pool.Use(key => JsonWebKey.From(key.ExportParameters(includePrivateParameters: false)));
            SignatureLength = Jwk.Values["n"].Length;
        }

        public override JsonWebKey Jwk { get; }

        public override int SignatureLength { get; }

        public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
        {
            var key = _pool.Rent();
            if (!key.TrySignData(data, signature, HashAlgorithmName.SHA256, _padding, out _))
                throw new CryptographicException("An RSA signature is as long as the modulus.");
            _pool.Return(key);
        }

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            var key = _pool.Rent();
            var good = key.VerifyData(data, signature, HashAlgorithmName.SHA256, _padding);
            _pool.Return(key);
            return good;
        }
    }

    private sealed class Hmac(byte[] secret) : KeyMaterial
    {
        public override JsonWebKey Jwk { get; } = JsonWebKey.From(secret);

        public override int SignatureLength => 32;

        public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => HMACSHA256.HashData(secret, data, signature);

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            Span<byte> expected = stackalloc byte[32];
            HMACSHA256.HashData(secret, data, expected);
            return CryptographicOperations.FixedTimeEquals(expected, signature);
        }
    }

    /// <summary>The platform promises no thread safety for these objects, and importing a key costs more than a signature.</summary>
    private sealed class Pool<T>(Func<T> create) where T : class, IDisposable
    {
        private readonly ConcurrentQueue<T> _idle = new();

        public T Rent() => _idle.TryDequeue(out var key) ? key : create();

        public void Return(T key) => _idle.Enqueue(key);

        public TResult Use<TResult>(Func<T, TResult> use)
        {
            var key = Rent();
            var result = use(key);
            Return(key);
            return result;
        }
    }
}
