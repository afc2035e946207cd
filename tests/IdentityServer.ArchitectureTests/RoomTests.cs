using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IdentityServer.ArchitectureTests;

/// <summary>The table "may refer to" of the house map.</summary>
public sealed partial class RoomTests
{
    private static readonly string[] Rooms = ["Protocol", "SignIn", "Messaging", "Storage", "Web"];

    // What the inner rooms must do without, however it would come in.
    private static readonly string[] Outside = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.SqlClient"];

    // Storage's whole public face: AddStorage, what one gives it and waits for, and the database of a developer's machine.
    private static readonly string[] StorageFace =
    [
        "DatabaseProvider", "IDatabaseHealth", "IDatabaseStartup", "MasterKey", "PrivateCluster", "PrivateClusterException", "PrivateClusterOptions",
        "StorageException", "StorageOptions", "StorageRegistration",
    ];

    [Theory]
    [InlineData("Protocol")]
    [InlineData("SignIn")]
    [InlineData("Messaging")]
    public void Keeps_the_inner_rooms_free_of_the_web_of_databases_and_of_one_another(string room)
    {
        var references = House.Room(room).GetReferencedAssemblies().Select(assembly => assembly.Name!);

        var forbidden = references.Where(name =>
            Outside.Any(outside => name.StartsWith(outside, StringComparison.Ordinal)) || IsRoom(name));

        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("Protocol")]
    [InlineData("SignIn")]
    [InlineData("Messaging")]
    public void Gives_the_inner_rooms_nothing_to_refer_to(string room)
    {
        var project = XDocument.Load(Path.Combine(House.Root, "src", $"{House.Name}.{room}", $"{House.Name}.{room}.csproj"));

        var references = project.Descendants().Where(item => item.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference");

        Assert.Empty(references.Select(reference => reference.Attribute("Include")?.Value));
    }

    [Fact]
    public void Lets_Storage_refer_to_the_inner_rooms_only()
    {
        var rooms = House.Room("Storage").GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(IsRoom);

        Assert.DoesNotContain($"{House.Name}.Web", rooms);
    }

    [Fact]
    public void Shows_the_world_one_door_to_Storage()
    {
        var shown = House.Room("Storage").GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);

        Assert.Equal(StorageFace, shown);
    }

    [Fact]
    public void Lets_Web_touch_Storage_at_start_up_only()
    {
        var elsewhere = House.Sources(".cs", ".cshtml")
            .Where(source => source.Path.StartsWith($"{House.Name}.Web/", StringComparison.Ordinal))
            .Where(source => !source.Path.StartsWith($"{House.Name}.Web/Hosting/", StringComparison.Ordinal) && source.Path != $"{House.Name}.Web/Program.cs")
            .Where(source => MentionOfStorage().IsMatch(source.Text));

        Assert.Empty(elsewhere.Select(source => source.Path));
    }

    private static bool IsRoom(string assembly) => Rooms.Any(room => assembly == $"{House.Name}.{room}");

    [GeneratedRegex(@"\bIdentityServer\.Storage\b|\busing\s+Storage\b|\bStorage\.[A-Z]")]
    private static partial Regex MentionOfStorage();
}
