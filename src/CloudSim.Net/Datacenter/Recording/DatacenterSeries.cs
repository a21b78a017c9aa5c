using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// What the hosts of a datacenter, its racks, its guests and all of it do over time: counters are read at equal intervals, and each reader
/// is told the differences, nothing is kept. Reading changes nothing, so a run that is recorded gives what it gives without; only a run to
/// the end of all events lasts until the interval in which the last one fell is over. The series ends with <see cref="Dispose"/>, and when
/// nothing else is going to happen in the simulation; what happened after that is then in the last interval.
/// </summary>
public sealed class DatacenterSeries : ISampled, IDisposable
{
    private readonly Datacenter datacenter;
    private readonly SeriesReaders readers;
    private readonly List<HostReading> hosts = [];
    private readonly List<int> racks = []; // their numbers, in order of their first host
    private readonly Dictionary<int, int> placeOfRack = []; // looked up only
    private readonly GuestReadings guests;
    private HostTotals[] sums = [];
    private long lastNs, ended, refused;
    private bool isDisposed;

    /// <summary>Records from now on.</summary>
    /// <param name="datacenter">The datacenter; hosts may be added later.</param>
    /// <param name="readers">Who is told.</param>
    /// <param name="every">The interval; a second if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above zero.</exception>
    public DatacenterSeries(Datacenter datacenter, SeriesReaders readers, TimeSpan? every = null)
    {
        this.datacenter = Check.NotNull(datacenter, nameof(datacenter));
        this.readers = Check.NotNull(readers, nameof(readers));
        Every = every ?? TimeSpan.FromSeconds(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Every, TimeSpan.Zero, nameof(every));
        lastNs = NowNs;
        guests = new(datacenter);
        if (readers.Guest is not null)
            guests.Begin();
        foreach (var node in datacenter.Nodes.All)
            Add(node);
        datacenter.Added += Add;
        datacenter.Recorded += Changed;
        Sampler.Of(datacenter.Simulation).Add(this);
    }

    /// <summary>The interval; the last one may be shorter.</summary>
    public TimeSpan Every { get; }

    DateTime ISampled.Due => datacenter.Simulation.StartDate.AddTicks(lastNs / TimeSpan.NanosecondsPerTick) + Every;

    private long NowNs => Durations.Nanoseconds(datacenter.Simulation.Now - datacenter.Simulation.StartDate);

    /// <summary>Ends the series: the interval that has begun ends now.</summary>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        Sampler.Of(datacenter.Simulation).Remove(this);
        datacenter.Added -= Add;
        datacenter.Recorded -= Changed;
        Take();
    }

    bool ISampled.Take()
    {
        Take();
        return true;
    }

    private void Take()
    {
        var now = NowNs;
        var ns = now - lastNs;
        if (ns == 0)
            return;
        lastNs = now;
        var (timeS, all) = (now / 1e9, default(HostTotals));
        Array.Clear(sums);
        foreach (var host in hosts)
        {
            var one = host.Next();
            readers.Host?.Invoke(new(timeS, host.Node.Name, Pct(one.CpuNs, ns), Pct(one.StealNs, ns), MiB(one), W(one, ns), one.Guests));
            sums[host.Rack].Add(one);
        }

        for (var i = 0; i < racks.Count; i++)
        {
            ref var sum = ref sums[i];
            readers.Rack?.Invoke(
                new(timeS, racks[i], sum.Hosts, Pct(sum.CpuNs, ns), Pct(sum.StealNs, ns), MiB(sum), W(sum, ns), sum.Guests));
            all.Add(sum);
        }

        readers.Datacenter?.Invoke(new(timeS, all.Hosts, all.Open, all.Asleep, Pct(all.CpuNs, ns), Pct(all.StealNs, ns), MiB(all),
            W(all, ns), all.Guests, datacenter.Waiting, ended, refused));
        if (readers.Guest is { } reader)
            guests.Tell(reader, timeS, ns);
    }

    private static double Pct(long part, long ns) => 100.0 * part / ns;

    private static double MiB(in HostTotals totals) => new Bytes(totals.Memory).MiB;

    private static double? W(in HostTotals totals, long ns) => totals.Joules / (ns / 1e9);

    // What it did before is not of this series.
    private void Add(Node node)
    {
        if (!placeOfRack.TryGetValue(node.Rack, out var place))
        {
            placeOfRack.Add(node.Rack, place = racks.Count);
            racks.Add(node.Rack);
            Array.Resize(ref sums, racks.Count);
        }

        var reading = new HostReading(node, place);
        _ = reading.Next();
        hosts.Add(reading);
    }

    private void Changed(PlacementRecord record)
    {
        if (record.Host is null && record.Allocation.State == AllocationState.Refused)
            refused++;
        else if (record.Host is null && record.Allocation.Placed is not null)
            ended++;
        if (readers.Guest is not null)
            guests.Changed(record.Allocation);
    }
}
