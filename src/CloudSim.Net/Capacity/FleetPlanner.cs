using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// How many hosts a trace needs to meet goals. What a datacenter decides (places, refusals, waits) and what guests ask for over time is
/// counted over the whole trace. Who waits for a CPU, and how long requests take, is measured on windows: a guest and an instant of its
/// life
/// are drawn, and its host is run there for some seconds. The draws are the same for every fleet.
/// </summary>
public sealed class FleetPlanner
{
    private const int RequestsOfWindow = 20_000;

    private readonly FleetLoad load;
    private readonly WindowRules rules;
    private readonly long seed;
    private readonly double[] lengths; // of guests, summed
    private readonly Dictionary<(int Hosts, int Windows), FleetResult> known = [];

    /// <summary>A planner of a trace.</summary>
    /// <param name="set">Its guests, sized for the hosts and the platform.</param>
    /// <param name="goals">The goals; at least one.</param>
    /// <param name="rules">How windows are measured.</param>
    /// <param name="seed">Of all draws.</param>
    public FleetPlanner(SizedSet set, IReadOnlyList<Goal> goals, WindowRules rules, long seed)
    {
        (Set, Goals, this.rules, this.seed) = (Check.NotNull(set, nameof(set)), [.. Check.NotNull(goals, nameof(goals))],
            Check.NotNull(rules, nameof(rules)), seed);
        if (Goals.Count == 0)
            throw new ArgumentException("there is no goal", nameof(goals));
        load = new(set);
        lengths = new double[set.Guests.Count];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = (i > 0 ? lengths[i - 1] : 0) + set.Guests[i].Traced.Length;
    }

    /// <summary>The guests.</summary>
    public SizedSet Set { get; }

    /// <summary>The goals.</summary>
    public IReadOnlyList<Goal> Goals { get; }

    /// <summary>The CPU scheduler of windows; null for the platform's own, else CFS.</summary>
    public SchedulerKind? Scheduler { get; init; } = SchedulerKind.Fluid;

    /// <summary>Told of each fleet that is tried, and of each window: how many hosts, and how many windows there were. It may throw, to end
    /// the search.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>How many windows were run.</summary>
    public long Windows { get; private set; }

    /// <summary>Searches the smallest fleet that meets all goals.</summary>
    /// <param name="most">The most hosts.</param>
    /// <returns>All fleets that were tried, in order of size.</returns>
    public IReadOnlyList<FleetResult> Search(int most)
    {
        var fail = Goals.Where(goal => goal.Kind == GoalKind.Survive).Select(goal => (int)goal.Bound).DefaultIfEmpty(0).Max();
        // Who may wait fills gaps that others leave.
        var guess = Set.Setting.Patience == TimeSpan.Zero ? Math.Max(Set.Peak, Set.Mean) : Set.Mean;
        return FleetSearch.Run(Math.Min(most, 1 + fail), most, guess + fail, hosts => Evaluate(hosts));
    }

    /// <summary>What a fleet gives.</summary>
    /// <param name="hosts">How many hosts.</param>
    /// <param name="windows">Windows at the most, measured also where a goal is missed that is counted: for a curve; null for as many as it
    /// takes, where all that is counted is met.</param>
    public FleetResult Evaluate(int hosts, int? windows = null)
    {
        Check.Between(hosts, 1, int.MaxValue, nameof(hosts));
        if (windows is not null && known.TryGetValue((hosts, 0), out var whole) && whole.Goals.Count == Goals.Count)
            return whole;
        if (!known.TryGetValue((hosts, windows ?? 0), out var result))
            known.Add((hosts, windows ?? 0), result = new(hosts, Results(hosts, windows)));
        return result;
    }

    /// <summary>Where guests stand on a fleet.</summary>
    public FleetBook Book(int hosts) => FleetBook.Of(Set, hosts);

    /// <summary>What guests ask for of a fleet, and what they get.</summary>
    /// <param name="book">Where they stand.</param>
    /// <param name="hourly">If given, it gets what all hosts are asked for and give and draw, hour by hour.</param>
    public FleetUse Use(FleetBook book, List<HourOfFleet>? hourly = null) => load.Of(book, Until(book), hourly);

    private List<GoalResult> Results(int hosts, int? windows)
    {
        Progress?.Invoke(hosts, 0);
        var book = Book(hosts);
        var use = load.Of(book, Until(book));
        var results = Goals.Where(goal => !goal.IsSampled && goal.Kind != GoalKind.Survive)
            .Select(goal => GoalResult.Exact(goal, Counted(goal, book, use))).ToList();
        results.AddRange(Goals.Where(goal => goal.Kind == GoalKind.Survive).Select(goal => Survival(goal, book)));
        if (windows is not null || results.All(result => result.Met))
            results.AddRange(Sampled(book, windows ?? rules.Most));
        return [.. results.OrderBy(result => Goals.ToList().IndexOf(result.Goal))];
    }

    private double Counted(Goal goal, FleetBook book, FleetUse use) => goal.Kind switch
    {
        GoalKind.Reject => 100.0 * book.Refused / Set.Guests.Count,
        GoalKind.Starved => use.Asked > 0 ? 100 * use.Starved / use.Asked : 0,
        GoalKind.Memory => 100 * book.MostMemory,
        GoalKind.Wait => Wait(goal, book),
        _ => throw new InvalidOperationException($"{goal} is not counted"),
    };

    // Who is refused waits for ever.
    private double Wait(Goal goal, FleetBook book)
    {
        var waits = Enumerable.Range(0, Set.Guests.Count)
            .Select(guest => book.HostOf(guest) < 0 ? double.PositiveInfinity : book.WaitOf(guest)).Order().ToList();
        return waits[Math.Clamp(NearestRank(goal.Share, waits.Count) - 1, 0, waits.Count - 1)];
    }

    private static int NearestRank(double share, int count) => (int)Math.Ceiling((share * count) - 1e-9);

    // With so many hosts less from the begin on the other goals are met; and at the fullest instants those of the hosts that fail get
    // places.
    private GoalResult Survival(Goal goal, FleetBook book)
    {
        var fail = (int)goal.Bound;
        var others = Goals.Where(other => other.Kind != GoalKind.Survive).ToList();
        var left = book.Hosts - fail;
        var may = left < 1 ? 0 : FleetFailures.MostThatMayFail(book, fail);
        var confidence = 1.0;
        for (; may > 0 && others.Count > 0; may--)
        {
            var without = new FleetPlanner(this, others).Evaluate(book.Hosts - may);
            confidence = without.Confidence;
            if (without.Met)
                break;
        }

        return new(goal, may >= fail, confidence, may, may, may);
    }

    private FleetPlanner(FleetPlanner other, IReadOnlyList<Goal> goals)
    {
        (Set, Goals, rules, seed, load, lengths) = (other.Set, goals, other.rules, other.seed, other.load, other.lengths);
        (Scheduler, Progress, known) = (other.Scheduler, other.Progress, other.without);
    }

    private readonly Dictionary<(int Hosts, int Windows), FleetResult> without = [];

    private IEnumerable<GoalResult> Sampled(FleetBook book, int most)
    {
        var goals = Goals.Where(goal => goal.IsSampled).Select(goal => new SampledGoal(goal)).ToList();
        var members = new HostMembers(book);
        for (var window = 0; goals.Count > 0 && window < most; window++)
        {
            if (window >= rules.Fewest && goals.TrueForAll(goal => goal.IsDecided(rules.Confidence)))
                break;
            var streams = new RandomStreams(seed, window);
            Progress?.Invoke(book.Hosts, window);
            if (Draw(book, streams["instant"]) is not var (host, time))
                continue;
            var there = members.At(host, time);
            foreach (var goal in goals)
            {
                Windows++;
                var run = new HostWindow(book, there, time, rules, Scheduler, streams.Fresh($"{goal.Goal.Kind}"));
                goal.Add(goal.Goal.Kind == GoalKind.Ready ? run.Ready() : run.Responses(goal.Goal.Bound, RequestsOfWindow), run.Homeless);
            }
        }

        return goals.Select(goal => goal.Windows > 0 ? goal.Result() : GoalResult.Exact(goal.Goal, 0));
    }

    // A guest, in proportion to its life, and an instant of it. Who has no place is no matter of waits for CPUs.
    private (int Host, double Time)? Draw(FleetBook book, RandomStream draws)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var at = draws.NextDouble() * lengths[^1];
            var guest = Array.BinarySearch(lengths, at) is var found && found >= 0 ? Math.Min(found + 1, lengths.Length - 1) : ~found;
            var time = book.BeginOf(guest) + (draws.NextDouble() * Set.Guests[guest].Traced.Length);
            if (book.HostOf(guest) >= 0)
                return (book.HostOf(guest), time);
        }

        return null;
    }

    private double Until(FleetBook book) => book.HasWaits
        ? Math.Max(Set.Traced.Length, Enumerable.Range(0, Set.Guests.Count).Where(g => book.HostOf(g) >= 0).Max(book.EndOf))
        : Set.Traced.Length;
}
