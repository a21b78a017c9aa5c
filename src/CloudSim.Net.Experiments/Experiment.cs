using System.Runtime.CompilerServices;
using System.Threading;
using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments;

/// <summary>One call of a script: its options, its stages of parallel trials, and what it writes.</summary>
public sealed partial class Experiment
{
    private readonly Script script;
    private readonly Settings settings;
    private readonly Stages stages;
    private readonly Staging staging;
    private readonly Manifest manifest;
    private SchedulerKind? scheduler;
    private bool narrowed;

    internal Experiment(Script script, Settings settings, Stages stages, Staging staging)
    {
        (this.script, this.settings, this.stages, this.staging) = (script, settings, stages, staging);
        var changed = ParameterChange.Apply(settings.Changes);
        Parameters = script.Machine?.Apply(changed, settings) ?? changed;
        manifest = new Manifest(script, settings, Parameters);
        stages.Setting = new(settings.Seed, settings.Quick, Parameters, () => Machine, Guest)
        {
            Series = script.Series is { } option ? Value(option) : SeriesFormat.Csv,
        };
    }

    /// <summary>
    /// The numbers of the models, with those that <c>--set</c> and the machine's options change. What the experiment reads of them
    /// stands in the manifest.
    /// </summary>
    public Parameters Parameters { get; }

    /// <summary>All platforms, made of <see cref="Parameters"/>.</summary>
    public IReadOnlyList<Platform> Platforms => PlatformsWhere(_ => true);

    /// <summary>The platforms for which this is so; of the others nothing counts as read.</summary>
    public IReadOnlyList<Platform> PlatformsWhere(Func<Platform, bool> isWanted)
    {
        List<Platform> wanted = [.. Net.Platforms.Platforms.Of(Parameters.Unnoted()).Where(isWanted)];
        wanted.ForEach(Parameters.Use);
        return wanted;
    }

    /// <summary>The machine that <c>--host</c>, <c>--cores</c> and <c>--memory</c> ask for (<see cref="Script.WithMachine"/>).</summary>
    /// <exception cref="ParameterException">It cannot be made with these numbers.</exception>
    public HostModel Machine => MachineOf(Parameters);

    /// <summary>The same machine made of other numbers, such as those of a <see cref="Sensitivity.Variant"/>.</summary>
    /// <param name="parameters">Made from <see cref="Parameters"/>, so that it has what <c>--cores</c> and <c>--memory</c> say.</param>
    /// <exception cref="ParameterException">It cannot be made with these numbers.</exception>
    public HostModel MachineOf(Parameters parameters) =>
        (script.Machine ?? throw new InvalidOperationException($"{script.Name} has no options for a machine")).Make(parameters, settings);

    /// <summary>
    /// A guest with as much memory as <c>--guest-memory</c> says (<see cref="Script.WithGuestMemory"/>), else as <see cref="GuestSizes"/>
    /// does.
    /// </summary>
    /// <param name="platform">Its platform.</param>
    /// <param name="application">What it runs; null for nothing.</param>
    /// <exception cref="InputException">So little cannot hold it.</exception>
    public GuestSpec Guest(Platform platform, WebApplication? application = null)
    {
        var spec = application is null ? GuestSizes.For(platform) : GuestSizes.For(platform, application);
        return Guest(platform, spec);
    }

    /// <summary>A guest with the memory and the virtual CPUs that <c>--guest-memory</c> and <c>--vcpus</c> say, else as it is.</summary>
    /// <exception cref="InputException">So little cannot hold it.</exception>
    public GuestSpec Guest(Platform platform, GuestSpec spec)
    {
        var sized = spec with { VCpus = VCpus ?? spec.VCpus };
        return GuestMemory is not { } memory ? sized
            : platform.TooSmall(memory, spec.ApplicationMemory, spec.Image) is { } reason
                ? throw new InputException(script.GuestMemory!.Name, null, $"{platform}: {reason}", "give more")
                : sized with { ConfiguredMemory = memory };
    }

    /// <summary>The virtual CPUs of each guest that <c>--vcpus</c> asks for (<see cref="Script.WithVCpus"/>); null if it does
    /// not.</summary>
    public int? VCpus => script.VCpus is { } option ? Value(option) : null;

    private Bytes? GuestMemory => script.GuestMemory is { } option ? Value(option) : null;

    /// <summary>The seed (<c>--seed</c>, default 1).</summary>
    public long Seed => settings.Seed;

    /// <summary>Replications of a stage that does not say its own number (<c>--runs</c>, else the script's default).</summary>
    public int Runs => settings.RunsOf(null);

    /// <summary>How many trials run at once (<c>--jobs</c>, default one a core). Results never depend on it.</summary>
    public int Jobs => settings.Jobs;

    /// <summary>Whether a small grid is wanted of at most five seconds of CPU time (<c>--quick</c>).</summary>
    public bool Quick => settings.Quick;

    /// <summary>Set when the user cancels.</summary>
    public CancellationToken Cancellation => stages.Cancellation;

    internal bool MissedGoal => manifest.MissedGoal;

    /// <summary>
    /// The short form of a script with one grid: replicates a trial for every cell when <see cref="Sweep{TCell,TOutcome}.Done"/> is called.
    /// </summary>
    /// <param name="args">The script's arguments.</param>
    /// <param name="question">The question that the script answers.</param>
    /// <param name="grid">The cells, usually a LINQ query, from what the options say (<see cref="Platforms"/>).</param>
    /// <param name="trial">Runs one replication of one cell and returns its outcome, a record.</param>
    /// <param name="runs">Replications without <c>--runs</c>.</param>
    /// <param name="quick">The cells for <c>--quick</c>; if left out, the whole grid with at most two replications.</param>
    /// <param name="until">The quantities that <c>--until-ci</c> makes precise: of an outcome a record of numbers.</param>
    /// <param name="cores">The machine's cores if none are asked for; left out, as many as it has.</param>
    /// <param name="path">Left out: the compiler gives the script's file.</param>
    public static Sweep<TCell, TOutcome> Run<TCell, TOutcome>(
        string[] args, string question, Func<Experiment, IEnumerable<TCell>> grid, Func<Trial, TCell, TOutcome> trial,
        int runs = 1, Func<Experiment, IEnumerable<TCell>>? quick = null, Func<TOutcome, object>? until = null,
        int? cores = null, [CallerFilePath] string path = "") =>
        new(new Script(question, runs, path).WithMachine(cores: cores).WithGuestMemory().WithVCpus(), args,
            x => x.Run("sweep", (x.Quick && quick is not null ? quick : grid)(x), trial, until: until));

    /// <summary>What the user gave for an option of the script, or its default.</summary>
    public T Value<T>(ScriptOption<T> option) => option.Of(settings.Parsed);

    /// <summary>
    /// The CPU scheduler to simulate these machines with; null for the default: CFS, and what a platform brings. The manifest names it.
    /// </summary>
    /// <param name="option">From <see cref="Script.SchedulerOption"/>.</param>
    /// <param name="host">The machine.</param>
    /// <param name="platforms">Those whose own scheduler it has if none was asked for.</param>
    /// <exception cref="InputException">The machine cannot have the scheduler that was asked for.</exception>
    public SchedulerKind? Scheduler(ScriptOption<SchedulerKind?> option, HostModel host, params IEnumerable<Platform> platforms)
    {
        scheduler = Value(option);
        if (scheduler is { } kind && HostScheduler.Incompatibility(kind, host) is { } reason)
            throw Unusable(kind, reason);
        manifest.Add(scheduler, platforms);
        return scheduler;
    }

    /// <summary>Says with which schedulers the script simulates, where it takes none by option. The manifest names them.</summary>
    public void Simulates(params IEnumerable<SchedulerKind> kinds)
    {
        foreach (var kind in kinds)
            manifest.Add(kind, []);
    }

    /// <summary>
    /// Runs a stage: every replication of every cell is a job, <see cref="Jobs"/> of them at a time. Outcomes are kept, so the
    /// same command resumes after a cancel, if they are records of plain values (numbers, strings, times, lists, records of these).
    /// </summary>
    /// <param name="stage">The stage's name, one word.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="trial">Runs one replication of one cell and returns its outcome.</param>
    /// <param name="runs">
    /// Replications without <c>--runs</c> (at most two with <c>--quick</c>); 1 says that the stage has no randomness and means one,
    /// whatever <c>--runs</c>.
    /// </param>
    /// <param name="until">
    /// The quantities that <c>--until-ci</c> makes precise, of an outcome a record of numbers such as <c>new { o.P50Ms, o.P99Ms }</c>: then
    /// every cell gets replications, the same number, until the interval of each quantity in each cell is narrow enough or <c>--runs</c>
    /// are made. A line of the output says which.
    /// </param>
    /// <returns>One result a job: cells in order, and the replications of each in order.</returns>
    public IReadOnlyList<Result<TCell, TOutcome>> Run<TCell, TOutcome>(
        string stage, IEnumerable<TCell> cells, Func<Trial, TCell, TOutcome> trial, int? runs = null,
        Func<TOutcome, object>? until = null)
    {
        var list = cells.ToList();
        var replications = settings.RunsOf(runs);
        var precision = settings.UntilCi is { } share && replications > 1
            ? new Precision<TCell, TOutcome>(stage, share, replications, until ?? throw Unstated(stage)) : null;
        try
        {
            return precision is null ? RunAll(stage, list, replications, trial) : RunUntil(stage, list, replications, trial, precision);
        }
        catch (InvalidOperationException e) when (scheduler is { } kind && e.InnerException is NotSupportedException)
        {
            throw Unusable(kind, e.InnerException.Message);
        }
    }

    private IReadOnlyList<Result<TCell, TOutcome>> RunAll<TCell, TOutcome>(
        string stage, List<TCell> cells, int runs, Func<Trial, TCell, TOutcome> trial)
    {
        manifest.Add(stage, cells.Count, runs);
        var results = stages.Run(stage, cells, runs, trial, out var recorded);
        Write(stage, cells, recorded);
        return results;
    }

    private IReadOnlyList<Result<TCell, TOutcome>> RunUntil<TCell, TOutcome>(
        string stage, List<TCell> cells, int most, Func<Trial, TCell, TOutcome> trial, Precision<TCell, TOutcome> precision)
    {
        narrowed = true;
        var results = stages.Run(stage, cells, most, trial, out var recorded, precision.Next);
        manifest.Add(stage, cells.Count, results.Count / Math.Max(1, cells.Count));
        Write(stage, cells, recorded);
        Note(precision.Verdict(results));
        return results;
    }

    private static InputException Unstated(string? stage) => new("--until-ci", null,
        stage is null ? "nothing here has an interval: the script makes no replications" : $"stage {stage} names no quantity for it",
        "leave it out, or give --runs");

    /// <summary>
    /// Prints rows as a table on stdout, one column a property as in <see cref="Csv{TRow}(IEnumerable{TRow})"/>, an estimate as <c>mean ±
    /// half width</c>.
    /// </summary>
    public void Table<TRow>(IEnumerable<TRow> rows) => TextTable.Write(Console.Out, rows.ToList());

    /// <summary>
    /// Writes <c>&lt;script&gt;.csv</c>, one column a property in snake case, so that a property name ends with its unit
    /// (<c>BootP50Ms</c>).
    /// An <see cref="Statistics.Estimate"/> becomes three columns, quantities get their unit (<c>_ms _mib _ghz _mb_per_s _cycles</c>), a
    /// nested record with a
    /// <c>Name</c> is its name and any other its own columns with the property's name in front. NaN is an empty field.
    /// </summary>
    public void Csv<TRow>(IEnumerable<TRow> rows) => staging.Write($"{script.Name}.csv", s => CsvTable.Write(s, rows.ToList()));

    /// <summary>Writes a further table, <c>&lt;script&gt;-&lt;name&gt;.csv</c>.</summary>
    public void Csv<TRow>(string name, IEnumerable<TRow> rows) =>
        staging.Write($"{script.Name}-{name}.csv", s => CsvTable.Write(s, rows.ToList()));

    /// <summary>Writes a further file, <c>&lt;script&gt;-&lt;name&gt;</c>.</summary>
    /// <param name="name">The name with its ending, for instance <c>plan.csv</c>.</param>
    /// <param name="write">Writes its bytes.</param>
    public void File(string name, Action<Stream> write) => staging.Write($"{script.Name}-{name}", write);

    /// <summary>
    /// Draws a figure into <c>&lt;script&gt;-&lt;name&gt;.png</c> and <c>.svg</c>. Both hold the command that made them.
    /// </summary>
    /// <exception cref="ArgumentException">The script has a figure with the same values under another name.</exception>
    public void Plot(string name, Figure figure)
    {
        figures ??= new FigureSet(new Origin($"CloudSim.Net {Manifest.Version(typeof(Experiment).Assembly)}",
            $"{CommandText.Of(script.File, settings.Parsed)} (script {script.Name}, seed {Seed})"));
        figures.Add(name, figure);
        staging.Write($"{script.Name}-{name}.png", s => figures.Png(figure, s));
        staging.Write($"{script.Name}-{name}.svg", s => figures.Svg(figure, s));
    }

    private FigureSet? figures;

    /// <summary>Prints a line on stdout that a reader of the results needs, such as what was read, and keeps it in the manifest.</summary>
    public void Note(string line)
    {
        manifest.Add(Printable.Of(line));
        Console.Out.WriteLine(Printable.Of(line));
    }

    /// <summary>
    /// Prints what the run has found, in one sentence with a number and its interval, and keeps it in the manifest.
    /// </summary>
    /// <param name="sentence">For instance <c>$"a guest boots in {cell.Estimate(o =&gt; o.Ms)} ms"</c>.</param>
    public void Finding(string sentence) => Note($"finding: {sentence}");

    /// <summary>
    /// States a goal: if it is missed the files are written all the same, a line on stderr names it and the exit code is 3.
    /// </summary>
    /// <param name="goal">What should hold, for instance <c>Firecracker boots within 200 ms</c>.</param>
    /// <param name="met">Whether it does.</param>
    public void Goal(string goal, bool met) => manifest.Add(Printable.Of(goal), met);

    private static InputException Unusable(SchedulerKind kind, string reason) =>
        new("--scheduler", null, $"'{Names.Of(kind)}' cannot be used here: {reason}",
            $"give another one of {string.Join(", ", Names.Of(typeof(SchedulerKind)))}");

    internal void Finish()
    {
        if (settings.UntilCi is not null && !narrowed)
            throw Unstated(null);
        foreach (var name in manifest.Unread)
            Console.Error.WriteLine($"{script.Name}: --set {name} changed nothing: no part of this run reads it");
        PlaceSeries();
        staging.Write("manifest.json", s => manifest.Write(s, staging.Files));
        staging.Commit();
        foreach (var goal in manifest.Missed)
            Console.Error.WriteLine($"{script.Name}: goal missed: {goal}");
    }
}
