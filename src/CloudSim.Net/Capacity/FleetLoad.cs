using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// What the hosts of a fleet are asked for over a trace, and what they have for it. Within a sample of the trace a use is taken as even: a
/// host gives what is wanted up to all its CPUs. It costs some nanoseconds for each change of a guest's use, whatever the number of hosts.
/// </summary>
public sealed class FleetLoad
{
    private readonly (double Time, int Guest, float Cpus)[] changes;
    private readonly SizedSet set;

    /// <summary>Puts all changes of use in order of time, once for all fleets.</summary>
    /// <param name="set">The guests.</param>
    public FleetLoad(SizedSet set)
    {
        this.set = Check.NotNull(set, nameof(set));
        changes = Sorted(_ => 0);
    }

    /// <summary>Counts what a fleet gives.</summary>
    /// <param name="book">Who is where.</param>
    /// <param name="until">Seconds at which the count ends: guests that waited may run beyond the trace.</param>
    /// <param name="totals">Told, if given, the time and what all hosts are asked for and give together, after each change.</param>
    public FleetUse Of(FleetBook book, double until, Action<double, double, double>? totals = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        var (hosts, uses) = (new HostLoad[book.Hosts], new double[set.Guests.Count]);
        var (cpus, power) = ((double)set.HostCpus, set.Setting.Host.Power);
        var (wantedNow, givenNow) = (0.0, 0.0);
        foreach (var (time, guest, use) in book.HasWaits ? Sorted(book.WaitOf) : changes)
        {
            if (book.HostOf(guest) is not (>= 0 and var at))
                continue;
            if (time > until)
                break;
            ref var host = ref hosts[at];
            var before = Math.Min(host.Wanted, cpus);
            host.Advance(time, cpus, power);
            var change = use - uses[guest];
            uses[guest] = use;
            // What adds up and is taken away again leaves crumbs.
            host.Wanted = Math.Max(0, host.Wanted + change) is var wanted && wanted < 1e-9 ? 0 : wanted;
            wantedNow += change;
            givenNow += Math.Min(host.Wanted, cpus) - before;
            totals?.Invoke(time, wantedNow, givenNow);
        }

        foreach (ref var host in hosts.AsSpan())
            host.Advance(until, cpus, power);
        var (asked, given) = (hosts.Sum(host => host.Asked), hosts.Sum(host => host.Given));
        return new(asked, asked - given, given / (cpus * book.Hosts * Math.Max(until, 1e-9)),
            power is null ? double.NaN : hosts.Sum(host => host.Energy), hosts.Max(host => host.Most) / cpus);
    }

    private (double Time, int Guest, float Cpus)[] Sorted(Func<int, double> shift)
    {
        var all = new List<(double Time, int Guest, float Cpus)>();
        for (var i = 0; i < set.Guests.Count; i++)
        {
            var (guest, by) = (set.Guests[i], shift(i));
            var scale = guest.Scale * set.CpuCost;
            for (var c = 0; c < guest.Traced.Changes; c++)
                if (guest.Traced.Change(c) is var (time, use) && time < guest.Traced.End)
                    all.Add((Math.Max(time, guest.Traced.Begin) + by, i, (float)(use * scale)));
            all.Add((guest.Traced.End + by, i, 0));
        }

        // Of changes before its begin the last one counts: the order of equal times is kept.
        return [.. all.OrderBy(change => change.Time)];
    }

    private struct HostLoad
    {
        private double last;

        public double Wanted, Asked, Given, Energy, Most;

        public void Advance(double time, double cpus, PowerModel? power)
        {
            var (length, given) = (time - last, Math.Min(Wanted, cpus));
            last = time;
            if (length <= 0)
                return;
            Asked += Wanted * length;
            Given += given * length;
            Energy += power is null ? 0 : power.At(given / cpus).Value * length;
            Most = Math.Max(Most, Wanted);
        }
    }
}
