using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>
/// What a machine draws from the wall by its load: eleven powers at 0, 10, ... 100 %, and straight lines between them, as
/// SPECpower_ssj2008 measures machines and the studies of consolidation on PlanetLab's traces read its tables (Beloglazov and Buyya 2012,
/// section 6). The load is the part of the machine's CPUs (hardware threads) that are busy, whatever their clock.
/// </summary>
public sealed record PowerModel : IParameterized
{
    /// <summary>Rows of a table.</summary>
    public const int Count = Steps + 1;

    private const int Steps = 10;

    private readonly double[] watts = [];

    /// <summary>A machine with this table.</summary>
    /// <param name="rows">Power at 0, 10, ... 100 % load: eleven, none negative.</param>
    /// <exception cref="ArgumentException">Another number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A power is negative or not finite.</exception>
    public PowerModel(IReadOnlyList<Watts> rows) => Rows = rows;

    /// <summary>Power at 0, 10, ... 100 % load.</summary>
    public IReadOnlyList<Watts> Rows
    {
        get;
        init
        {
            if (Check.NotNull(value).Count != Count)
                throw new ArgumentException($"{value.Count} rows where {Count} are needed: 0, 10, ... 100 %", nameof(Rows));
            watts = [.. value.Select(row => Check.Amount(row, nameof(Rows)).Value)];
            field = [.. value];
        }
    }

    /// <summary>How it sleeps; null where it cannot.</summary>
    public SleepState? Sleep { get; init; }

    /// <summary>Power of the idle machine.</summary>
    public Watts Idle => Rows[0];

    /// <summary>Power with all CPUs busy.</summary>
    public Watts Full => Rows[Steps];

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>A straight line from the idle machine to the one with all CPUs busy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A power is negative or not finite.</exception>
    public static PowerModel Linear(Watts idle, Watts full)
    {
        Check.Amount(idle);
        Check.Amount(full);
        return new([.. Enumerable.Range(0, Count).Select(i => idle + ((full - idle) * (i / (double)Steps)))]);
    }

    /// <summary>A machine that draws so much for each busy CPU, and nothing else.</summary>
    /// <param name="each">Power of a busy CPU.</param>
    /// <param name="cpus">CPUs (hardware threads) of the machine, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is negative or not finite, or there is no CPU.</exception>
    public static PowerModel PerCpu(Watts each, int cpus) =>
        Linear(Watts.Zero, Check.Amount(each) * Check.Between(cpus, 1, int.MaxValue));

    /// <summary>Power at a load.</summary>
    /// <param name="utilization">The part of the CPUs that are busy, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The load is outside.</exception>
    public Watts At(double utilization) => new(WattsAt(Check.Share(utilization)));

    /// <summary>
    /// Energy over a time in which the load goes evenly from one to another: the exact integral, a trapezium for each stretch between two
    /// rows.
    /// </summary>
    /// <param name="from">Load at the beginning, 0 to 1.</param>
    /// <param name="to">Load at the end, 0 to 1.</param>
    /// <param name="duration">The time, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Joules Energy(double from, double to, TimeSpan duration)
    {
        var (low, high) = (Math.Min(Check.Share(from), Check.Share(to)) * Steps, Math.Max(from, to) * Steps);
        return new Watts(low == high ? Between(low) : Mean(low, high)) * Check.Time(duration);
    }

    /// <summary>As <see cref="At"/>, for a load that is off 0 to 1 by rounding.</summary>
    internal double WattsAt(double utilization) => Between(Math.Clamp(utilization, 0, 1) * Steps);

    // At a place among the rows, of which the first is 0.
    private double Between(double place)
    {
        var row = Math.Min((int)place, Steps - 1);
        return watts[row] + ((watts[row + 1] - watts[row]) * (place - row));
    }

    private double Mean(double low, double high)
    {
        var sum = 0.0;
        for (var row = (int)low; row < high; row++)
        {
            var (left, right) = (Math.Max(low, row), Math.Min(high, row + 1));
            sum += (right - left) * (Between(left) + Between(right)) / 2;
        }

        return sum / (high - low);
    }
}
