using Xunit.v3;

// Most tests wait for processes and timers, so more of them than cores run side by side.
[assembly: Parallelization(MaxThreads = 4)]
