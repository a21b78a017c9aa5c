using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>An instance type: what a customer orders.</summary>
/// <param name="Name">Its name, for instance <c>m5.large</c>.</param>
/// <param name="VCpus">Virtual CPUs, more than 0; each at most one CPU of the host at a time. They are a quota of 100 ms, of
/// which a kernel gives 1 ms at least: less than 0.01 of them is 0.01.</param>
/// <param name="Memory">Memory, pinned on the host.</param>
public sealed record InstanceType(string Name, double VCpus, Bytes Memory)
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>Virtual CPUs.</summary>
    public double VCpus { get; init => field = Check.Positive(value); } = Check.Positive(VCpus);

    /// <summary>Memory, pinned on the host.</summary>
    public Bytes Memory { get; init => field = Check.Memory(value); } = Check.Memory(Memory);

    /// <summary>Cycles a second of each virtual CPU at most; null for those of the host's CPU.</summary>
    public Frequency? Clock { get; init => field = value is { } given ? Check.Rate(given) : null; }

    /// <summary>Which pages its tasks write: what a live move has to send again. None by default.</summary>
    public DirtyCurve Dirty { get; init => field = Check.NotNull(value); } = DirtyCurve.None;

    /// <summary>How much of its memory was never written, or is all zeros; at most all.</summary>
    public Bytes Zero { get; init => field = Check.Memory(value); }

    /// <summary>What an instance of it requests.</summary>
    public Resources Needs => new(VCpus, Memory, slots: 1);

    /// <summary>A request for an instance of this type.</summary>
    public Request Request(string name) => new(name, Needs, Instance.Of(this));
}
