using IdentityServer.SignIn.Accounts;
using IdentityServer.Web.Bootstrap.Entries;
using IdentityServer.Web.Bootstrap.Fields;
using IdentityServer.Web.Bootstrap.Json;

namespace IdentityServer.Web.Bootstrap;

/// <summary>How reading a bootstrap file ended.</summary>
internal abstract record BootstrapParsing
{
    private BootstrapParsing()
    {
    }

    internal sealed record Parsed(BootstrapDocument Document) : BootstrapParsing;

    /// <summary>Everything that is wrong with it, in the order of the file.</summary>
    internal sealed record Problems(IReadOnlyList<BootstrapProblem> List) : BootstrapParsing;
}

/// <summary>Reads bootstrap files (docs/bootstrap.md).</summary>
internal static class BootstrapFile
{
    /// <param name="environment">Answers for <c>${NAME}</c>; null for a variable that is not set.</param>
    internal static BootstrapParsing Parse(byte[] utf8, string fileName, Func<string, string?> environment)
    {
        var problems = new Problems(fileName);
        var document = new BootstrapDocument(fileName);
        if (JsonPartReader.Read(utf8, environment, problems) is { } part && FieldReader.Open(part, problems) is { } root)
        {
            document = Read(root, fileName);
            root.Close();
            FindTwins(document, problems);
        }

        return problems.Any ? new BootstrapParsing.Problems(problems.InOrder) : new BootstrapParsing.Parsed(document);
    }

    private static BootstrapDocument Read(FieldReader root, string fileName) => new(fileName)
    {
        IsDemo = ReadFlag(root, "demo"),
        Organizations = ReadList(root, "organizations", OrganizationEntry.Read),
        Accounts = ReadList(root, "accounts", AccountEntry.Read),
        Apis = ReadList(root, "apis", ApiEntry.Read),
        Clients = ReadList(root, "clients", ClientEntry.Read),
        TrustedAuthorities = ReadList(root, "trustedAuthorities", AuthorityEntry.Read),
        Invitations = ReadList(root, "invitations", InvitationEntry.Read),
    };

    private static bool ReadFlag(FieldReader root, string name)
    {
        var part = root.Take(name);
        if (part is not (null or JsonPart.Flag)) root.Problems.ReportKind(part, "true or false");
        return part is JsonPart.Flag { Value: true };
    }

    private static List<T> ReadList<T>(FieldReader root, string name, Func<JsonPart, Problems, T?> read)
        where T : class
    {
        switch (root.Take(name))
        {
            case JsonPart.List list:
                return [.. list.Items.Select(item => read(item, root.Problems)).OfType<T>()];
            case null or JsonPart.Nothing:
                return [];
            case var other:
                root.Problems.ReportKind(other, "a list");
                return [];
        }
    }

    private static void FindTwins(BootstrapDocument document, Problems problems)
    {
        var blank = AccountEntry.Blank("", Guid.Empty, default);
        Distinct(document.Organizations.Select(o => (o.Slug, o.At("slug"))));
        Distinct(document.Accounts.Select(a => (AccountIdentifier.NormalizeName(a.UserName), a.At("userName"))));
        Distinct(document.Accounts.Select(a => (AccountIdentifier.NormalizeName(a.Change(blank).Email ?? ""), a.At("email"))));
        Distinct(document.Accounts.Select(a => (a.Change(blank).Phone ?? "", a.At("phone"))));
        Distinct(document.Apis.Select(a => (a.Api.Resource, a.At("resource"))));
        Distinct(document.Apis.SelectMany(a => a.Api.Scopes.Select(scope => (scope.Name, a.At("scopes")))));
        Distinct(document.Organizations.SelectMany(o => DomainsOf(o).Select(domain => (domain, o.At("domains")))));
        Distinct(document.Clients.Select(c => (c.Client.ClientId, c.At("client_id"))));
        Distinct(document.Invitations.Select(i => ($"{i.Organization.Value} {AccountIdentifier.NormalizeName(i.Email.Value)}", i.At("email"))));
        Distinct(document.TrustedAuthorities.Select(a => ($"{a.Organization.Value} {a.Certificate}", a.At("certificate"))));

        static IEnumerable<string> DomainsOf(OrganizationEntry entry) => entry.Change(OrganizationEntry.Blank("", Guid.Empty)).Domains;

        void Distinct(IEnumerable<(string Key, Place Place)> keys)
        {
            var first = new Dictionary<string, Place>(StringComparer.Ordinal);
            foreach (var (key, place) in keys.Where(key => key.Key.Length > 0))
            {
                if (!first.TryAdd(key, place)) problems.Report(place, $"this is taken by {first[key].Path} (line {first[key].Line})");
            }
        }
    }
}
