using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityServer.Storage.Secrets;

/// <summary>Seals elements of the key ring with AES-256-GCM: nonce, tag and ciphertext, one after the other, in base64.</summary>
internal sealed class RingCipher(MasterKey masterKey) : IXmlEncryptor
{
    public const string ElementName = "sealed";

    private readonly byte[] _key = masterKey.Derive("data-protection-ring");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var output = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(output.AsSpan(0, Nonce));

        using var aes = new AesGcm(_key, Tag);
        aes.Encrypt(output.AsSpan(0, Nonce), plain, output.AsSpan(Nonce + Tag), output.AsSpan(Nonce, Tag));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement(ElementName, Convert.ToBase64String(output)), typeof(RingDecryptor));
    }

    /// <exception cref="CryptographicException">Sealed under another master key, or changed since.</exception>
    public XElement Decrypt(XElement sealedElement)
    {
        var input = Convert.FromBase64String(sealedElement.Value);
        if (input.Length < Nonce + Tag) throw new CryptographicException("A sealed element is too short.");

        var plain = new byte[input.Length - Nonce - Tag];
        using var aes = new AesGcm(_key, Tag);
        aes.Decrypt(input.AsSpan(0, Nonce), input.AsSpan(Nonce + Tag), input.AsSpan(Nonce, Tag), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static int Nonce => AesGcm.NonceByteSizes.MaxSize;

    private static int Tag => AesGcm.TagByteSizes.MaxSize;
}

/// <summary>Created by Data Protection, which keeps this type's name beside each sealed element. Never rename it.</summary>
internal sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<RingCipher>().Decrypt(encryptedElement);
}
