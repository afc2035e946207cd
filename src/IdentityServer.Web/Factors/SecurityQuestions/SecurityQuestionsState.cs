using System.Text.Json;

namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>What is kept: the hash of each normalized answer, by the name of its question.</summary>
internal sealed record SecurityQuestionsState(IReadOnlyDictionary<string, string> Hashes)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static SecurityQuestionsState FromJson(string json) => JsonSerializer.Deserialize<SecurityQuestionsState>(json)!;

    /// <summary>Prints no hash.</summary>
    public override string ToString() => $"{Hashes.Count} security questions";
}
