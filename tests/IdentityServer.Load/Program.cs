using IdentityServer.Load;
using IdentityServer.Load.Server;

var arguments = Arguments.Read(args);
var data = Directory.CreateTempSubdirectory("identityserver-load-").FullName;
try
{
    Settings.Write(data);
    await using var server = await MeasuredServer.StartAsync(arguments.Program, data);
    await Run.AllAsync(server, data, arguments, new Report(Console.Out));
    return 0;
}
catch (LoadException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
finally
{
    Directory.Delete(data, recursive: true);
}
