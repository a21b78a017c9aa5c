using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>Data on its way over a fabric, one after the other; a message allocates nothing.</summary>
/// <param name="simulation">The simulation.</param>
/// <param name="arrived">Called when the last byte has arrived.</param>
internal sealed class Delivery(Simulation simulation, Action arrived)
{
    private readonly Alarm alarm = new(simulation, arrived);
    private (Fabric Fabric, Flow Flow)? flow;

    /// <summary>Sends data, when what was sent before has arrived or was cancelled.</summary>
    public void Send(Fabric fabric, int from, int to, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        if (size <= fabric.Segment && fabric.Message(from, to, size) is { } time)
            alarm.SetAt(time);
        else
            Flow(fabric, from, to, size);
    }

    /// <summary>It does not arrive.</summary>
    public void Cancel()
    {
        alarm.Cancel();
        if (flow is var (fabric, under))
            fabric.Flows.Cancel(under);
        flow = null;
    }

    // Also a message that has to wait for a link to come back.
    private void Flow(Fabric fabric, int from, int to, Bytes size)
    {
        var (started, latency) = (fabric.Start(from, to, Bytes.Max(size, new(1))), fabric.Topology.Latency(from, to));
        flow = (fabric, started);
        started.Done.AddCallback(_ =>
        {
            if (flow?.Flow == started)
                alarm.Set(latency);
        });
    }
}
