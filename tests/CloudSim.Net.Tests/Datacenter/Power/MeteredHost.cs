using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Power;

/// <summary>A machine with a power, under any scheduler, on which a random program runs.</summary>
internal sealed class MeteredHost
{
    public static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[0, 3].Select(i => new[] { 1, 2, 5, 8 }[i])
        from groups in Gen.Select(Gen.Int[0, 3], Gen.Int[1, 1000], Gen.Int[0, 4], Gen.Int[0, 700]).Array[1, 4]
        from tasks in Gen.Select(Gen.Int[0, 4], Gen.Int[100, 30_000], Gen.Int[100, 90_000], Gen.Int[0, 11]).Array[1, 12]
        from cost in Gen.Int[0, 2]
        from still in Gen.Int[0, 3]
        // Now and then nobody sleeps and nothing is limited: then CFS passes whole rounds at once.
        select still > 0 ? new Setup(cpus, groups, tasks, cost)
            : new Setup(cpus, [.. groups.Select(g => (g.Item1, g.Item2, 1, 1))],
                [.. tasks.Select(t => (t.Item1, t.Item2, t.Item3, 10))], 0);

    private readonly Setup setup;
    private readonly List<TaskGroup> groups;
    private readonly List<CpuTask> tasks = [];

    /// <param name="scheduler">Its name; with "threads" two threads a core.</param>
    /// <param name="setup">What runs.</param>
    /// <param name="power">Its power for so many CPUs.</param>
    public MeteredHost(string scheduler, Setup setup, Func<int, PowerModel> power)
    {
        this.setup = setup;
        var (name, cost, sim) = (scheduler.Split(',')[0], TimeSpan.FromMicroseconds(setup.Cost), new Simulation());
        var topology = scheduler == name ? CpuTopology.Uniform(setup.Cpus) : new CpuTopology(P, setup.Cpus, threadsPerCore: 2);
        CpuScheduler cpus = name switch
        {
            "cfs" => new CfsScheduler(sim, topology, CfsTunables.For(P, topology.Cpus) with { ContextSwitchCost = cost }),
            "eevdf" => new EevdfScheduler(sim, topology, EevdfTunables.For(P, topology.Cpus) with { ContextSwitchCost = cost }),
            "credit" => new CreditScheduler(sim, topology.Cpus, new CreditTunables(P) { ContextSwitchCost = cost }),
            _ => new FluidScheduler(sim, topology),
        };
        Host = new(sim, HostModel.RackServer(P) with { Topology = topology, Power = power(topology.Cpus) }, new RandomStreams(1), cpus);
        Meter = PowerMeter.Of(Host);
        groups = [cpus.Root];
        foreach (var (parent, weight, limit, background) in setup.Groups)
        {
            var group = cpus.CreateGroup($"g{groups.Count}", groups[name == "credit" ? 0 : parent % groups.Count]);
            group.Weight = weight;
            group.Background = background % 3 == 0 ? 1_000_000L * (1 + background) : 0;
            if (limit == 0)
                group.SetBandwidth(TimeSpan.FromMilliseconds(20 + (weight % 80)), TimeSpan.FromMilliseconds(100));
            groups.Add(group);
        }

        foreach (var task in setup.Tasks)
            Create(task.Group, task.Work, task.Sleep, task.Kind, name is "cfs" or "eevdf");
    }

    public Host Host { get; }

    public PowerMeter Meter { get; }

    public CpuScheduler Cpu => Host.Scheduler;

    /// <summary>How often work ended or was cut off so far.</summary>
    public int Changes { get; private set; }

    /// <summary>
    /// By how much time with a busy CPU and the time charged may differ: a counter of wake-ups beside the tasks is cut to whole
    /// nanoseconds, and in a fluid each task's. Work that wake-ups slow down ends between two steps of the clock, which are 100 ns, and its
    /// CPU is given away at the later.
    /// </summary>
    public int ToleranceNs => 2 + (Cpu is FluidScheduler ? Changes : setup.Groups.Any(g => g.Background % 3 == 0) ? 100 * Changes : 0);

    /// <summary>Runs for a while; then limits, freezers and background change, and tasks end.</summary>
    public void Step(int number)
    {
        Host.Simulation.Run(TimeSpan.FromMilliseconds(number % 3 == 0 ? 0.37 : number % 3 == 1 ? 17.9 : 83.1));
        var group = groups[1 + (number % (groups.Count - 1))];
        Changes += tasks.Count;
        if (number % 4 == 0)
            group.Frozen = !group.Frozen;
        if (number % 5 == 0 && setup.Groups[0].Limit == 0)
            group.SetBandwidth(TimeSpan.FromMilliseconds(5 * number), TimeSpan.FromMilliseconds(50));
        if (number % 6 == 0 && setup.Groups[0].Background % 3 == 0)
            group.Background = 30_000_000L * number;
        if (number % 7 == 0)
            tasks[number % tasks.Count].Exit();
    }

    private void Create(int at, int work, int sleep, int kind, bool hasRealTime)
    {
        var policy = kind switch
        {
            0 when hasRealTime => TaskPolicy.Fifo,
            1 when hasRealTime => TaskPolicy.RoundRobin,
            2 => TaskPolicy.Idle,
            _ => TaskPolicy.Normal,
        };
        var task = Cpu.CreateTask($"t{tasks.Count}", groups[at % groups.Count], 0, policy,
            policy is TaskPolicy.Fifo or TaskPolicy.RoundRobin ? 1 + (work % 3) : 0);
        tasks.Add(task);
        var alarm = new Alarm(Host.Simulation, () =>
        {
            if (!task.HasExited)
                task.Demand(kind >= 9 ? CpuTask.Forever : work * 1_000L);
        });
        task.Done = () =>
        {
            Changes++;
            if (work % 5 == 0 && task.CpuTime < 20_000_000)
                task.Demand(work * 700L);
            else if (work % 7 == 0)
                task.Exit();
            else
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
        };
        alarm.Set(TimeSpan.FromMicroseconds(sleep));
    }

    /// <summary>Groups: parent (0 = root), weight, limited if 0, wake-ups beside the tasks if a multiple of 3. Tasks: group, work and sleep
    /// in microseconds, kind. Cost of a switch in microseconds.</summary>
    internal sealed record Setup(int Cpus, (int Parent, int Weight, int Limit, int Background)[] Groups,
        (int Group, int Work, int Sleep, int Kind)[] Tasks, int Cost);
}
