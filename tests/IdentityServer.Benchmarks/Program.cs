using BenchmarkDotNet.Running;
using IdentityServer.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(TokenBenchmarks).Assembly).Run(args);
