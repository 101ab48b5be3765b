using AccountValidation.Contract.Tests;
using Xunit.Sdk;
using Xunit.v3;

// The tests mostly wait for a host, so many tests may wait at once.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 16)]
[assembly: AssemblyFixture(typeof(ContractTarget))]
