using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>The columns of the series of a datacenter, table by table: the page on the datacenter has them, and a test compares.</summary>
internal static class SeriesColumns
{
    private const string OneCpu = "% of one CPU", AtEnd = "at the end of the interval";

    private static readonly Dictionary<AllocationState, string> States =
        Enum.GetValues<AllocationState>().ToDictionary(state => state, state => Formatting.Snake($"{state}"));

    public static IReadOnlyList<SeriesColumn<HostSample>> Host { get; } =
    [
        Time<HostSample>(row => row.TimeS), Name<HostSample>("host", "its name", row => row.Host),
        Cpu<HostSample>(row => row.CpuPct), Steal<HostSample>(row => row.StealPct), Memory<HostSample>(row => row.MemoryMib),
        Power<HostSample>(row => row.PowerW), Guests<HostSample>(row => row.Guests),
    ];

    public static IReadOnlyList<SeriesColumn<GuestSample>> Guest { get; } =
    [
        Time<GuestSample>(row => row.TimeS), Name<GuestSample>("guest", "the request's name", row => row.Guest),
        Name<GuestSample>("host", "its name", row => row.Host), Cpu<GuestSample>(row => row.CpuPct) with { CanBeEmpty = true },
        Steal<GuestSample>(row => row.StealPct) with { CanBeEmpty = true },
        Memory<GuestSample>(row => row.MemoryMib) with { CanBeEmpty = true },
        Name<GuestSample>("state", $"of its life {AtEnd}, or when it left the host", row => States[row.State]),
    ];

    public static IReadOnlyList<SeriesColumn<RackSample>> Rack { get; } =
    [
        Time<RackSample>(row => row.TimeS), Count<RackSample>("rack", "", "its number", row => row.Rack),
        Count<RackSample>("hosts", "hosts", "how many there are", row => row.Hosts),
        Cpu<RackSample>(row => row.CpuPct), Steal<RackSample>(row => row.StealPct), Memory<RackSample>(row => row.MemoryMib),
        Power<RackSample>(row => row.PowerW), Guests<RackSample>(row => row.Guests),
    ];

    public static IReadOnlyList<SeriesColumn<DatacenterSample>> Datacenter { get; } =
    [
        Time<DatacenterSample>(row => row.TimeS), Count<DatacenterSample>("hosts", "hosts", "how many there are", row => row.Hosts),
        Count<DatacenterSample>("hosts_open", "hosts", $"that take requests, {AtEnd}", row => row.HostsOpen),
        Count<DatacenterSample>("hosts_asleep", "hosts", $"asleep or on their way there or back, {AtEnd}", row => row.HostsAsleep),
        Cpu<DatacenterSample>(row => row.CpuPct), Steal<DatacenterSample>(row => row.StealPct),
        Memory<DatacenterSample>(row => row.MemoryMib), Power<DatacenterSample>(row => row.PowerW),
        Guests<DatacenterSample>(row => row.Guests),
        Count<DatacenterSample>("waiting", "requests", $"that wait for a place, {AtEnd}", row => row.Waiting),
        Count<DatacenterSample>("ended", "requests", "that had a place and ended, so far", row => row.Ended),
        Count<DatacenterSample>("refused", "requests", "that were refused or failed to start, so far", row => row.Refused),
    ];

    private static SeriesColumn<T> Time<T>(Func<T, double?> value) => new("time_s", "s", "the end of the interval") { Number = value };

    private static SeriesColumn<T> Cpu<T>(Func<T, double?> value) =>
        new("cpu_pct", OneCpu, "CPU time with its overhead, the mean of the interval") { Number = value };

    private static SeriesColumn<T> Steal<T>(Func<T, double?> value) =>
        new("steal_pct", OneCpu, "time with work and without a CPU of the host, the mean of the interval") { Number = value };

    private static SeriesColumn<T> Memory<T>(Func<T, double?> value) => new("memory_mib", "MiB", $"in use {AtEnd}") { Number = value };

    private static SeriesColumn<T> Power<T>(Func<T, double?> value) =>
        new("power_w", "W", "the mean of the interval; empty if no host's is known") { Number = value, CanBeEmpty = true };

    private static SeriesColumn<T> Guests<T>(Func<T, long> value) => Count("guests", "guests", $"that stand or start there {AtEnd}", value);

    private static SeriesColumn<T> Count<T>(string name, string unit, string meaning, Func<T, long> value) =>
        new(name, unit, meaning) { Whole = value };

    private static SeriesColumn<T> Name<T>(string name, string meaning, Func<T, string> value) => new(name, "", meaning) { Text = value };
}
