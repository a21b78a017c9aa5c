using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// What the hosts of a fleet are asked for over a trace, and what they have for it. Within a sample of the trace a use is taken as even: a
/// host gives what is wanted, up to what all its CPUs do. It costs some nanoseconds for each change of a guest's use, whatever the number
/// of hosts.
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
    /// <param name="hourly">If given, it gets what all hosts are asked for and give and draw, hour by hour.</param>
    public FleetUse Of(FleetBook book, double until, List<HourOfFleet>? hourly = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        var (hosts, uses) = (new HostLoad[book.Hosts], new double[set.Guests.Count]);
        var model = set.Setting.Host;
        var hours = hourly is null ? [] : new HourOfFleet[checked((int)Math.Ceiling(Math.Max(until, 1) / HourOfFleet.Seconds))];
        foreach (var (time, guest, use) in book.HasWaits ? Sorted(book.WaitOf) : changes)
        {
            if (book.HostOf(guest) is not (>= 0 and var at))
                continue;
            if (time > until)
                break;
            ref var host = ref hosts[at];
            host.Advance(time, set.HostThroughput, model, hours);
            var change = use - uses[guest];
            uses[guest] = use;
            // What adds up and is taken away again leaves crumbs.
            host.Wanted = Math.Max(0, host.Wanted + change) is var wanted && wanted < 1e-9 ? 0 : wanted;
        }

        foreach (ref var host in hosts.AsSpan())
            host.Advance(until, set.HostThroughput, model, hours);
        hourly?.AddRange(hours);
        var (asked, given) = (hosts.Sum(host => host.Asked), hosts.Sum(host => host.Given));
        return new(asked, asked - given, hosts.Sum(host => host.Busy) / ((double)set.HostCpus * book.Hosts * Math.Max(until, 1e-9)),
            model.Power is null ? double.NaN : hosts.Sum(host => host.Energy), hosts.Max(host => host.Most) / set.HostThroughput);
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

        public double Wanted, Asked, Given, Busy, Energy, Most;

        public void Advance(double time, double throughput, HostModel model, HourOfFleet[] hours)
        {
            var (from, given) = (last, Math.Min(Wanted, throughput));
            last = Math.Max(last, time);
            if (time <= from)
                return;
            var busy = model.Topology.BusyThreads(given);
            var watts = model.Power?.At(Math.Min(1, busy / model.Topology.Cpus)).Value ?? double.NaN;
            Busy += busy * (time - from);
            Asked += Wanted * (time - from);
            Given += given * (time - from);
            Energy += watts * (time - from);
            Most = Math.Max(Most, Wanted);
            while (hours.Length > 0 && from < time)
            {
                var hour = Math.Min(hours.Length - 1, (int)(from / HourOfFleet.Seconds));
                var to = hour == hours.Length - 1 ? time : Math.Min(time, (hour + 1) * HourOfFleet.Seconds);
                hours[hour] = hours[hour].Plus(Wanted * (to - from), given * (to - from), watts * (to - from));
                from = to;
            }
        }
    }
}
