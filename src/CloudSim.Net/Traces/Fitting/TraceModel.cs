using System.Globalization;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// A model of a trace: how many guests are there at its begin and how long these stay, when others come and how long they live, which sizes
/// they have and what they use. Like traces, longer ones or of many times the guests, are drawn from it. Size, life and mean use of a like
/// guest stand among all as those of one of the trace's guests do, so that what goes together stays together.
/// </summary>
public sealed class TraceModel
{
    private readonly (double Cpus, double Memory)[] sizes;
    private readonly bool isOfMachines;

    private TraceModel(TracedSet set, RandomStream random, int repetitions)
    {
        isOfMachines = set.IsOfMachines;
        var (atBegin, later) = Split(set.Guests);
        Window = Seen([.. later.Select(guest => guest.Begin)], set.Length);
        (AtBegin, Guests, Length) = (atBegin.Count, set.Guests.Count, later.Count > 0 ? Window : set.Length);
        Arrivals = later.Count == 0 ? null : new([.. later.Select(guest => guest.Begin)], Window, random.Split("arrivals"), repetitions);
        // Ends at the very end of the trace are where it was cut, if they are several.
        var isCut = set.Guests.Count(guest => guest.End >= set.Length) > 1;
        CensoredValue Life(TracedGuest guest) =>
            new(guest.Length, guest.HasEnded && !(isCut && guest.End >= set.Length), set.Length - guest.Begin);
        Lives = later.Count == 0 ? null : new([.. later.Select(Life)], random.Split("lives"), repetitions);
        LivesAtBegin = atBegin.Count == 0 ? null : new([.. atBegin.Select(Life)], random.Split("lives at begin"), repetitions);
        sizes = [.. set.Guests.Select(guest => (guest.Cpus, guest.Memory))];
        Sizes = new(sizes);
        Demand = set.HasUse ? new(set, random.Split("use"), repetitions) : null;
        CpusAsked = set.Guests.Sum(guest => guest.Cpus * guest.Length) / set.Length;
        CpusUsed = set.Guests.Sum(guest => guest.Work) / set.Length;
        SizeLifeCorrelation = Rank(set.Guests, guest => guest.Length);
        SizeUseCorrelation = set.HasUse
            ? Rank(set.Guests, guest => guest.Length > 0 ? guest.Work / guest.Length / guest.Cpus : 0) : double.NaN;
    }

    /// <summary>Guests of the trace.</summary>
    public int Guests { get; }

    /// <summary>
    /// Guests that are there when the trace begins: those of its first instant, if they are more than come at any later one.
    /// </summary>
    public int AtBegin { get; }

    /// <summary>
    /// Seconds in which arrivals were seen: the trace's length, or up to the last arrival if there is none for so long after it that it
    /// would be so once in ten thousand traces.
    /// </summary>
    public double Window { get; }

    /// <summary>Seconds that a like trace should have: <see cref="Window"/>, or the trace's length if nobody arrives.</summary>
    public double Length { get; }

    /// <summary>When guests arrive; null if none does.</summary>
    public ArrivalFit? Arrivals { get; }

    /// <summary>How long guests live that arrive; null if none does.</summary>
    public LifeFit? Lives { get; }

    /// <summary>How much longer guests live that are there at the begin; null if there are none.</summary>
    public LifeFit? LivesAtBegin { get; }

    /// <summary>Sizes.</summary>
    public SizeTable Sizes { get; }

    /// <summary>What guests use; null if the trace does not tell.</summary>
    public DemandFit? Demand { get; }

    /// <summary>CPUs (or shares of a machine) that guests of the trace ask for, on average over its length.</summary>
    public double CpusAsked { get; }

    /// <summary>CPUs (or shares of a machine) that they use.</summary>
    public double CpusUsed { get; }

    /// <summary>Rank correlation (Spearman) of a guest's CPUs and length.</summary>
    public double SizeLifeCorrelation { get; }

    /// <summary>Rank correlation of a guest's CPUs and the share of them that it uses; NaN if use is not known.</summary>
    public double SizeUseCorrelation { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="set">The trace.</param>
    /// <param name="random">Where tests of goodness draw from.</param>
    /// <param name="repetitions">How often each test draws, 1 or more: its p-value is a multiple of one over one more.</param>
    public static TraceModel Fit(TracedSet set, RandomStream random, int repetitions = 199)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        return set.Length > 0 ? new(set, random, repetitions) : throw new ArgumentException("the trace has no length", nameof(set));
    }

    /// <summary>A like trace: other guests by the same laws.</summary>
    /// <param name="times">How many times the guests, those at the begin and those that arrive; positive.</param>
    /// <param name="length">Seconds of it; positive. Guests that live longer have not ended.</param>
    /// <param name="random">Where it draws from: the same stream gives the same trace.</param>
    /// <exception cref="ArgumentException">No guest came of it: too short, or too few times.</exception>
    public TracedSet Sample(double times, double length, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(times > 0 && double.IsFinite(times) && length > 0 && double.IsFinite(length)))
            throw new ArgumentOutOfRangeException(nameof(times), $"{times} times a trace of {length} s");
        var (lives, size, use) = (random.Split("lives"), random.Split("sizes"), random.Split("use"));
        var common = Demand is null || double.IsNaN(Demand.Step) ? []
            : Demand.Course((int)Math.Ceiling(length / Demand.Step) + 1, random.Split("common factor"));
        var guests = new List<TracedGuest>();
        for (var i = 0L; i < (long)Math.Round(AtBegin * times); i++)
            Add(0, LivesAtBegin!, 0);
        foreach (var begin in Arrivals?.Draw(times, length, random.Split("arrivals")) ?? [])
            Add(begin, Lives!, AtBegin);
        return new(guests, length) { IsOfMachines = isOfMachines, HasUse = Demand is not null };

        // Size, life and mean use go together as they do for one of the trace's guests.
        void Add(double begin, LifeFit of, int first)
        {
            var like = size.Next(of.Count);
            var life = of.Draw(like, lives);
            var end = Math.Min(begin + life, length);
            var (cpus, memory) = sizes[first + like];
            var changes = Demand is null ? [(begin, cpus)]
                : Demand.Changes(begin, end, cpus, Demand.MeanOf(first + like, use), common, use);
            guests.Add(new(string.Create(CultureInfo.InvariantCulture, $"like-{guests.Count + 1}"), begin, end, cpus, memory, changes)
            {
                HasEnded = begin + life <= length,
            });
        }
    }

    private static (List<TracedGuest> AtBegin, List<TracedGuest> Later) Split(IReadOnlyList<TracedGuest> guests)
    {
        var first = guests.TakeWhile(guest => guest.Begin == guests[0].Begin).ToList();
        var later = guests.Skip(first.Count).ToList();
        var most = later.Count == 0 ? 1 : later.GroupBy(guest => guest.Begin).Max(batch => batch.Count());
        return first.Count > most ? (first, later) : ([], [.. guests]);
    }

    private static double Seen(double[] begins, double length)
    {
        var instants = begins.Distinct().Count();
        return instants > 1 && length - begins[^1] > Math.Log(10_000) * begins[^1] / instants ? Math.BitIncrement(begins[^1]) : length;
    }

    private static double Rank(IReadOnlyList<TracedGuest> guests, Func<TracedGuest, double> other) => guests.Count < 3 ? double.NaN
        : MathNet.Numerics.Statistics.Correlation.Spearman(guests.Select(guest => guest.Cpus), guests.Select(other));
}
