using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// How a Xen guest is made (Manco et al., SOSP 2017): by <c>xl</c> or the leaner <c>chaos</c> through the XenStore, by chaos without
/// a store (noxs: the hypervisor hands device pages over), or by a split toolstack that only fills a shell made beforehand.
/// </summary>
/// <remarks>
/// The store is one daemon that serves one request after the other. A request costs more the more guests there are, for each
/// brings watches that every write is matched with. A transaction fails if a domain commits meanwhile, and is done again: the
/// longer it takes and the more guests there are, the more often. The two together make the cost superlinear.
/// </remarks>
public sealed class XenToolstack : IParameterized
{
    private const string Store = "xenstore";
    private const string ShellPool = "Xen shells";

    private readonly double sigma, watchesPerDomain, commitsPerDomain;
    private readonly Cycles xl, chaos, domain, domainPerDomain, populatePage, vcpu, operation;
    private readonly Cycles script, plug, devicePage, execute, shellDevice;
    private readonly int attempts, shells;
    private readonly (int Transactions, int Operations) ofXl, ofChaos;

    private XenToolstack(Parameters parameters)
    {
        var p = parameters.Beside<XenToolstack>();
        var clock = p.Frequency("measured_clock").Value;
        Cycles Work(string parameter) => Cycles.Of(p.Duration(parameter), clock);
        (sigma, watchesPerDomain, commitsPerDomain) =
            (p.Ratio("sigma"), p.Ratio("watches_per_domain"), p.Frequency("commits_per_domain").Value.Hertz);
        (xl, chaos, domain, domainPerDomain) = (Work("xl"), Work("chaos"), Work("domain"), Work("domain_per_domain"));
        (populatePage, vcpu, operation, script) = (p.Cycles("populate_page"), Work("vcpu"), Work("operation"), Work("script"));
        (plug, devicePage, execute) = (Work("plug"), Work("device_page"), Work("execute"));
        shellDevice = Cycles.Of(p.Duration("device_page").Value + p.Duration("plug").Value, clock);
        (attempts, shells) = (p.Whole("attempts"), p.Whole("shells"));
        ofXl = (p.Whole("xl_transactions"), p.Whole("xl_operations"));
        ofChaos = (p.Whole("chaos_transactions"), p.Whole("chaos_operations"));
        Uses = parameters.Uses;
    }

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Xen's standard toolstack: parses, considers every device model, writes to the store, runs hot-plug scripts.</summary>
    public static IReadOnlyList<Step> Xl(Parameters parameters, int devices = 1)
    {
        var t = Of(parameters);
        return [t.Cpu("toolstack", t.xl), t.Domain, t.Transactions(t.ofXl), t.Scripts(devices)];
    }

    /// <summary>The lean toolstack with the store: few transactions, a daemon in place of scripts.</summary>
    public static IReadOnlyList<Step> Chaos(Parameters parameters, int devices = 1)
    {
        var t = Of(parameters);
        return [t.Cpu("toolstack", t.chaos), t.Domain, t.Transactions(t.ofChaos), t.Plug(devices)];
    }

    /// <summary>The lean toolstack without a store.</summary>
    public static IReadOnlyList<Step> Noxs(Parameters parameters, int devices = 1)
    {
        var t = Of(parameters);
        return [t.Cpu("toolstack", t.chaos), t.Domain, t.DevicePages(devices), t.Plug(devices)];
    }

    /// <summary>The split toolstack without a store: a daemon keeps shells ready; starting takes one and fills it.</summary>
    public static IReadOnlyList<Step> Split(Parameters parameters, int devices = 1)
    {
        var t = Of(parameters);
        return [new Step(StepKind.Program, "shell", context => t.Take(context, devices)), t.Cpu("fill the shell", t.execute)];
    }

    internal static XenToolstack Of(Parameters parameters) => parameters.Make(nameof(XenToolstack), p => new XenToolstack(p));

    // Hypercalls: the domain, its vCPU, its memory page by page; Xen looks through its list of domains.
    private Step Domain => new(StepKind.Program, "domain", context => Work(context,
        domain + domainPerDomain * context.Count(KernelObject.XenDomain) + populatePage * context.ConfiguredMemory.Pages(4.KiB)
            + vcpu * (context.Platform.VCpus - 1)));

    private Step Transactions((int Count, int Operations) of) =>
        new(StepKind.Program, "XenStore", context => Commit(context, of.Count, of.Operations));

    private Step Scripts(int devices) =>
        Phases.Repeat("hot-plug scripts", devices, Phases.Program("hot-plug script", script, sigma));

    private Step Plug(int devices) => Phases.Repeat("device daemon", devices, Cpu("plug", plug));

    private Step DevicePages(int devices) => Phases.Repeat("device pages", devices, Cpu("device page", devicePage));

    private Step Cpu(string phase, Cycles median) => Phases.HostCpu(phase, median, sigma);

    private IEnumerable<Event> Work(StepContext context, Cycles median)
    {
        yield return context.HostWork(median * context.Random.LogNormal(1, sigma));
    }

    private IEnumerable<Event> Commit(StepContext context, int transactions, int operations)
    {
        var domains = context.Count(KernelObject.XenDomain);
        var work = operation * (1 + watchesPerDomain * domains);
        var commits = commitsPerDomain * domains;
        for (var i = 0; i < transactions; i++)
            for (var attempt = 1; ; attempt++)
            {
                DateTime begin;
                using (var turn = context.Lock(Store).Request())
                {
                    yield return turn;
                    begin = context.Simulation.Now;
                    yield return context.HostWork(work * operations * context.Random.LogNormal(1, sigma));
                }
                // Somebody else's commit since the beginning: a Poisson process of all domains together.
                var quiet = Math.Exp(-commits * (context.Simulation.Now - begin).TotalSeconds);
                if (context.Random.NextDouble() < quiet || attempt == attempts)
                    break;
            }
    }

    // The daemon makes another shell as soon as one is taken.
    private IEnumerable<Event> Take(StepContext context, int devices)
    {
        var pool = context.Stock(ShellPool, shells);
        var (one, taken) = (pool.Get(1), false);
        try
        {
            yield return one;
            taken = true;
        }
        finally
        {
            // Whoever is stopped while it waits leaves the shell to others.
            if (!taken && one.IsProcessed)
                pool.Put(1);
            else if (!taken)
                one.AddCallback(_ => pool.Put(1));
        }
        context.Simulation.Process(Refill());

        IEnumerable<Event> Refill()
        {
            var work = domain + shellDevice * devices + populatePage * context.ConfiguredMemory.Pages(4.KiB)
                + vcpu * (context.Platform.VCpus - 1);
            yield return context.Program("shell daemon", work);
            yield return pool.Put(1);
        }
    }
}
