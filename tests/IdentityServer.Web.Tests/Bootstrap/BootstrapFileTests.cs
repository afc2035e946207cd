using System.Text;
using IdentityServer.Web.Bootstrap;
using Xunit;

namespace IdentityServer.Web.Tests.Bootstrap;

public sealed class BootstrapFileTests
{
    /// <summary>What stands on line 2 of a file, where its mistake is, and what is said of it.</summary>
    public static TheoryData<string, int, string, string> Mistakes => new()
    {
        { "\"organisations\": []", 1, "organisations", "unknown field; did you mean \"organizations\"?" },
        { "\"organizations\": {}", 1, "organizations", "this must be a list, not an object" },
        { "\"organizations\": [7]", 19, "organizations[0]", "this must be an object, not a number" },
        { "\"organizations\": [{ \"slug\": \"a\" }]", 19, "organizations[0]", "the field \"displayName\" is missing" },
        { "\"organizations\": [{ \"slug\": \"A b\", \"displayName\": \"x\" }]", 21, "organizations[0].slug", "a slug is 1 to 64" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"colour\": 1 }]", 54, "organizations[0].colour", "unknown field" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"slug\": \"b\" }]", 54, "organizations[0].slug", "this field is given twice" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"culture\": \"de\" }]", 54, "organizations[0].culture", "unknown culture \"de\"; it is one of en, fr" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"domains\": [\"a.example\", \"not a domain\"] }]", 79, "organizations[0].domains[1]", "this is not a domain name" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"domains\": [\"A.example\", \"a.example\"] }]", 79, "organizations[0].domains[1]", "twice" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"skipsAllowed\": 11 } }]", 66, "organizations[0].policy.skipsAllowed", "a whole number from 0 to 10" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"skipsAllowed\": 1.5 } }]", 66, "organizations[0].policy.skipsAllowed", "a whole number from 0 to 10" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"secondFactor\": \"maybe\" } }]", 66, "organizations[0].policy.secondFactor", "unknown demand \"maybe\"" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"enrollmentDeadline\": \"31/01/2027\" } }]", 66, "organizations[0].policy.enrollmentDeadline", "this must be a date" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"enrollmentDeadline\": \"2027-01-31T10:00:00\" } }]", 66, "organizations[0].policy.enrollmentDeadline", "this must be a date" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"requiredMethods\": [\"totp\"] } }]", 86, "organizations[0].policy.requiredMethods[0]", "unknown method \"totp\"" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"passkeys\": { \"attestation\": \"maybe\" } } }]", 80, "organizations[0].policy.passkeys.attestation", "unknown attestation \"maybe\"; it is one of none, required" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"policy\": { \"passkeys\": { \"blockedAaguids\": [\"1\"] } } }]", 99, "organizations[0].policy.passkeys.blockedAaguids[0]", "an AAGUID is written" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"branding\": { \"color\": \"red\" } }]", 68, "organizations[0].branding.color", "#rrggbb" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"branding\": { \"logo\": \"javascript:alert(1)\" } }]", 68, "organizations[0].branding.logo", "a logo is an https address" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\", \"privacyUrl\": \"javascript:alert(1)\" }]", 54, "organizations[0].privacyUrl", "this is not an https or http address" },
        { "\"organizations\": [{ \"slug\": \"a\", \"displayName\": \"x\" }, { \"slug\": \"a\", \"displayName\": \"y\" }]", 58, "organizations[1].slug", "this is taken by organizations[0].slug (line 2)" },
        { "\"accounts\": [{ \"userName\": \"+15145550163\" }]", 16, "accounts[0].userName", "must not look like a phone number" },
        { "\"accounts\": [{ \"userName\": \"a\", \"email\": \"nobody\" }]", 33, "accounts[0].email", "this is not an e-mail address" },
        { "\"accounts\": [{ \"userName\": \"a\", \"phone\": \"514 555 0163\" }]", 33, "accounts[0].phone", "a phone number has its country code" },
        { "\"accounts\": [{ \"userName\": \"a\", \"secondFactor\": \"yes\" }]", 33, "accounts[0].secondFactor", "this must be true or false, not a text" },
        { "\"accounts\": [{ \"userName\": \"a\", \"state\": \"gone\" }]", 33, "accounts[0].state", "unknown state \"gone\"; it is one of active, locked, archived" },
        { "\"accounts\": [{ \"userName\": \"a\", \"totpSecret\": \"not base32!\" }]", 33, "accounts[0].totpSecret", "a secret is 16 to 64 bytes in Base 32" },
        { "\"accounts\": [{ \"userName\": \"a\", \"password\": \"\" }]", 33, "accounts[0].password", "a password has 1 to 1024 characters" },
        { "\"accounts\": [{ \"userName\": \"a\", \"roles\": [\"administrator\"] }]", 33, "accounts[0].roles", "roles need an organization" },
        { "\"accounts\": [{ \"userName\": \"a\", \"memberships\": [{ \"kind\": \"guest\" }] }]", 49, "accounts[0].memberships[0]", "the field \"organization\" is missing" },
        { "\"accounts\": [{ \"userName\": \"a\", \"organization\": \"o\", \"memberships\": [{ \"organization\": \"o\" }] }]", 72, "accounts[0].memberships[0].organization", "is the account's own organization already" },
        { "\"accounts\": [{ \"userName\": \"a\", \"email\": \"x@y.example\" }, { \"userName\": \"b\", \"email\": \"X@Y.example\" }]", 78, "accounts[1].email", "this is taken by accounts[0].email" },
        { "\"accounts\": [{ \"userName\": \"Alice\" }, { \"userName\": \"alice\" }]", 41, "accounts[1].userName", "this is taken by accounts[0].userName" },
        { "\"apis\": [{ \"resource\": \"orders\", \"displayName\": \"x\" }]", 12, "apis[0].resource", "an absolute URI" },
        { "\"apis\": [{ \"resource\": \"https://a.example\", \"displayName\": \"x\", \"scopes\": [{ \"name\": \"openid\" }] }]", 78, "apis[0].scopes[0].name", "a scope of OpenID Connect" },
        { "\"clients\": [{ \"client_id\": \"c\", \"grant_types\": [\"implicit\"] }]", 33, "clients[0].grant_types", "Each of the grant_types is one of" },
        { "\"clients\": [{ \"client_id\": \"c\", \"grant_types\": \"client_credentials\" }]", 33, "clients[0].grant_types", "this must be a list of texts" },
        { "\"clients\": [{ \"client_id\": \"c\", \"grant_types\": [\"client_credentials\"], \"clientSecret\": \"x\" }]", 72, "clients[0].clientSecret", "unknown field; did you mean \"client_secret\"?" },
        { "\"clients\": [{ \"client_id\": \"c\", \"redirect_uris\": [\"http://app.example/cb\"] }]", 33, "clients[0].redirect_uris", "must use https" },
        { "\"clients\": [{ \"client_id\": \"c\", \"redirect_uris\": [\"https://a.example/cb\"], \"token_endpoint_auth_method\": \"none\", \"client_secret\": \"x\" }]", 114, "clients[0].client_secret", "has no secret" },
        { "\"clients\": [{ \"client_id\": \"c\", \"redirect_uris\": [\"https://a.example/cb\"], \"access_token_lifetime\": \"1h\" }]", 76, "clients[0].access_token_lifetime", "this must be a whole number" },
        { "\"clients\": [{ \"client_id\": \"c\", \"redirect_uris\": [\"https://a.example/cb\"], \"client_secret\": \"a\", \"client_secrets\": [\"b\"] }]", 98, "clients[0].client_secrets", "give either client_secret or client_secrets" },
        { "\"trustedAuthorities\": [{ \"organization\": \"o\", \"certificate\": \"-----BEGIN\" }]", 47, "trustedAuthorities[0].certificate", "this is not a certificate in PEM" },
        { "\"invitations\": [{ \"organization\": \"o\", \"email\": \"roger\" }]", 40, "invitations[0].email", "this is not an e-mail address" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Names_line_column_and_field_of_a_mistake(string secondLine, int column, string path, string sentence)
    {
        var problem = Assert.Single(Problems($"{{\n{secondLine}\n}}"));

        Assert.Equal(("bootstrap.json", 2, column, path), (problem.File, problem.Line, problem.Column, problem.Path));
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "this is not JSON")]
    [InlineData("{\n  \"accounts\": [\n", 3, "this is not JSON")]
    [InlineData("{\n  \"accounts\": [],\n}", 3, "this is not JSON")]
    [InlineData("{\n // a comment\n}", 2, "this is not JSON")]
    [InlineData("{}\n{}", 2, "this is not JSON")]
    [InlineData("[]", 1, "this must be an object, not a list")]
    [InlineData("{\n\"accounts\": [{ \"userName\": \"\\ud800\" }]\n}", 2, "half a character")]
    public void Names_the_line_of_what_is_not_JSON(string json, int line, string sentence)
    {
        var problem = Problems(json)[0];

        Assert.Equal(line, problem.Line);
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_line_of_bytes_that_are_not_UTF8()
    {
        byte[] text = [.. "{\n\"accounts\": [{ \"userName\": \""u8, 0xC3, 0x28, .. "\" }]\n}"u8];

        var parsing = BootstrapFile.Parse(text, "bootstrap.json", _ => null);

        var problem = Assert.Single(Assert.IsType<BootstrapParsing.Problems>(parsing).List);
        Assert.Equal((2, 29, "this is not UTF-8 text"), (problem.Line, problem.Column, problem.Sentence));
    }

    [Fact]
    public void Tells_all_mistakes_of_a_file_at_once_in_its_order()
    {
        const string Json = """
            {
              "clients": [{ "client_id": "c", "grant_types": ["implicit"], "unknown": 1 }],
              "accounts": [
                { "email": "x" },
                { "userName": "b", "state": 3 }
              ]
            }
            """;

        var problems = Problems(Json);

        Assert.Equal([2, 2, 4, 4, 5], problems.Select(problem => problem.Line));
    }

    [Fact]
    public void Prints_a_problem_as_file_line_column_and_field()
    {
        var problem = Assert.Single(Problems("{\n  \"accounts\": 1\n}"));

        Assert.Equal("bootstrap.json line 2, column 3: accounts: this must be a list, not a number", problem.ToString());
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        var problem = Assert.Single(Problems("{ \"accounts\": [{ \"userName\": \"élodie\", \"états\": 1 }] }"));

        Assert.Equal(40, problem.Column);
    }

    [Fact]
    public void Reads_past_a_byte_order_mark()
    {
        var parsing = BootstrapFile.Parse([.. Encoding.UTF8.Preamble, .. "{}"u8], "bootstrap.json", _ => null);

        Assert.IsType<BootstrapParsing.Parsed>(parsing);
    }

    [Fact]
    public void No_problem_and_no_printed_value_quotes_a_secret()
    {
        const string Json = """
            { "accounts": [{ "userName": "a", "password": "hunter2-hunter2", "passwort": "hunter2-hunter2", "totpSecret": "hunter2-hunter2" }],
              "clients": [{ "client_id": "c", "client_secret": "hunter2-hunter2\u00e9", "redirect_uris": ["https://a.example/"] }] }
            """;

        var problems = Problems(Json);

        Assert.Equal(3, problems.Count);
        Assert.DoesNotContain("hunter2", string.Join('\n', problems), StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", BootstrapWorld.Parse(SampleFiles.Complete).Accounts[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("portal secret", BootstrapWorld.Parse(SampleFiles.Complete).Clients[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fills_variables_in_from_the_environment()
    {
        var parsing = BootstrapWorld.Read("""{ "organizations": [{ "slug": "${SLUG}", "displayName": "a ${NAME} $${NAME} $5 ${NAME}" }] }""", ("SLUG", "nova"), ("NAME", "b\"c"));

        var organization = Assert.Single(Assert.IsType<BootstrapParsing.Parsed>(parsing).Document.Organizations);
        Assert.Equal("nova", organization.Slug);
        Assert.Equal("a b\"c ${NAME} $5 b\"c", organization.Change(Web.Bootstrap.Entries.OrganizationEntry.Blank("", Guid.Empty)).DisplayName);
    }

    [Theory]
    [InlineData("${SECRET}", "the environment variable SECRET is not set")]
    [InlineData("${}", "must be followed by a variable's name")]
    [InlineData("${A-B}", "must be followed by a variable's name")]
    [InlineData("${OPEN", "must be followed by a variable's name")]
    public void A_variable_that_is_not_set_is_a_mistake_that_names_it(string text, string sentence)
    {
        var problem = Problems($"{{\n\"accounts\": [{{ \"userName\": \"a\", \"email\": \"x{text}\" }}]\n}}").Single();

        Assert.Equal((2, "accounts[0].email"), (problem.Line, problem.Path));
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_object_is_a_file_that_asks_for_nothing() => Assert.Empty(BootstrapWorld.Parse("{}").Organizations);

    private static IReadOnlyList<BootstrapProblem> Problems(string json) => Assert.IsType<BootstrapParsing.Problems>(BootstrapWorld.Read(json)).List;
}
