namespace IdentityServer.SignIn.Guests;

/// <summary>What guests are called inside an organization.</summary>
public static class GuestNames
{
    public const string Mark = "#EXT#";

    /// <summary>"peter@yahoo.com" at "dmchosting": <c>peter_yahoo.com#EXT#@dmchosting</c>.</summary>
    public static string Of(string email, string slug)
    {
        var at = email.LastIndexOf('@');
        var name = at < 0 ? email : $"{email[..at]}_{email[(at + 1)..]}";
        return $"{name}{Mark}@{slug}";
    }
}
