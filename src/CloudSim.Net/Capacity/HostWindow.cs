using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Laws;
using CloudSim.Net.Workloads.Services;

namespace CloudSim.Net.Capacity;

/// <summary>
/// One host of a fleet over a short window of the trace, with live guests: booted, scheduled, and charged what their platform costs. Each
/// guest uses on average what the trace says for that time.
/// </summary>
internal sealed class HostWindow
{
    private readonly SizedSet set;
    private readonly WindowRules rules;
    private readonly Simulation sim = new();
    private readonly Host host;
    private readonly StreamScope random;
    private readonly List<(Guest Guest, double Use)> guests = [];
    private readonly double requestSeconds;
    private DateTime changed;
    private int working; // threads with work
    private double waiting; // thread seconds for which there were more of them than CPUs

    /// <summary>Boots the guests that stand on a host at a time.</summary>
    /// <param name="book">Who is where.</param>
    /// <param name="members">The guests of the host at that time.</param>
    /// <param name="time">Seconds since the trace's begin.</param>
    /// <param name="rules">How long.</param>
    /// <param name="scheduler">The CPU scheduler; null for the platform's own, else CFS.</param>
    /// <param name="random">The draws of this window.</param>
    public HostWindow(FleetBook book, IReadOnlyList<int> members, double time, WindowRules rules, SchedulerKind? scheduler,
        StreamScope random)
    {
        (set, this.rules, this.random) = (book.Set, rules, random);
        var setting = set.Setting;
        host = Host.For(setting.Platform, sim, setting.Host, random, scheduler);
        requestSeconds = Platforms.BareMetal.Of(setting.Host.Parameters).Cost(setting.Application.Request, setting.Host).Total
            / setting.Host.Cpu.Clock.Hertz.Cycles;
        var starts = new List<Event>();
        foreach (var member in members)
        {
            var sized = set.Guests[member];
            if (!host.TryAdmit(setting.Platform, sized.Spec, out var guest, out _))
            {
                Homeless++;
                continue;
            }

            starts.Add(guest!.Start());
            guests.Add((guest, sized.Traced.UseAt(time - book.WaitOf(member)) * sized.Scale));
        }

        foreach (var start in starts)
            sim.Run(start);
    }

    /// <summary>Guests that the live host could not take: for want of memory that is touched, bridge ports, process ids.</summary>
    public int Homeless { get; }

    /// <summary>
    /// Virtual CPUs work and rest by turns. Of the time of each guest's virtual CPUs, the share in which they were ready to run and had no
    /// CPU. A fluid host has no CPUs one by one, and what threads lose to each other on one core is in its delays too: there the wait is
    /// for
    /// as many threads as are more than CPUs, and guests have it in proportion to their delays.
    /// </summary>
    public IReadOnlyList<double> Ready()
    {
        var threads = new List<CpuTask>[guests.Count];
        var draws = random["bursts"];
        for (var i = 0; i < guests.Count; i++)
        {
            var ((guest, use), count) = (guests[i], guests[i].Guest.Spec.VCpus);
            threads[i] = [];
            for (var cpu = 0; use > 0 && cpu < count; cpu++)
            {
                var thread = guest.CreateThread($"load {cpu}");
                threads[i].Add(thread);
                Alternate(guest, thread, Math.Min(1, use / count), draws);
            }
        }

        sim.Run(rules.WarmUp);
        Working(0);
        var (before, waited) = (guests.Select((one, i) => Waited(one.Guest, threads[i])).ToList(), waiting);
        sim.Run(rules.Window);
        Working(0);
        var delays = guests.Select((one, i) => (Waited(one.Guest, threads[i]) - before[i]) / 1e9).ToList();
        var part = host.Scheduler is Scheduling.Fluid.FluidScheduler
            ? delays.Sum() is var all && all > 0 ? Math.Min(1, (waiting - waited) / all) : 0 : 1;
        return [.. guests.Select((one, i) =>
            Math.Clamp(part * delays[i] / (rules.Window.TotalSeconds * one.Guest.Spec.VCpus), 0, 1))];
    }

    private void Working(int more)
    {
        waiting += Math.Max(0, working - set.HostCpus) * (sim.Now - changed).TotalSeconds;
        (working, changed) = (working + more, sim.Now);
    }

    /// <summary>Requests come at random, so many that their work is what the trace says. How long they take, in seconds: infinite for who
    /// has waited for longer than the window has left.</summary>
    /// <param name="bound">Seconds: who was not answered and has waited for less is not counted.</param>
    /// <param name="most">Requests of all guests together, about: with more the window is shorter.</param>
    public IReadOnlyList<double> Responses(double bound, int most)
    {
        var (times, open) = (new List<double>(), new HashSet<Pending>());
        var rate = guests.Sum(one => one.Use) / requestSeconds;
        var window = rate > 0 ? Durations.OfSeconds(Math.Min(rules.Window.TotalSeconds, Math.Max(most / rate, 4 * bound)))
            : rules.Window;
        var (begin, draws) = (sim.Now + rules.WarmUp, random["arrivals"]);
        foreach (var (guest, use) in guests.Where(one => one.Use > 0))
            Arrive(new Service(guest, Spec(guest)), requestSeconds / use, draws, begin, times, open);
        sim.Run(rules.WarmUp + window);
        times.AddRange(open.Where(request => (sim.Now - request.Begun).TotalSeconds >= bound).Select(_ => double.PositiveInfinity));
        return times;
    }

    private ServiceSpec Spec(Guest guest)
    {
        var application = set.Setting.Application;
        var cv = Math.Sqrt(Math.Exp(application.ServiceSigma * application.ServiceSigma) - 1);
        return new()
        {
            Work = application.Request, Workers = guest.Spec.VCpus, Response = application.Response,
            Factor = cv > 0 ? Law.LogNormal(1, cv) : Law.Constant(1),
        };
    }

    private void Arrive(Service service, double gap, RandomStream draws, DateTime begin, List<double> times, HashSet<Pending> open)
    {
        Alarm next = null!;
        next = new Alarm(sim, () =>
        {
            var request = new Pending(sim.Now);
            if (sim.Now >= begin)
                open.Add(request);
            service.Submit(reply =>
            {
                if (open.Remove(request))
                    times.Add(reply.Status == ReplyStatus.Ok ? (sim.Now - request.Begun).TotalSeconds : double.PositiveInfinity);
            });
            next.Set(Durations.OfSeconds(draws.Exponential(gap)));
        });
        next.Set(Durations.OfSeconds(draws.Exponential(gap)));
    }

    // On a host of its own it has the mean that the trace says: what it rests is what the work, with the platform's cost, leaves.
    private void Alternate(Guest guest, CpuTask thread, double use, RandomStream draws)
    {
        var burst = rules.Burst.TotalSeconds;
        var work = guest.Demand(set.Setting.Application.Request) * (burst / requestSeconds);
        var rest = burst * Math.Max(0, (1 / use) - (work.Cpu / (1e9 * burst)));
        Alarm resting = null!;
        resting = new(sim, Work);
        if (draws.NextDouble() < 1 - (rest / (burst / use)))
            Work();
        else
            Wait();

        void Work()
        {
            Working(1);
            guest.Execute(work * draws.Exponential(1), Rest, thread);
        }

        void Rest()
        {
            Working(-1);
            Wait();
        }

        void Wait()
        {
            if (rest > 0)
                resting.Set(Durations.OfSeconds(draws.Exponential(rest)));
            else
                resting.Set(TimeSpan.Zero);
        }
    }

    private static double Waited(Guest guest, List<CpuTask> threads) =>
        guest.Platform.Kernel is null ? threads.Sum(thread => (double)thread.RunDelay) : guest.StealNs;

    private sealed class Pending(DateTime begun)
    {
        public DateTime Begun { get; } = begun;
    }
}
