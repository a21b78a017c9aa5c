using System.Globalization;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a guest asks of a node, and what a node has: CPUs, memory, disk space, network and slots. Kept in whole units (a millionth of a
/// CPU, bytes, bytes a second), so that a book which adds and takes back is exact. Each is 0 or more; a difference may be negative.
/// </summary>
public readonly record struct Resources
{
    private const double Micro = 1e6;
    private const double MostCpus = 1e9;
    private readonly long cpus, network;

    /// <summary>So much of each.</summary>
    /// <param name="cpus">CPUs (hardware threads of a node; virtual CPUs of a guest), 0 to 1e9; to a millionth.</param>
    /// <param name="memory">Memory.</param>
    /// <param name="disk">Space on the node's disk.</param>
    /// <param name="network">Data a second through the node's network interface; to a byte a second.</param>
    /// <param name="slots">Places: a node holds so many guests at most (Kubernetes: pods).</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not a number.</exception>
    public Resources(double cpus, Bytes memory, Bytes disk = default, Bandwidth network = default, int slots = 0)
    {
        Check.Between(cpus, 0, MostCpus, nameof(cpus));
        Check.Between(memory.Count, 0, long.MaxValue / 2, nameof(memory));
        Check.Between(disk.Count, 0, long.MaxValue / 2, nameof(disk));
        Check.Between(network.BytesPerSecond, 0, long.MaxValue / 2, nameof(network));
        Check.Count(slots, nameof(slots));
        (this.cpus, Memory, Disk) = ((long)Math.Round(cpus * Micro), memory, disk);
        (this.network, Slots) = ((long)Math.Round(network.BytesPerSecond), slots);
    }

    private Resources(long cpus, long memory, long disk, long network, int slots) =>
        (this.cpus, Memory, Disk, this.network, Slots) = (cpus, new(memory), new(disk), network, slots);

    /// <summary>CPUs.</summary>
    public double Cpus => cpus / Micro;

    /// <summary>Memory.</summary>
    public Bytes Memory { get; }

    /// <summary>Disk space.</summary>
    public Bytes Disk { get; }

    /// <summary>Data a second.</summary>
    public Bandwidth Network => new(network);

    /// <summary>Places.</summary>
    public int Slots { get; }

    /// <summary>Whole units of one kind: what is compared and added.</summary>
    internal long this[ResourceKind kind] => kind switch
    {
        ResourceKind.Cpus => cpus,
        ResourceKind.Memory => Memory.Count,
        ResourceKind.Disk => Disk.Count,
        ResourceKind.Network => network,
        _ => Slots,
    };

    /// <summary>Less of each than nothing: what is free where nothing fits.</summary>
    internal static Resources LessThanNone => new(-1L, -1, -1, -1, -1);

    /// <summary>Of each kind the larger one.</summary>
    internal static Resources Max(in Resources a, in Resources b) => new(Math.Max(a.cpus, b.cpus),
        Math.Max(a.Memory.Count, b.Memory.Count), Math.Max(a.Disk.Count, b.Disk.Count), Math.Max(a.network, b.network),
        Math.Max(a.Slots, b.Slots));

    /// <summary>Whether all of this is there in <paramref name="free"/>.</summary>
    public bool FitsIn(in Resources free) => cpus <= free.cpus && Memory.Count <= free.Memory.Count && Disk.Count <= free.Disk.Count
        && network <= free.network && Slots <= free.Slots;

    /// <summary>The kinds of which there is less in <paramref name="free"/>, in their order.</summary>
    public IEnumerable<ResourceKind> ShortOf(Resources free)
    {
        var asked = this;
        return Enum.GetValues<ResourceKind>().Where(kind => asked[kind] > free[kind]);
    }

    /// <summary>How much it is of <paramref name="kind"/>, with its unit.</summary>
    public string Text(ResourceKind kind) => Text(kind, this[kind]);

    /// <summary>The same with another number of CPUs, for instance those of a node that promises more than it has.</summary>
    public Resources WithCpus(double count) => new(count, Memory, Disk, Network, Slots);

    /// <summary>The same with other memory.</summary>
    public Resources WithMemory(Bytes size) => new(Cpus, size, Disk, Network, Slots);

    /// <summary>Sum.</summary>
    public static Resources operator +(in Resources a, in Resources b) => checked(new(
        a.cpus + b.cpus, a.Memory.Count + b.Memory.Count, a.Disk.Count + b.Disk.Count, a.network + b.network, a.Slots + b.Slots));

    /// <summary>Difference.</summary>
    public static Resources operator -(in Resources a, in Resources b) => checked(new(
        a.cpus - b.cpus, a.Memory.Count - b.Memory.Count, a.Disk.Count - b.Disk.Count, a.network - b.network, a.Slots - b.Slots));

    /// <summary>What there is of it.</summary>
    public override string ToString()
    {
        var all = this;
        return string.Join(", ", Enum.GetValues<ResourceKind>().Where(kind => all[kind] != 0)
            .Select(kind => $"{all.Text(kind)} {Name(kind)}"));
    }

    /// <summary>So many whole units of a kind, with their unit.</summary>
    internal static string Text(ResourceKind kind, long units) => kind switch
    {
        ResourceKind.Cpus => (units / Micro).ToString("0.######", CultureInfo.InvariantCulture),
        ResourceKind.Memory or ResourceKind.Disk => new Bytes(units).ToString(),
        ResourceKind.Network => new Bandwidth(units).ToString(),
        _ => units.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The kind's name for people.</summary>
    public static string Name(ResourceKind kind) => kind switch
    {
        ResourceKind.Cpus => "CPUs",
        ResourceKind.Memory => "memory",
        ResourceKind.Disk => "disk",
        ResourceKind.Network => "network",
        _ => "slots",
    };
}
