using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What a consolidator can see of what runs: its size, and how much CPU it wants.</summary>
/// <param name="Memory">What is copied when it moves.</param>
/// <param name="Most">Cycles a second that it may use at most.</param>
/// <param name="Demand">Cycles a second that it wants now, where that is known.</param>
/// <param name="CpuTime">CPU time that it has had so far, where that is all that is known: what it wants and does not get is not
/// seen.</param>
internal readonly record struct Observed(Bytes Memory, double Most, double? Demand, TimeSpan CpuTime = default)
{
    /// <summary>What is seen of a sandbox; null of one that no consolidator moves.</summary>
    public static Observed? Of(ISandbox? sandbox) => sandbox switch
    {
        TracedInstance traced => new(traced.Type.Memory, traced.Most, traced.Demand),
        Instance { Type: var type } instance => new(type.Memory,
            type.VCpus * Math.Min(type.Clock?.Hertz ?? double.MaxValue, Clock(instance.Node.Host)), null, instance.CpuTime),
        GuestSandbox { Guest: { Platform.Kernel: not null } guest } =>
            new(guest.Spec.ConfiguredMemory, guest.Spec.VCpus * Clock(guest.Host), null, guest.CpuTime),
        _ => null,
    };

    private static double Clock(Host host) => host.Model.Cpu.Clock.Hertz;
}
