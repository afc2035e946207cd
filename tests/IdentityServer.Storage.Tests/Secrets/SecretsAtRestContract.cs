using System.Text;
using IdentityServer.Messaging.Outbox;
using IdentityServer.Protocol.Keys;
using IdentityServer.SignIn.Methods;
using IdentityServer.SignIn.Secrets;
using IdentityServer.SignIn.Throttling;
using IdentityServer.Storage.Model;
using IdentityServer.Storage.Sql;
using IdentityServer.Storage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer.Storage.Tests.Secrets;

public abstract class SecretsAtRestContract(StoreFixture fixture) : StoreContract(fixture)
{
    private const string Secret = "OPENSESAME";

    [Fact]
    public async Task No_table_shows_a_secret_to_whoever_reads_the_database()
    {
        var account = await SaveAccountAsync(a => a with { GivenName = "CONTROL" });
        var secrets = Host.Get<ISecretProtector>();
        await Host.SaveAsync<IMethodStore>(store => store.Add(new Method
        {
            Id = Guid.NewGuid(), AccountId = account.Id, FactorKey = "authenticatorApp", State = secrets.Protect("totp", Secret), CreatedUtc = Times.Now,
        }));
        await Host.SaveAsync<IOutbox>(outbox => outbox.Add(new Message
        {
            Id = Guid.NewGuid(), Channel = Channel.Sms, To = "+15145550163", Subject = Secret, Text = Secret, Html = Secret, Template = "code", Culture = "en",
            Values = new Dictionary<string, string> { ["code"] = Secret }, CreatedUtc = Times.Now, ExpiresUtc = Times.In(60),
        }));
        await Host.Get<ISigningKeyStore>().TryAddAsync(
            new SigningKeyRecord
            {
                KeyId = "key", Algorithm = "HS256", Generation = 1, ProtectedPrivateKey = Host.Get<IKeyProtector>().Protect(Encoding.UTF8.GetBytes(Secret)),
                CreatedUtc = Times.Now, ActivatesUtc = Times.Now, RetiresUtc = Times.Now, ExpiresUtc = Times.Now,
            },
            Ct);
        var rule = new ThrottleRule(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await Host.InScopeAsync<IThrottleStore>(store => store.TryTakeAsync(Secret, rule, null, Times.Now, Ct));

        var places = await FindAsync(Secret);

        Assert.Empty(places);
        Assert.NotEmpty(await FindAsync("CONTROL"));
    }

    [Fact]
    public async Task The_key_ring_is_sealed()
    {
        Host.Get<ISecretProtector>().Protect("totp", Secret);

        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        var elements = await context.RingElements.Select(e => e.Xml).ToListAsync(Ct);

        Assert.NotEmpty(elements);
        Assert.All(elements, xml => Assert.Contains("<sealed", xml, StringComparison.Ordinal));
        Assert.All(elements, xml => Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal));
    }

    /// <summary>The columns, of whatever table and type, in which the text (or its UTF-8 bytes) can be read.</summary>
    private async Task<List<string>> FindAsync(string text)
    {
        await using var context = await Host.Get<IDbContextFactory<IdentityContext>>().CreateDbContextAsync(Ct);
        var found = new List<string>();
        foreach (var entity in context.Model.GetEntityTypes())
        {
            var columns = entity.GetProperties().Select(property => property.GetColumnName()).ToArray();
            var select = new Statement($"""SELECT {Statement.List("", columns)} FROM "{entity.GetTableName()}" """);
            var rows = await Host.Get<Database>().ListAsync(
                select, [], reader => Enumerable.Range(0, reader.FieldCount).Where(n => Shows(reader.GetValue(n), text)).Select(n => columns[n]).ToList(), Ct);
            found.AddRange(rows.SelectMany(names => names).Select(name => $"{entity.GetTableName()}.{name}"));
        }

        return found;
    }

    private static bool Shows(object value, string text) => value switch
    {
        string kept => kept.Contains(text, StringComparison.OrdinalIgnoreCase)
            || kept.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=')[..^2], StringComparison.Ordinal),
        byte[] bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0,
        _ => false,
    };
}
