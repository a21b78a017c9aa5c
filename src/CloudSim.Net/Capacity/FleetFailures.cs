using CloudSim.Net.Datacenter;

namespace CloudSim.Net.Capacity;

/// <summary>
/// Whether what stands on hosts that fail gets places on the others, at the instants at which a fleet is fullest: the largest guests first,
/// each on the host with the most room.
/// </summary>
internal static class FleetFailures
{
    private const int Instants = 8;

    /// <summary>The most hosts, up to a number, that may fail at once at every instant that is tried, wherever the first of them
    /// is: they are neighbours by number, the last with the first.</summary>
    public static int MostThatMayFail(FleetBook book, int upTo)
    {
        var set = book.Set;
        foreach (var members in Fullest(book))
        {
            var (cpus, memory) = (new double[book.Hosts], new double[book.Hosts]);
            var on = Enumerable.Range(0, book.Hosts).Select(_ => new List<Resources>()).ToArray();
            foreach (var guest in members)
            {
                var (at, needs) = (book.HostOf(guest), set.Guests[guest].Needs);
                on[at].Add(needs);
                cpus[at] += needs.Cpus;
                memory[at] += needs.Memory.Count;
            }

            for (; upTo > 0 && !AllMove(set, on, cpus, memory, upTo); upTo--)
            {
            }
        }

        return upTo;
    }

    // The instants with the most memory, and the most CPUs, requested: begins of guests, spread over the trace.
    private static IEnumerable<List<int>> Fullest(FleetBook book)
    {
        var guests = Enumerable.Range(0, book.Set.Guests.Count).Where(guest => book.HostOf(guest) >= 0).ToList();
        if (guests.Count == 0)
            yield break;
        var changes = guests.Select(guest => (Time: book.BeginOf(guest), Guest: guest, Sign: 1))
            .Concat(guests.Select(guest => (Time: book.EndOf(guest), Guest: guest, Sign: -1)))
            .OrderBy(change => change.Time).ThenBy(change => change.Sign).ToList();
        var length = Math.Max(1e-9, changes[^1].Time - changes[0].Time);
        var best = new Dictionary<int, (double Load, double Time)>();
        var (load, first) = (0.0, changes[0].Time);
        for (var i = 0; i < changes.Count; i++)
        {
            load += changes[i].Sign * book.Set.Share(book.Set.Guests[changes[i].Guest].Needs);
            if (i + 1 < changes.Count && changes[i + 1].Time <= changes[i].Time)
                continue;
            var part = (int)Math.Min(Instants - 1, (changes[i].Time - first) / length * Instants);
            if (!best.TryGetValue(part, out var most) || load > most.Load)
                best[part] = (load, changes[i].Time);
        }

        foreach (var (_, time) in best.Values.OrderByDescending(one => one.Load).ToList())
            yield return [.. guests.Where(guest => book.BeginOf(guest) <= time && book.EndOf(guest) > time)];
    }

    private static bool AllMove(SizedSet set, List<Resources>[] on, double[] cpus, double[] memory, int failed)
    {
        if (failed >= on.Length)
            return false;
        for (var first = 0; first < on.Length; first++)
        {
            var (freeCpus, freeMemory) = ((double[])cpus.Clone(), (double[])memory.Clone());
            var homeless = new List<Resources>();
            for (var i = 0; i < failed; i++)
            {
                var host = (first + i) % on.Length;
                homeless.AddRange(on[host]);
                (freeCpus[host], freeMemory[host]) = (double.PositiveInfinity, double.PositiveInfinity);
            }

            foreach (var needs in homeless.OrderByDescending(needs => set.Share(needs)))
                if (!Moves(set, needs, freeCpus, freeMemory))
                    return false;
            if (failed == on.Length - 1 && first == on.Length - 1)
                break;
        }

        return true;
    }

    private static bool Moves(SizedSet set, in Resources needs, double[] cpus, double[] memory)
    {
        var (mostCpus, mostMemory) = (set.Setting.CpuOvercommit is { } x ? x * set.HostCpus : double.MaxValue,
            set.HostMemory.Count * set.Setting.MemoryOvercommit);
        var (best, least) = (-1, double.PositiveInfinity);
        for (var host = 0; host < cpus.Length; host++)
        {
            var (more, much) = (cpus[host] + needs.Cpus, memory[host] + needs.Memory.Count);
            if (more > mostCpus + 1e-6 || much > mostMemory)
                continue;
            if (Math.Max(more / set.HostCpus, much / mostMemory) is var load && load < least)
                (best, least) = (host, load);
        }

        if (best < 0)
            return false;
        cpus[best] += needs.Cpus;
        memory[best] += needs.Memory.Count;
        return true;
    }
}
