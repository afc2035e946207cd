namespace IdentityServer.Messaging.Outbox;

/// <summary>Where pages and factors leave their messages.</summary>
public interface IOutbox
{
    /// <summary>Joins the caller's unit of work: what causes a message is never saved without it, nor it without its cause.</summary>
    void Add(Message message);
}
