using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Scale;

/// <summary>
/// A workload that other simulators were measured on, whose finish times are known exactly: hosts of so many cores of 1000 MIPS, virtual
/// machines that are all requested at once and placed by first fit, and tasks that share the machine they are bound to.
/// </summary>
/// <remarks>A million instructions (MI) are a million cycles here, and 1000 MIPS are 1 GHz.</remarks>
public sealed record FixedWorkload
{
    private const double CyclesPerMi = 1e6;

    private FixedWorkload(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Hosts.</summary>
    public int Hosts { get; private init; } = 1;

    /// <summary>Cores of a host.</summary>
    public int Cores { get; private init; }

    /// <summary>Virtual CPUs that may be requested of each core.</summary>
    public double CpuOvercommit { get; private init; } = 1;

    /// <summary>Virtual machines.</summary>
    public int Vms { get; private init; }

    /// <summary>What each of them is.</summary>
    public InstanceType Vm { get; private init; } = new("vm", 1, 2.GiB);

    /// <summary>Tasks.</summary>
    public int Tasks { get; private init; }

    /// <summary>When a task is submitted, in seconds, and its length in MI.</summary>
    private Func<long, (long Second, double Mi)> Task { get; init; } = _ => default;

    /// <summary>
    /// W1: so many hosts of 16 cores and 64 GiB, ten one-core machines for each host, ten tasks for each machine, spread over a day by a
    /// hash of their number (Knuth's multiplicative one), 300 to 900 thousand MI long.
    /// </summary>
    /// <param name="hosts">Hosts, 1 to 1,000,000.</param>
    public static FixedWorkload W1(int hosts) => new("W1")
    {
        Hosts = Check.Between(hosts, 1, 1_000_000, nameof(hosts)), Cores = 16, Vms = checked(10 * hosts), Tasks = checked(100 * hosts),
        Task = id =>
        {
            var hash = (uint)((id + 1) * 2_654_435_761);
            return (hash % 86_400, 300_000 + (hash / 86_400 % 601 * 1000));
        },
    };

    /// <summary>W2a: 64 one-core machines on a host of 8 cores, a task of 450,000 MI in each: all share, and end at 3600 s.</summary>
    public static FixedWorkload W2a { get; } = new("W2a")
    {
        Cores = 8, CpuOvercommit = 8, Vms = 64, Vm = new("vm", 1, 1.GiB), Tasks = 64, Task = _ => (0, 450_000),
    };

    /// <summary>W2b: one machine of 8 cores with 64 tasks of 13,846, 27,692, ... MI, all at once.</summary>
    public static FixedWorkload W2b { get; } = new("W2b")
    {
        Cores = 8, Vms = 1, Vm = new("vm", 8, 2.GiB), Tasks = 64, Task = id => (0, 13_846 * (id + 1)),
    };

    /// <summary>Runs it, through what a script uses: datacenter, requests, instances.</summary>
    /// <param name="parameters">The numbers of the models: none of them changes a finish time.</param>
    /// <param name="watch">Given the simulation before it runs.</param>
    public FixedOutcome Run(Parameters parameters, Action<Simulation>? watch = null)
    {
        var sim = new Simulation();
        var datacenter = new Datacenter.Datacenter(sim, new FirstFit()) { CpuOvercommit = CpuOvercommit };
        var (streams, model) = (new RandomStreams(1), Machine(parameters));
        for (var i = 0; i < Hosts; i++)
            datacenter.Add(new Host(sim, model, streams, SchedulerKind.Fluid));
        var request = Vm.Request("vm");
        var vms = new Allocation[Vms];
        for (var i = 0; i < vms.Length; i++)
            vms[i] = datacenter.Submit(request);

        var (finished, sum, last) = (0, default(Int128), TimeSpan.Zero);
        Action<long> completed = _ =>
        {
            last = sim.Now - sim.StartDate;
            sum += last.Ticks;
            finished++;
        };
        var order = new long[Tasks];
        for (var id = 0; id < order.Length; id++)
            order[id] = (Task(id).Second << 32) | (uint)id;
        Array.Sort(order);
        _ = new Timetable(sim, Tasks, i => new TimeSpan((order[i] >> 32) * TimeSpan.TicksPerSecond), i =>
        {
            var id = (uint)order[i];
            var vm = (Instance)vms[(long)id * Vms / Tasks].Sandbox!;
            vm.Completed ??= completed;
            vm.Execute(new Cycles(Task(id).Mi * CyclesPerMi), id);
        });
        watch?.Invoke(sim);
        sim.Run();
        return new(finished, (double)sum / TimeSpan.TicksPerSecond, last.TotalSeconds, sim.EventCount);
    }

    private HostModel Machine(Parameters parameters)
    {
        var rack = HostModel.RackServer(parameters);
        return rack with
        {
            Name = $"{Cores} x 1000 MIPS", Topology = CpuTopology.Uniform(Cores), Governor = null,
            Cpu = rack.Cpu with { Clock = 1.GHz }, Memory = 64.GiB, HostReserved = Bytes.Zero,
        };
    }
}
