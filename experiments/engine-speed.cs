#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How much CPU time does one event cost, against a bare heap that does no more than keep the order?
using System.Runtime.InteropServices;
using CloudSim.Net.Experiments.Validation.EventEngine;

var script = new Script("How much CPU time does one event of the engine cost, against a bare heap?");
var scale = script.Option("--scale", "X", "more or fewer events in every case", 1.0, atLeast: 0.001, atMost: 100);
var repeats = script.Option("--repeats", "N", "how often each case is measured; the least counts (once with --quick)", 3, atLeast: 1,
    atMost: 100);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var draws = new RandomStreams(experiment.Seed)["delays"];
    TimeSpan Exponential(double seconds = 1) => TimeSpan.FromTicks((long)draws.Exponential(seconds * TimeSpan.TicksPerSecond));
    int Events(double millions) => (int)(millions * 1e6 * experiment.Value(scale) * (experiment.Quick ? 0.05 : 1));
    int small = 10_000, large = experiment.Quick ? 100_000 : 1_000_000;
    var heapSmall = 0.0;
    var heapLarge = 0.0;
    var rows = new List<Row>();

    heapSmall = Measure("heap-10k", () => BareHeap.Hold(small, Events(10), () => Exponential().Ticks));
    heapLarge = Measure("heap-1m", () => BareHeap.Hold(large, Events(5), () => Exponential().Ticks));
    Measure("hold-10k", () => Hold(small, Events(10)));
    Measure("hold-1m", () => Hold(large, Events(5)));
    Measure("seq", () => Run(sim => sim.Process(Waits(sim, Events(10)))));
    Measure("mm1", () => Run(sim => sim.Process(Arrivals(sim, new Resource(sim), Events(1)))));
    Measure("seize", () => Run(sim => sim.Process(Seizes(sim, new Resource(sim), Events(2)))));
    Measure("spawn", () => Run(sim => sim.Process(Spawns(sim, Events(3)))));
    Measure("ping-pong", () => Run(sim => PingPong(sim, Events(2))));
    Measure("shop",
        () => Run(sim => MachineShop.Build(sim, 100, draws),
            TimeSpan.FromDays(365.0 * experiment.Value(scale) / (experiment.Quick ? 20 : 1))));
#if !SIMSHARP
    Measure("timer-10k", () => Timers(small, Events(10)));
    Measure("delay-10k", () => Delays(small, Events(10)));
    // The schedulers are compiled, and compiled again with what the runtime has learnt, before they are measured.
    for (int i = 0; i < 8; i++)
        FluidGuests(hours: 1);
    Measure("fluid-64vm", () => FluidGuests(hours: 1));
    for (int i = 0; i < 3; i++)
        Spinners(hours: 0.1, skip: false);
    Measure("cfs-64spinners", () => Spinners(hours: 1, skip: false));
    Spinners(hours: 1, skip: true);
    Measure("cfs-64spinners-fast", () => Spinners(hours: 1, skip: true));
#endif

    experiment.Csv(rows);
    experiment.Table(rows);
    var engine = rows.Where(r => !r.Case.StartsWith("cfs", StringComparison.Ordinal)
        && !r.Case.StartsWith("fluid", StringComparison.Ordinal)).ToList();
    var events = engine.Where(r => !r.Case.StartsWith("heap", StringComparison.Ordinal)).ToList();
    var (cheapest, dearest) = (events.MinBy(r => r.NsPerEvent)!, events.MaxBy(r => r.NsPerEvent)!);
    experiment.Plot("cost", Figure.Bars(
        $"An event of the engine costs {cheapest.NsPerEvent:0} ns ({cheapest.Case}) to {dearest.NsPerEvent:0} ns ({dearest.Case}) " +
        $"of CPU time, {events.Min(r => r.RatioToHeap):0.0} to {events.Max(r => r.RatioToHeap):0.0} times a bare heap's",
        "CPU time per event (ns)", engine.Select(r => new Bar(r.Case, Math.Round(r.NsPerEvent), $"{r.RatioToHeap:0.0} times the heap")),
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}; the least of " +
        $"{(experiment.Quick ? 1 : experiment.Value(repeats))} measured run(s) on one machine; heap: a bare heap of 10 thousand (10k) " +
        "or a million (1m) entries; no intervals, as what else the machine does only adds"));

    // The least of several runs: what else the machine does meanwhile only ever adds.
    double Measure(string name, Func<long> run)
    {
        var heap = name.EndsWith("1m", StringComparison.Ordinal) ? heapLarge : heapSmall;
        var least = Enumerable.Range(0, experiment.Quick ? 1 : experiment.Value(repeats)).Select(_ => MeasureOnce(name, run, heap))
            .MinBy(r => r.NsPerEvent)!;
        rows.Add(least);
        return least.NsPerEvent;
    }

    static Row MeasureOnce(string name, Func<long> run, double heap)
    {
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(true);
        var cpu = Environment.CpuUsage.TotalTime;
        long events = run();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(true) - allocated;
        double cost = cpu.TotalNanoseconds / events;
        return new Row(name, events, cpu.TotalSeconds, cost, (double)allocated / events, heap == 0 ? 1 : cost / heap);
    }

    long Hold(int processes, long events) => Run(sim =>
    {
        for (int i = 0; i < processes; i++)
            sim.Process(Loop(sim));
    }, TimeSpan.FromSeconds((double)events / processes));

    IEnumerable<Event> Loop(Simulation sim)
    {
        while (true)
            yield return sim.Timeout(Exponential());
    }

    IEnumerable<Event> Waits(Simulation sim, int count)
    {
        for (int i = 0; i < count; i++)
            yield return sim.Timeout(TimeSpan.FromSeconds(1));
    }

    IEnumerable<Event> Arrivals(Simulation sim, Resource desk, int customers)
    {
        for (int i = 0; i < customers; i++)
        {
            yield return sim.Timeout(Exponential(1.25));
            sim.Process(Customer(sim, desk));
        }
    }

    IEnumerable<Event> Customer(Simulation sim, Resource desk)
    {
        using var request = desk.Request();
        yield return request;
        yield return sim.Timeout(Exponential());
    }

    IEnumerable<Event> Seizes(Simulation sim, Resource desk, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var request = desk.Request();
            yield return request;
            yield return desk.Release(request);
        }
    }

    IEnumerable<Event> Spawns(Simulation sim, int count)
    {
        for (int i = 0; i < count; i++)
            yield return sim.Process(Child());
    }

    IEnumerable<Event> Child()
    {
        yield break;
    }

    void PingPong(Simulation sim, int count)
    {
        var ball = new object();
        var (left, right) = (new Store(sim), new Store(sim));
        sim.Process(Player(left, right));
        sim.Process(Player(right, left));
        left.Put(ball);

        IEnumerable<Event> Player(Store mine, Store other)
        {
            for (int i = 0; i < count; i++)
            {
                yield return mine.Get();
                yield return other.Put(ball);
            }
        }
    }

#if !SIMSHARP
    long Timers(int timers, long events) => Run(sim =>
    {
        for (int i = 0; i < timers; i++)
        {
            Alarm? alarm = null;
            alarm = new Alarm(sim, () => alarm!.Set(Exponential()));
            alarm.Set(Exponential());
        }
    }, TimeSpan.FromSeconds((double)events / timers));

    // 64 one-core guests on 8 cores, each with a burst of work again and again for an hour; an event is one burst.
    long FluidGuests(double hours)
    {
        var sim = new Simulation();
        var host = new FluidScheduler(sim, 8);
        long bursts = 0;
        for (int i = 0; i < 64; i++)
        {
            var guest = host.CreateTask("vcpu", host.CreateGroup($"guest {i}"));
            void Burst()
            {
                bursts++;
                guest.Demand((long)(1e9 * draws.Uniform(0.5, 1.5)));
            }

            guest.Done = Burst;
            Burst();
        }
        sim.Run(TimeSpan.FromHours(hours * experiment.Value(scale) / (experiment.Quick ? 20 : 1)));
        return bursts;
    }

    long Delays(int processes, long events) => Run(sim =>
    {
        for (int i = 0; i < processes; i++)
            sim.Process(Again(sim, new Delay(sim)));
    }, TimeSpan.FromSeconds((double)events / processes));

    // An hour of 64 CPU-bound tasks in 8 groups on 8 CPUs; counts time slices.
    long Spinners(double hours, bool skip)
    {
        var sim = new Simulation();
        var cpus = new CfsScheduler(sim, 8, CfsTunables.For(parameters, 8) with { SkipRounds = skip });
        for (int g = 0; g < 8; g++)
        {
            var group = cpus.CreateGroup($"g{g}");
            for (int i = 0; i < 8; i++)
                cpus.CreateTask($"t{i}", group).Demand(CpuTask.Forever);
        }

        sim.Run(TimeSpan.FromHours(hours * experiment.Value(scale) * (experiment.Quick ? 0.05 : 1)));
        return cpus.ContextSwitches;
    }

    IEnumerable<Event> Again(Simulation sim, Delay delay)
    {
        while (true)
            yield return delay.For(Exponential());
    }
#endif
});

static long Run(Action<Simulation> build, TimeSpan? length = null)
{
    var sim = new Simulation();
    build(sim);
    if (length is { } span)
        sim.Run(span);
    else
        sim.Run();
    return sim.EventCount;
}

record Row(string Case, long Events, double CpuS, double NsPerEvent, double BytesPerEvent, double RatioToHeap);
