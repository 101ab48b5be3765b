using AccountValidation.Contract.Tests;
using Xunit.Sdk;
using Xunit.v3;

// The tests wait for a host far more than they work, so many of them may wait at once.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 16)]
[assembly: AssemblyFixture(typeof(ContractTarget))]
