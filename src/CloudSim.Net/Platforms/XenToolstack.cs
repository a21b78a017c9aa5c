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
public sealed record XenToolstack
{
    private const string Store = "xenstore";
    private const string ShellPool = "Xen shells";

    private readonly Frequency clock;
    private readonly double sigma;

    private XenToolstack(ParameterSheet sheet)
    {
        Sheet = sheet;
        clock = sheet.Frequency("measured_clock").Value;
        sigma = sheet.Ratio("sigma").Value;
    }

    /// <summary>The data file behind the figures.</summary>
    public ParameterSheet Sheet { get; }

    /// <summary>Xen's standard toolstack: parses, considers every device model, writes to the store, runs hot-plug scripts.</summary>
    public static IReadOnlyList<Step> Xl(int devices = 1)
    {
        var t = new XenToolstack(ParameterSheet.Beside<XenToolstack>());
        return [t.Cpu("toolstack", "xl"), t.Domain, t.Transactions("xl_transactions", "xl_operations"), t.Scripts(devices)];
    }

    /// <summary>The lean toolstack with the store: few transactions, a daemon in place of scripts.</summary>
    public static IReadOnlyList<Step> Chaos(int devices = 1)
    {
        var t = new XenToolstack(ParameterSheet.Beside<XenToolstack>());
        return [t.Cpu("toolstack", "chaos"), t.Domain, t.Transactions("chaos_transactions", "chaos_operations"), t.Plug(devices)];
    }

    /// <summary>The lean toolstack without a store.</summary>
    public static IReadOnlyList<Step> Noxs(int devices = 1)
    {
        var t = new XenToolstack(ParameterSheet.Beside<XenToolstack>());
        return [t.Cpu("toolstack", "chaos"), t.Domain, t.DevicePages(devices), t.Plug(devices)];
    }

    /// <summary>The split toolstack without a store: a daemon keeps shells ready; starting takes one and fills it.</summary>
    public static IReadOnlyList<Step> Split(int devices = 1)
    {
        var t = new XenToolstack(ParameterSheet.Beside<XenToolstack>());
        return [new Step(StepKind.Program, "shell", context => t.Take(context, devices)), t.Cpu("fill the shell", "execute")];
    }

    // Hypercalls: the domain, its vCPU, its memory page by page; Xen looks through its list of domains.
    private Step Domain => new(StepKind.Program, "domain", context => Work(context,
        Cycles.Of(Sheet.Duration("domain"), clock) + Cycles.Of(Sheet.Duration("domain_per_domain"),
            clock) * context.Count(KernelObject.XenDomain)
        + Sheet.Cycles("populate_page").Value * context.ConfiguredMemory.Pages(4.KiB)));

    private Step Transactions(string transactions, string operations) => new(StepKind.Program, "XenStore", context => Commit(context,
        (int)Sheet.Count(transactions).Value, (int)Sheet.Count(operations).Value));

    private Step Scripts(int devices) => Phases.Repeat("hot-plug scripts", devices,
        Phases.Program("hot-plug script", Cycles.Of(Sheet.Duration("script"), clock), sigma));

    private Step Plug(int devices) => Phases.Repeat("device daemon", devices, Cpu("plug", "plug"));

    private Step DevicePages(int devices) => Phases.Repeat("device pages", devices, Cpu("device page", "device_page"));

    private Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, Sheet, parameter);

    private IEnumerable<Event> Work(StepContext context, Cycles median)
    {
        yield return context.HostWork(median * context.Random.LogNormal(1, sigma));
    }

    private IEnumerable<Event> Commit(StepContext context, int transactions, int operations)
    {
        var domains = context.Count(KernelObject.XenDomain);
        var operation = Cycles.Of(Sheet.Duration("operation"), clock) * (1 + Sheet.Ratio("watches_per_domain") * domains);
        var commits = Sheet.Frequency("commits_per_domain").Value.Hertz * domains;
        for (var i = 0; i < transactions; i++)
            for (var attempt = 1; ; attempt++)
            {
                DateTime begin;
                using (var turn = context.Lock(Store).Request())
                {
                    yield return turn;
                    begin = context.Simulation.Now;
                    yield return context.HostWork(operation * operations * context.Random.LogNormal(1, sigma));
                }
                // Somebody else's commit since the beginning: a Poisson process of all domains together.
                var quiet = Math.Exp(-commits * (context.Simulation.Now - begin).TotalSeconds);
                if (context.Random.NextDouble() < quiet || attempt == (int)Sheet.Count("attempts").Value)
                    break;
            }
    }

    // The daemon makes another shell as soon as one is taken.
    private IEnumerable<Event> Take(StepContext context, int devices)
    {
        var shells = context.Stock(ShellPool, (int)Sheet.Count("shells").Value);
        var (shell, taken) = (shells.Get(1), false);
        try
        {
            yield return shell;
            taken = true;
        }
        finally
        {
            // Whoever is stopped while it waits leaves the shell to others.
            if (!taken && shell.IsProcessed)
                shells.Put(1);
            else if (!taken)
                shell.AddCallback(_ => shells.Put(1));
        }
        context.Simulation.Process(Refill());

        IEnumerable<Event> Refill()
        {
            var work = Cycles.Of(Sheet.Duration("domain"), clock)
                + Cycles.Of(Sheet.Duration("device_page").Value + Sheet.Duration("plug").Value,
                    clock) * devices + Sheet.Cycles("populate_page").Value * context.ConfiguredMemory.Pages(4.KiB);
            yield return context.Program("shell daemon", work);
            yield return shells.Put(1);
        }
    }
}
