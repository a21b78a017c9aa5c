using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>Work of threads that meet in their kernel: what a unit does, which locks it takes, how often other CPUs empty their
/// TLBs.</summary>
/// <param name="Unit">A unit of its work, without what it does with locks held.</param>
/// <param name="Locks">The locks that a unit takes.</param>
/// <param name="Shootdowns">How often a unit has all CPUs that run the program empty their TLBs, on average.</param>
public sealed record LockedProfile(WorkProfile Unit, IReadOnlyList<LockUse> Locks, double Shootdowns) : IParameterized
{
    /// <summary>A unit of its work, without what it does with locks held.</summary>
    public WorkProfile Unit { get; init => field = Check.NotNull(value); } = Check.NotNull(Unit);

    /// <summary>The locks that a unit takes.</summary>
    public IReadOnlyList<LockUse> Locks { get; init => field = [.. Check.NotNull(value)]; } = [.. Check.NotNull(Locks)];

    /// <summary>How often a unit has all CPUs that run the program empty their TLBs, on average.</summary>
    public double Shootdowns { get; init => field = Check.Amount(value); } = Check.Amount(Shootdowns);

    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>Clients of dbench on a file system in memory: one unit is an operation.</summary>
    public static LockedProfile Dbench(Parameters parameters) => Read(parameters, "DbenchClients", "dbench");

    /// <summary>Threads of ebizzy, which allocate, copy and search memory and give it back: one unit is a record.</summary>
    public static LockedProfile Ebizzy(Parameters parameters) => Read(parameters, "Ebizzy", "ebizzy");

    /// <summary>A kernel build with a job for each CPU: one unit is a millisecond of a compiler.</summary>
    public static LockedProfile ParallelBuild(Parameters parameters) => Read(parameters, "ParallelBuild", "kernel build");

    /// <summary>Threads that do not meet: the same unit without locks and shootdowns.</summary>
    public LockedProfile Independent() => this with { Locks = [], Shootdowns = 0 };

    /// <summary>A program of so many threads that does this from now until the guest is stopped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public SharedMemoryProgram Start(Guest guest, int threads) => new(guest, Unit, threads, Locks, Shootdowns);

    private static LockedProfile Read(Parameters parameters, string sheet, string name) => parameters.Make(sheet, p =>
    {
        var s = p[sheet];
        return new LockedProfile(WorkProfile.From(s, name), [.. new[] { "spin", "mutex" }.Where(l => s.Has($"{l}_per_unit")).Select(Use)],
            s.Count("shootdowns")) { Uses = p.Uses };

        LockUse Use(string held) => new(held, s.Count($"{held}_per_unit"), s.Cycles($"{held}_hold").Value)
        {
            Locks = s.Whole($"{held}_locks"), Sleeps = held == "mutex",
        };
    });
}
