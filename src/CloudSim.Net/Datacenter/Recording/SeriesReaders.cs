namespace CloudSim.Net.Datacenter.Recording;

/// <summary>Who is told of the rows of a <see cref="DatacenterSeries"/>, one after the other, all of an interval at its end.</summary>
public sealed record SeriesReaders
{
    /// <summary>Told of each host.</summary>
    public Action<HostSample>? Host { get; init; }

    /// <summary>
    /// Told of each guest; null costs nothing for guests. Those of a host come in no order of meaning, and those that left it in the
    /// interval first.
    /// </summary>
    public Action<GuestSample>? Guest { get; init; }

    /// <summary>Told of each rack, in order of its first host.</summary>
    public Action<RackSample>? Rack { get; init; }

    /// <summary>Told of the whole datacenter.</summary>
    public Action<DatacenterSample>? Datacenter { get; init; }
}
