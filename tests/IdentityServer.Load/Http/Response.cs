namespace IdentityServer.Load.Http;

/// <summary>An answer: its status, its head as text, its body.</summary>
internal sealed record Response(int Status, string Head, string Body)
{
    public string? Location => Header("Location").FirstOrDefault();

    public IEnumerable<string> Header(string name)
    {
        for (var start = Head.IndexOf('\n', StringComparison.Ordinal) + 1; start > 0 && start < Head.Length; start = Head.IndexOf('\n', start) + 1)
        {
            var end = Head.IndexOf('\r', start);
            var line = Head.AsSpan(start, end - start);
            var colon = line.IndexOf(':');
            if (colon > 0 && line[..colon].Equals(name, StringComparison.OrdinalIgnoreCase)) yield return Head[(start + colon + 1)..end].Trim();
            if (end + 2 >= Head.Length) yield break;
        }
    }

    public Response Expect(int status) =>
        Status == status ? this : throw new LoadException($"The server answered {Status} where {status} was expected: {Head}{Body}");
}
