using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>Boots on an otherwise idle host, one after the other with a pause between, each ended when its program has begun.</summary>
public static class SerialBoots
{
    /// <summary>Times of one end point in ms, in order. A boot before them, which reads its files from disk, is not among them.</summary>
    /// <exception cref="InvalidOperationException">A guest does not fit, the CPU cannot run the platform, or the platform has no such end
    /// point.</exception>
    public static IReadOnlyList<double> Run(HostModel model, Platform platform, GuestSpec spec, int boots, StreamScope streams,
        SchedulerKind? scheduler = null, EndPoint endPoint = EndPoint.ProcessStartToInit)
    {
        var storm = new BootStorm { Host = model, Platform = platform, Spec = spec, Launches = boots, Scheduler = scheduler };
        return [.. storm.Serial(streams).Launches.Select(l => endPoint switch
        {
            EndPoint.ProcessStartToInit => l.InitMs,
            EndPoint.StartCallToInit => l.StartCallMs ?? throw new InvalidOperationException($"{platform.Name} has no start call"),
            _ => l.ReadyMs,
        })];
    }
}
