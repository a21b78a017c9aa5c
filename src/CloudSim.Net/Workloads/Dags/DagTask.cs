using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads.Dags;

/// <summary>A task of a <see cref="Dag"/>.</summary>
/// <param name="Name">Its name, once in the graph.</param>
/// <param name="Guest">Where it runs, on a thread of its own while it runs.</param>
/// <param name="Work">What it does.</param>
/// <param name="After">Names of the tasks that must have ended before.</param>
public sealed record DagTask(string Name, Guest Guest, WorkProfile Work, params IReadOnlyList<string> After)
{
    /// <summary>Its name, once in the graph.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>Where it runs.</summary>
    public Guest Guest { get; init => field = Check.NotNull(value); } = Check.NotNull(Guest);

    /// <summary>What it does.</summary>
    public WorkProfile Work { get; init => field = Check.NotNull(value); } = Check.NotNull(Work);

    /// <summary>Names of the tasks that must have ended before.</summary>
    public IReadOnlyList<string> After { get; init => field = Check.NotNull(value); } = Check.NotNull(After);

    /// <summary>Memory that it takes while it runs.</summary>
    public Bytes Memory { get; init => field = Check.Memory(value); }
}
