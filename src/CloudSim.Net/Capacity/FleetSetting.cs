using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Capacity;

/// <summary>Of which hosts a fleet is, how guests are isolated on them, and how they are given places.</summary>
/// <param name="Host">The model of all hosts.</param>
/// <param name="Platform">How guests are isolated.</param>
/// <param name="Application">The mix of what guests do: user code, system calls, packets and so on, in the proportions of its requests.
/// A guest's use in the trace is the CPU time of this work without any platform.</param>
public sealed record FleetSetting(HostModel Host, Platform Platform, WebApplication Application)
{
    /// <summary>The model of all hosts.</summary>
    public HostModel Host { get; init => field = Check.NotNull(value); } = Check.NotNull(Host);

    /// <summary>How guests are isolated.</summary>
    public Platform Platform { get; init => field = Check.NotNull(value); } = Check.NotNull(Platform);

    /// <summary>The mix of what guests do.</summary>
    public WebApplication Application { get; init => field = Check.NotNull(value); } = Check.NotNull(Application);

    /// <summary>Virtual CPUs that may be requested for each CPU of a host; null for any number, so that only goals bound them.</summary>
    public double? CpuOvercommit { get; init => field = value is { } given ? Check.Positive(given) : null; }

    /// <summary>Memory that may be requested for each byte of a host's; 1 by default.</summary>
    public double MemoryOvercommit { get; init => field = Check.Positive(value); } = 1;

    /// <summary>How long a guest waits for a place before it is refused; null for ever, zero for not at all.</summary>
    public TimeSpan? Patience { get; init => field = value is { } given ? Check.Time(given) : null; } = TimeSpan.Zero;

    /// <summary>Memory of a guest of which the trace knows none; left out, as the platform needs for the application.</summary>
    public Bytes? GuestMemory { get; init => field = value is { } given ? Check.SomeMemory(given) : null; }

    /// <summary>The speed of a CPU of the trace against one of these hosts.</summary>
    public double CoreSpeed { get; init => field = Check.Positive(value); } = 1;

    /// <summary>Of the CPUs that a guest asks for, the part (0 to 1) that it uses, where the trace does not say.</summary>
    public double Use { get; init => field = Check.Share(value); } = 1;

    /// <summary>The rule by which guests get hosts.</summary>
    public Func<IPlacement> Placement { get; init => field = Check.NotNull(value); } = () => new Datacenter.Placement.WorstFit();

    /// <summary>CPU time on a host for each second of the same work without a platform: what its techniques cost.</summary>
    public double CpuCost => Platform.Cost(Application.Request, Host).Total / Platforms.BareMetal.Of(Host.Parameters)
        .Cost(Application.Request, Host).Total;
}
