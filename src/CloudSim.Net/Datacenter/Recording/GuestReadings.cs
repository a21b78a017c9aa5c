using System.Runtime.InteropServices;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>The guests of a datacenter, what each has used up to the end of the last interval, and those that left a host since.</summary>
internal sealed class GuestReadings(Datacenter datacenter)
{
    private readonly Dictionary<Allocation, Reading> readings = []; // looked up only
    private readonly List<GuestSample> left = [];

    /// <summary>Begins with those that are there.</summary>
    public void Begin()
    {
        foreach (var node in datacenter.Nodes.All)
            foreach (var allocation in node.Allocations)
                readings[allocation] = new(node, Use(allocation) ?? default);
    }

    /// <summary>Something has happened to a guest's place.</summary>
    public void Changed(Allocation allocation)
    {
        var isKnown = readings.TryGetValue(allocation, out var reading);
        if (isKnown && allocation.Node == reading.Node)
            return;
        var use = Use(allocation);
        if (isKnown)
            left.Add(Sample(allocation, reading, use));
        if (allocation.Node is { } node)
            readings[allocation] = new(node, isKnown ? use ?? default : default);
        else
            readings.Remove(allocation);
    }

    /// <summary>Tells all at the end of an interval.</summary>
    public void Tell(Action<GuestSample> reader, double timeS, long ns)
    {
        foreach (var sample in left)
            reader(Of(sample, timeS, ns));
        left.Clear();
        for (var i = 0; i < datacenter.Nodes.Count; i++)
            Tell(reader, timeS, ns, datacenter.Nodes[i]);
    }

    private void Tell(Action<GuestSample> reader, double timeS, long ns, Node node)
    {
        for (var i = 0; i < node.Allocations.Count; i++)
        {
            var allocation = node.Allocations[i];
            ref var reading = ref CollectionsMarshal.GetValueRefOrNullRef(readings, allocation);
            var use = Use(allocation);
            reader(Of(Sample(allocation, reading, use), timeS, ns));
            reading = new(node, use ?? default);
        }
    }

    private static SandboxUse? Use(Allocation allocation) => allocation.Sandbox is IMeasured measured ? measured.Used : null;

    // Percentages are nanoseconds until the interval ends.
    private static GuestSample Sample(Allocation allocation, in Reading before, SandboxUse? use) => new(0, allocation.Request.Name,
        before.Node.Name, use?.CpuNs - before.Use.CpuNs, use?.StealNs - before.Use.StealNs, use?.Memory.MiB, allocation.State);

    private static GuestSample Of(in GuestSample sample, double timeS, long ns) =>
        sample with { TimeS = timeS, CpuPct = 100 * sample.CpuPct / ns, StealPct = 100 * sample.StealPct / ns };

    private readonly record struct Reading(Node Node, SandboxUse Use);
}
