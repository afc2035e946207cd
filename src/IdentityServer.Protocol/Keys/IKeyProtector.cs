namespace IdentityServer.Protocol.Keys;

/// <summary>Encrypts private keys for storage. Implemented with Data Protection by the host.</summary>
public interface IKeyProtector
{
    byte[] Protect(byte[] plaintext);

    byte[] Unprotect(byte[] protectedData);
}
