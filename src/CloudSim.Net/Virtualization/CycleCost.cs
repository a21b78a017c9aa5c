using System.Runtime.CompilerServices;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// What a piece of guest work costs the host: cycles by cause, the native ones included, and how often the guest left to its
/// hypervisor for each. What the sharing costs is the difference from the cost of bare metal, cause by cause.
/// </summary>
public readonly struct CycleCost : IEquatable<CycleCost>
{
    private readonly Terms cycles;
    private readonly Terms exits;

    private CycleCost(Terms cycles, Terms exits) => (this.cycles, this.exits) = (cycles, exits);

    /// <summary>Every cause, in the order of <see cref="Cause"/>.</summary>
    public static IReadOnlyList<Cause> Causes { get; } = Enum.GetValues<Cause>();

    /// <summary>Cycles of the vCPU's thread: all but <see cref="Cause.DeviceThread"/>.</summary>
    public Cycles OnCpu => Total - Device;

    /// <summary>Cycles of the VMM's device threads.</summary>
    public Cycles Device => this[Cause.DeviceThread];

    /// <summary>All cycles that the host spends.</summary>
    public Cycles Total => new(Sum(cycles));

    /// <summary>How often the guest left to its hypervisor: exits, traps, hypercalls.</summary>
    public double Exits => Sum(exits);

    /// <summary>Cycles spent for this cause.</summary>
    public Cycles this[Cause cause] => new(cycles[(int)cause]);

    /// <summary>How often the guest left to its hypervisor for this cause.</summary>
    public double ExitsFor(Cause cause) => exits[(int)cause];

    /// <summary>A cost of one term.</summary>
    /// <param name="cause">What for.</param>
    /// <param name="cycles">How many cycles.</param>
    /// <param name="exits">How often the guest leaves to its hypervisor.</param>
    public static CycleCost Of(Cause cause, Cycles cycles, double exits = 0)
    {
        Terms c = default, e = default;
        c[(int)cause] = cycles.Count;
        e[(int)cause] = exits;
        return new CycleCost(c, e);
    }

    /// <summary>The same cost x times.</summary>
    public CycleCost Times(double x)
    {
        var (c, e) = (cycles, exits);
        for (var i = 0; i < Terms.Count; i++)
        {
            c[i] *= x;
            e[i] *= x;
        }
        return new CycleCost(c, e);
    }

    /// <summary>The same events where code runs slower: user code by one factor, all else by another; the exits stay as many.</summary>
    public CycleCost Slowed(double user, double others)
    {
        var c = cycles;
        for (var i = 0; i < Terms.Count; i++)
            c[i] *= i == (int)Cause.UserCode ? user : others;
        return new CycleCost(c, exits);
    }

    /// <summary>The same cycles, with x times as many exits.</summary>
    public CycleCost MultiplyExits(double x)
    {
        var e = exits;
        for (var i = 0; i < Terms.Count; i++)
            e[i] *= x;
        return new CycleCost(cycles, e);
    }

    /// <summary>No cycles, the same exits.</summary>
    public CycleCost OnlyExits => new(default, exits);

    /// <summary>The same cycles and exits, all counted for one cause; those of device threads stay where they are.</summary>
    public CycleCost As(Cause cause) =>
        Of(cause, OnCpu, Exits - ExitsFor(Cause.DeviceThread)) + Of(Cause.DeviceThread, Device, ExitsFor(Cause.DeviceThread));

    /// <summary>Sum by cause.</summary>
    public static CycleCost operator +(CycleCost a, CycleCost b)
    {
        var (c, e) = (a.cycles, a.exits);
        for (var i = 0; i < Terms.Count; i++)
        {
            c[i] += b.cycles[i];
            e[i] += b.exits[i];
        }
        return new CycleCost(c, e);
    }

    /// <summary>Whether every term is the same.</summary>
    public static bool operator ==(CycleCost a, CycleCost b) => a.Equals(b);

    /// <summary>Whether a term differs.</summary>
    public static bool operator !=(CycleCost a, CycleCost b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(CycleCost other) =>
        ((ReadOnlySpan<double>)cycles).SequenceEqual(other.cycles) && ((ReadOnlySpan<double>)exits).SequenceEqual(other.exits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CycleCost other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Total, Exits);

    /// <summary>The terms that are not zero, for instance <c>SystemCalls 222 cycles, Interrupts 5400 cycles (3 exits)</c>.</summary>
    public override string ToString()
    {
        var cost = this;
        return string.Join(", ", Causes.Where(c => cost[c] != Cycles.Zero || cost.ExitsFor(c) != 0)
            .Select(c => $"{c} {cost[c]}{(cost.ExitsFor(c) == 0 ? "" : $" ({cost.ExitsFor(c):0.##} exits)")}"));
    }

    private static double Sum(in Terms terms)
    {
        var sum = 0.0;
        for (var i = 0; i < Terms.Count; i++)
            sum += terms[i];
        return sum;
    }

    // One number for each cause, in place: a cost allocates nothing.
    [InlineArray(Count)]
    private struct Terms
    {
        public const int Count = (int)Cause.DeviceThread + 1;

        private double first;
    }
}
