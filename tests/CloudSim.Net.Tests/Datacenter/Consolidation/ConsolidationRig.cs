using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

/// <summary>A datacenter of the study's machines in turn, whose power is what a test says, and traced guests.</summary>
internal sealed class ConsolidationRig
{
    private int guests;

    public ConsolidationRig(int hosts, PowerModel? power = null, IPlacement? placement = null, int firstModel = 0)
    {
        Accounts = new(Sim, overhead: 0.1);
        Datacenter = new(Sim, placement ?? new PowerAwarePlacement());
        for (var i = 0; i < hosts; i++)
        {
            var model = (i + firstModel) % 2 == 0 ? MeasuredServers.HpMl110G4(P) : MeasuredServers.HpMl110G5(P);
            var host = new Host(Sim, power is null ? model : model with { Power = power }, new RandomStreams(1), SchedulerKind.Fluid);
            Datacenter.Add(host, allocatable: new(2 * model.Cpu.Clock.Hertz / 1e9, Megabytes(4096), slots: 1000));
        }
    }

    public Simulation Sim { get; } = new();

    public DemandAccounts Accounts { get; }

    public CloudSim.Net.Datacenter.Datacenter Datacenter { get; }

    public IEnumerable<Node> Nodes => Datacenter.Nodes.All;

    public DemandAccount Account(int node) => Accounts.Of(Datacenter.Nodes[node]);

    /// <summary>Asks for a guest of so many GHz; samples are 300 s apart.</summary>
    public Allocation Submit(double ghz, long megabytes, params double[] samples)
    {
        var type = new InstanceType($"{ghz} GHz", 1, Megabytes(megabytes)) { Clock = new(ghz * 1e9) };
        var needs = new Resources(ghz, type.Memory, slots: 1);
        return Datacenter.Submit(new($"guest {guests++}", needs, TracedInstance.Of(type, new(300.Seconds, samples), Accounts)));
    }

    /// <summary>Up to this time after the start.</summary>
    public void RunTo(double seconds) => Sim.Run((seconds - (Sim.Now - Sim.StartDate).TotalSeconds).Seconds);

    public static Bytes Megabytes(long count) => new(count * 1_000_000);

    public static TracedInstance Of(Allocation allocation) => (TracedInstance)allocation.Sandbox!;
}
