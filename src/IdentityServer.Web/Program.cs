using IdentityServer.Web.Hosting;

return await Server.RunAsync(args);
