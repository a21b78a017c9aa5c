namespace CloudSim.Net.Tests.Scheduling;

/// <summary>Tests that use all processors run by themselves, so that no other waits for long.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
