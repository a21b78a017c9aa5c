using CloudSim.Net.Datacenter;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Threads that keep a guest's virtual CPUs busy.</summary>
internal static class Spinning
{
    public static List<Event> Spinners(Guest guest, int count, long work = CpuTask.Forever) =>
        [.. Enumerable.Range(0, count).Select(i => guest.CreateThread($"spinner {i}").Execute(work))];

    public static List<CpuTask> Loaded(Guest guest, int count)
    {
        var threads = Enumerable.Range(0, count).Select(i => guest.CreateThread($"spinner {i}")).ToList();
        threads.ForEach(t => t.Demand(CpuTask.Forever));
        return threads;
    }
}
