namespace CloudSim.Net.Tests.Scheduling;

/// <summary>Tests that allocate much run by themselves: others measure the memory of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
