using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>Boots on an otherwise idle host, one after the other, each stopped when its program has begun.</summary>
public static class SerialBoots
{
    /// <summary>Boot times in ms, in order. A boot before them, which reads its files from disk, is not among them.</summary>
    /// <exception cref="InvalidOperationException">A guest does not fit, or the CPU cannot run the platform.</exception>
    public static IReadOnlyList<double> Run(HostModel model, Platform platform, GuestSpec spec, int boots, RandomStreams streams,
        CpuSharing sharing = CpuSharing.Slices)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, model, streams, sharing);
        var times = new List<double>(boots);
        sim.Process(Launcher());
        sim.Run();
        return times;

        IEnumerable<Event> Launcher()
        {
            for (var i = -1; i < boots; i++)
            {
                if (!host.TryAdmit(platform, spec, out var guest, out var boundBy))
                    throw new InvalidOperationException($"{platform.Name} does not fit on {model.Name}: {boundBy}");
                yield return guest!.Start();
                if (i >= 0)
                    times.Add(guest.BootTime!.Value.TotalMilliseconds);
                guest.Stop();
            }
        }
    }
}
