using System.Globalization;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Traces;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Capacity;

/// <summary>
/// The guests of a trace in the sizes that hosts of one model and guests of one platform have. A guest that asks for more than a host has
/// is
/// cut into equal parts, each for another host: so a parallel job runs on several.
/// </summary>
public sealed class SizedSet
{
    private const int MostParts = 10_000;

    /// <summary>Sizes the guests.</summary>
    /// <param name="set">The trace.</param>
    /// <param name="setting">Hosts and platform.</param>
    public SizedSet(TracedSet set, FleetSetting setting)
    {
        (Traced, Setting) = (Check.NotNull(set, nameof(set)), Check.NotNull(setting, nameof(setting)));
        (CpuCost, var host) = (setting.CpuCost, setting.Host);
        HostCpus = host.Topology.Cpus;
        HostMemory = host.Memory - host.HostReserved;
        HostThroughput = host.Topology.Throughput(HostCpus);
        var (mostCpus, mostMemory) = (HostCpus * (setting.CpuOvercommit ?? 1), HostMemory * setting.MemoryOvercommit);
        var unit = set.IsOfMachines ? HostCpus : setting.CoreSpeed;
        var sizes = new Dictionary<(double, double), (GuestSpec Spec, Resources Needs)>();
        var (guests, cut, raised) = (new List<SizedGuest>(set.Guests.Count), 0, 0);
        foreach (var guest in set.Guests)
        {
            var cpus = guest.Cpus * (set.IsOfMachines ? HostCpus : 1);
            var memory = double.IsNaN(guest.Memory) ? setting.GuestMemory
                : set.IsOfMachines ? HostMemory * guest.Memory : new Bytes((long)(guest.Memory * (1 << 20)));
            var parts = Math.Min(MostParts, Math.Max((int)Math.Ceiling((cpus / mostCpus) - 1e-9),
                memory is { } much ? (int)Math.Ceiling(much.Count * 1.05 / mostMemory.Count) : 1));
            parts = Math.Max(1, parts);
            cut += parts > 1 ? 1 : 0;
            var key = (cpus / parts, memory is { } known ? known.Count / (double)parts : double.NaN);
            if (!sizes.TryGetValue(key, out var size))
                sizes.Add(key, size = Size(setting, key.Item1, memory is null ? null : new Bytes((long)key.Item2)));
            raised += memory is not null && size.Spec.ConfiguredMemory > new Bytes((long)key.Item2) ? 1 : 0;
            var use = set.HasUse ? 1 : setting.Use;
            for (var part = 0; part < parts; part++)
                guests.Add(new(guest, parts == 1 ? guest.Id : $"{guest.Id}/{part + 1}", size.Spec, size.Needs, unit * use / parts));
        }

        Guests = guests;
        Say(cut, $"guests ask for more than a host has: each is cut into parts, for a host each");
        Say(raised, $"guests ask for less memory than {setting.Platform.Name} needs, and get what it needs");
        if (set.OfUnknownMemory > 0)
            Say(set.OfUnknownMemory, $"guests have no memory in the trace: taken as {sizes.Values.First().Spec.ConfiguredMemory}"
                + (setting.GuestMemory is null ? ", what the platform needs for the application" : ""));
    }

    /// <summary>The trace.</summary>
    public TracedSet Traced { get; }

    /// <summary>Hosts and platform.</summary>
    public FleetSetting Setting { get; }

    /// <summary>The guests in order of their begin; parts of one follow each other.</summary>
    public IReadOnlyList<SizedGuest> Guests { get; }

    /// <summary>CPU time on a host for each second of work without a platform.</summary>
    public double CpuCost { get; }

    /// <summary>CPUs of a host.</summary>
    public int HostCpus { get; }

    /// <summary>CPU seconds of work that all CPUs of a host do in a second: fewer than it has CPUs where these are threads that share a
    /// core.</summary>
    public double HostThroughput { get; }

    /// <summary>Memory that a host has for guests.</summary>
    public Bytes HostMemory { get; }

    /// <summary>What was assumed, a sentence each.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>
    /// Hosts that all guests fill who are there at once at the fullest instant, by memory, and by CPUs where these are bounded: so many are
    /// needed if nobody may wait or be refused.
    /// </summary>
    public int Peak
    {
        get
        {
            var (cpus, memory, mostCpus, mostMemory) = (0.0, 0.0, 0.0, 0.0);
            foreach (var (guest, sign) in Guests.Select(guest => (guest.Traced.Begin, guest, 1))
                .Concat(Guests.Select(guest => (guest.Traced.End, guest, -1)))
                .OrderBy(change => change.Item1).ThenBy(change => change.Item3).Select(change => (change.guest, change.Item3)))
            {
                cpus += sign * guest.Needs.Cpus;
                memory += sign * guest.Needs.Memory.Count;
                (mostCpus, mostMemory) = (Math.Max(mostCpus, cpus), Math.Max(mostMemory, memory));
            }

            return Hosts(mostCpus, mostMemory);
        }
    }

    /// <summary>Hosts that guests fill on average over the trace, and that do the work which they want on average.</summary>
    public int Mean
    {
        get
        {
            var length = Math.Max(Traced.Length, 1e-9);
            var work = Guests.Sum(guest => guest.Traced.Work * guest.Scale) * CpuCost / length / HostThroughput;
            return Math.Max((int)Math.Ceiling(work - 1e-9), Hosts(Guests.Sum(guest => guest.Needs.Cpus * guest.Traced.Length) / length,
                Guests.Sum(guest => (double)guest.Needs.Memory.Count * guest.Traced.Length) / length));
        }
    }

    private int Hosts(double cpus, double memory) => (int)Math.Clamp(Math.Ceiling(Math.Max(
        memory / (HostMemory.Count * Setting.MemoryOvercommit), Setting.CpuOvercommit is { } x ? cpus / (HostCpus * x) : 0) - 1e-9),
        1, int.MaxValue / 2);

    /// <summary>The larger one of the shares of a host's CPUs and memory.</summary>
    internal double Share(in Resources needs) =>
        Math.Max(needs.Cpus / HostCpus, (double)needs.Memory.Count / HostMemory.Count);

    private static (GuestSpec Spec, Resources Needs) Size(FleetSetting setting, double cpus, Bytes? memory)
    {
        var (platform, application) = (setting.Platform, setting.Application);
        var least = GuestSizes.For(platform).ConfiguredMemory;
        var given = memory is { } known ? Bytes.Max(known, least) : GuestSizes.For(platform, application).ConfiguredMemory;
        // It touches half of what it has beyond what its kernel needs.
        var touched = (given - Bytes.Min(given, least)) * 0.5;
        var spec = new GuestSpec(given, touched) { VCpus = (int)Math.Clamp(Math.Ceiling(cpus - 1e-9), 1, 4096) };
        return (spec, GuestSandbox.Needs(platform, spec).WithCpus(cpus));
    }

    private void Say(int count, string what)
    {
        if (count > 0)
            Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }
}
