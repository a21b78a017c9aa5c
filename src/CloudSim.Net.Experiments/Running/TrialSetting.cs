using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Running;

/// <summary>What the options say to all trials alike.</summary>
internal sealed record TrialSetting(
    long Seed, bool Quick, Parameters Parameters, Func<HostModel> Machine, Func<Platform, GuestSpec, GuestSpec> Guest)
{
    /// <summary>How series of datacenters are written; null for not at all.</summary>
    public SeriesFormat? Series { get; init; }
}
