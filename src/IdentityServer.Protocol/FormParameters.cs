using System.Diagnostics.CodeAnalysis;

namespace IdentityServer.Protocol;

/// <summary>The parameters of a request, checked once: none twice, none oversized, no control characters.</summary>
internal sealed class FormParameters
{
    private const int LongestName = 100;
    private const int LongestValue = 4_000;
    private const int LongestRequest = 64_000;

    // RFC 8707 §2: the one parameter that may come more than once.
    private const string Resource = "resource";

    private readonly IReadOnlyList<KeyValuePair<string, string>> _parameters;

    private FormParameters(IReadOnlyList<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    /// <summary>The value; null where absent or empty, which RFC 6749 §3.1 makes the same.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _parameters)
            {
                if (key == name) return value.Length == 0 ? null : value;
            }

            return null;
        }
    }

    public IReadOnlyList<string> Resources()
    {
        List<string>? found = null;
        foreach (var (key, value) in _parameters)
        {
            if (key == Resource && value.Length > 0 && found?.Contains(value) != true) (found ??= []).Add(value);
        }

        return found ?? (IReadOnlyList<string>)[];
    }

    public static bool TryRead(
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        [NotNullWhen(true)] out FormParameters? form,
        [NotNullWhen(false)] out OAuthError? error)
    {
        error = Check(parameters);
        form = error is null ? new FormParameters(parameters) : null;
        return error is null;
    }

    /// <summary>For a request that failed the checks and whose client must still be told: only what is sound is left.</summary>
    public static FormParameters SoundPartOf(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, _) in parameters) times[name] = times.GetValueOrDefault(name) + 1;
        return new([.. parameters.Where(parameter => times[parameter.Key] == 1 && IsSound(parameter))]);
    }

    private static OAuthError? Check(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var length = 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            length += parameter.Key.Length + parameter.Value.Length;
            if (length > LongestRequest) return OAuthError.InvalidRequest("The request is too long.");
            if (!IsSound(parameter)) return OAuthError.InvalidRequest("A parameter is too long or holds characters that are not allowed.");
        }

        return HasDuplicates(parameters) ? OAuthError.InvalidRequest("A parameter was sent more than once.") : null;
    }

    // RFC 6749 §3.1 and §3.2. Few parameters: comparing pairs; many: a set, so that junk costs no quadratic time.
    private static bool HasDuplicates(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count > 24)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return parameters.Any(parameter => parameter.Key != Resource && !seen.Add(parameter.Key));
        }

        for (var i = 1; i < parameters.Count; i++)
        {
            if (parameters[i].Key == Resource) continue;
            for (var j = 0; j < i; j++)
            {
                if (parameters[i].Key == parameters[j].Key) return true;
            }
        }

        return false;
    }

    private static bool IsSound(KeyValuePair<string, string> parameter)
    {
        var value = parameter.Value.AsSpan();
        return parameter.Key.Length <= LongestName
            && value.Length <= LongestValue
            && value.IndexOfAnyInRange('\0', '\u001f') < 0
            && value.IndexOfAny('\u007f', '\ufffd') < 0
            && (value.IndexOfAnyInRange('\ud800', '\udfff') < 0 || IsWellFormed(value));
    }

    // A lone surrogate can be neither signed nor stored.
    private static bool IsWellFormed(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return false;
            i++;
        }

        return true;
    }
}
