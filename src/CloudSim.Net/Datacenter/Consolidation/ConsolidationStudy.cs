using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// The study of consolidation on PlanetLab's traces (Beloglazov and Buyya 2012, section 6): guests of four types on hosts of two models,
/// each guest following a machine of a day. <c>ConsolidationStudy.csv</c> has its numbers, the room's page its rules.
/// </summary>
public sealed class ConsolidationStudy
{
    /// <summary>Samples that a day has at least: one before the first round, and two between which something is measured.</summary>
    public const int Least = 3;

    private readonly ConsolidationRules rules;
    private readonly HostModel[] models;
    private readonly InstanceType[] types;
    private readonly double overhead;
    private readonly Bytes hostMemory;

    /// <summary>The study with these numbers.</summary>
    public ConsolidationStudy(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        rules = ConsolidationRules.Of(parameters);
        models = [MeasuredServers.HpMl110G4(parameters), MeasuredServers.HpMl110G5(parameters)];
        var p = parameters.Beside<ConsolidationStudy>();
        string[] names = ["high_cpu_medium", "extra_large", "small", "micro"];
        types = [.. names.Select(name => new InstanceType(name, 1, p.Bytes($"{name}_memory")) { Clock = p.Frequency($"{name}_clock") })];
        (overhead, hostMemory) = (p.Ratio("move_overhead"), p.Bytes("host_memory"));
        Unit = p.Frequency("cpu_unit");
        HostsPerGuest = p.Ratio("hosts_per_guest");
    }

    /// <summary>What requests count as one CPU, so that hosts of unlike clocks compare.</summary>
    public Frequency Unit { get; }

    /// <summary>Hosts for each guest, as in the study.</summary>
    public double HostsPerGuest { get; }

    /// <summary>Runs a day: from the first sample to the last; what is measured begins with the first round.</summary>
    /// <param name="day">What each guest wants.</param>
    /// <param name="hosts">How many hosts, of the two models in turn.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="random">Its draws.</param>
    public ConsolidationResult Run(IReadOnlyList<DemandTrace> day, int hosts, ConsolidationPolicy policy, StreamScope random)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(random);
        Check.Between(day.Count, 1, int.MaxValue, nameof(day));
        Check.Between(hosts, 1, int.MaxValue, nameof(hosts));
        var samples = day.Max(trace => trace.Samples.Count);
        Check.Between(samples, Least, int.MaxValue, nameof(day));
        var sim = new Simulation();
        var accounts = new DemandAccounts(sim, overhead);
        var datacenter = new Datacenter(sim, policy.Detector is null ? new FirstFittingCpu() : new PowerAwarePlacement());
        var consolidator = new Consolidator(datacenter, rules, policy.Detector ?? new StaticThreshold(1),
            policy.Selection?.Invoke(random["selection"]) ?? LeastFirst.MigrationTime) { IsPassive = policy.Detector is null };
        for (var i = 0; i < hosts; i++)
            accounts.Of(Add(datacenter, models[i % models.Length], random));
        var guests = day.Select((trace, i) => datacenter.Submit(Request(i, day.Count, trace, accounts))).ToList();
        consolidator.Start();
        sim.Run(1.Milliseconds); // all are placed
        var unplaced = guests.Count(guest => guest.State != AllocationState.Running);
        foreach (var guest in guests.Where(guest => guest.State == AllocationState.Running))
            guest.Resize(new(0, Bytes.Zero, slots: 1));
        var active = new List<int>();
        consolidator.Rounded += () => active.Add(accounts.All.Count(account => account.Guests > 0));
        sim.Run(rules.Interval - 1.Milliseconds); // up to the first round
        var meter = new Meter(accounts);
        var asleep = accounts.All.Count(account => account.Guests == 0);
        sim.Run((samples - 2) * rules.Interval); // up to the last sample
        return meter.Result(consolidator.Moves, asleep, unplaced, active);
    }

    private Node Add(Datacenter datacenter, HostModel model, StreamScope random)
    {
        var host = new Host(datacenter.Simulation, model, random, SchedulerKind.Fluid);
        var cpus = model.Topology.Cpus * model.Cpu.Clock.Hertz / Unit.Hertz;
        return datacenter.Add(host, allocatable: new(cpus, hostMemory, network: model.Nic.Bandwidth, slots: int.MaxValue));
    }

    private Request Request(int number, int count, DemandTrace trace, DemandAccounts accounts)
    {
        var perType = (count + types.Length - 1) / types.Length;
        var type = types[number / perType];
        var needs = new Resources(type.Clock!.Value.Hertz / Unit.Hertz, type.Memory, slots: 1);
        return new($"guest {number}", needs, TracedInstance.Of(type, trace, accounts));
    }

    // What accounts have counted since it was made.
    private sealed class Meter
    {
        private readonly DemandAccounts accounts;
        private readonly (Joules Energy, double Active, double Short, double Demanded, double Lost, int Shutdowns) before;

        public Meter(DemandAccounts accounts)
        {
            this.accounts = accounts;
            before = Read();
        }

        public ConsolidationResult Result(int moves, int asleep, int unplaced, IReadOnlyList<int> active)
        {
            var now = Read();
            return new(now.Energy - before.Energy, moves, (now.Lost - before.Lost) / (now.Demanded - before.Demanded),
                (now.Short - before.Short) / (now.Active - before.Active), now.Shutdowns - before.Shutdowns + asleep, unplaced, active);
        }

        private (Joules Energy, double Active, double Short, double Demanded, double Lost, int Shutdowns) Read()
        {
            accounts.Advance();
            return (new(accounts.All.Sum(account => account.Energy.Value)), accounts.All.Sum(account => account.Active.TotalSeconds),
                accounts.All.Sum(account => account.Short.TotalSeconds), accounts.Demanded, accounts.LostToMoves, accounts.Shutdowns);
        }
    }
}
