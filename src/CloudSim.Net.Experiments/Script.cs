using System.Runtime.CompilerServices;
using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments;

/// <summary>
/// A script: one question, the common options (<c>--out --seed --runs --until-ci --jobs --quick --set --verbose --help</c>) and its own.
/// Its name, which names its files too, is that of the source file.
/// </summary>
public sealed class Script
{
    private readonly Arguments arguments;
    private readonly string folder;

    /// <summary>A script that answers this question.</summary>
    /// <param name="question">The question in one sentence; the help shows it.</param>
    /// <param name="runs">Replications of a stage that does not say its own number and without <c>--runs</c>.</param>
    /// <param name="path">Left out: the compiler gives the script's file.</param>
    public Script(string question, int runs = 1, [CallerFilePath] string path = "")
    {
        Question = question;
        Name = Path.GetFileNameWithoutExtension(path);
        File = Folders.InRepository(path);
        folder = Path.GetDirectoryName(path) ?? "";
        var output = Folders.Default(Name, path);
        Results = Path.GetDirectoryName(output)!;
        arguments = new Arguments(question, output, runs);
    }

    /// <summary>The script's name: that of its source file, without ending.</summary>
    public string Name { get; }

    /// <summary>Its source file from the top of the repository, for instance <c>experiments/labs/quotas.cs</c>.</summary>
    internal string File { get; }

    /// <summary>The question that it answers.</summary>
    public string Question { get; }

    /// <summary>The folder below which scripts write if they are not told, a folder for each script.</summary>
    public string Results { get; }

    /// <summary>A file of the folder <c>samples</c> beside the script.</summary>
    public string Sample(string name) => Path.Combine(folder, "samples", name);

    /// <summary>Adds an option of the script's own.</summary>
    /// <typeparam name="T">A string, a bool (a flag), an int, a long, a double, <see cref="Bytes"/> or an enum; nullable where leaving
    /// it out means something.</typeparam>
    /// <param name="name">The name with its dashes, for instance <c>--trace</c>.</param>
    /// <param name="placeholder">
    /// What the help shows for the value. <c>DIR</c> means that the folder must exist and <c>FILE</c> that the file must:
    /// otherwise the script ends with one line and exit code 2 before it starts.
    /// </param>
    /// <param name="help">What it is for, in one sentence.</param>
    /// <param name="otherwise">The value if the option is not given.</param>
    /// <param name="atLeast">The least number that makes sense; another one is refused with exit code 2.</param>
    /// <param name="atMost">The largest number that makes sense.</param>
    public ScriptOption<T> Option<T>(
        string name, string placeholder, string help, T otherwise = default!,
        double atLeast = double.NegativeInfinity, double atMost = double.PositiveInfinity) =>
        new(arguments.Add(name, placeholder, help, otherwise, atLeast, atMost));

    /// <summary>Adds an option of the script's own that may be given often, each time with a text.</summary>
    /// <param name="name">The name with its dashes, for instance <c>--goal</c>.</param>
    /// <param name="placeholder">What the help shows for the value.</param>
    /// <param name="help">What it is for, in one sentence.</param>
    public ScriptOption<string[]> Options(string name, string placeholder, string help) =>
        new(arguments.AddMany(name, placeholder, help));

    /// <summary>Adds what is given without an option's name, at most one: a file or a folder that exists.</summary>
    /// <param name="placeholder">What the help shows: <c>FILE</c>, <c>DIR</c> or <c>FILE|DIR</c>.</param>
    /// <param name="help">What it is, in one sentence.</param>
    public ScriptOption<string?> Argument(string placeholder, string help) => new(arguments.AddArgument(placeholder, help));

    /// <summary>
    /// Adds <c>--scheduler</c>, the CPU scheduler of the machines that the script simulates; read it with
    /// <see cref="Experiment.Scheduler"/>.
    /// </summary>
    /// <param name="otherwise">The scheduler if the option is not given; null for CFS, and for what a platform brings.</param>
    public ScriptOption<SchedulerKind?> SchedulerOption(SchedulerKind? otherwise = null) => Option("--scheduler", "NAME",
        $"CPU scheduler of the host: {string.Join(", ", Names.Of(typeof(SchedulerKind)))} " +
        $"(default: {(otherwise is { } kind ? Names.Of(kind) : "cfs, and what a platform brings")})", otherwise);

    /// <summary>
    /// Adds <c>--host</c>, <c>--cores</c> and <c>--memory</c>, the machine that the script simulates (<see cref="Experiment.Machine"/>).
    /// Another number of cores scales the sockets, nodes and caches; threads of a core stay as many.
    /// </summary>
    /// <param name="otherwise">The machine if none is asked for, by name (see <see cref="HostModel.All"/>).</param>
    /// <param name="cores">Its cores if no machine and no number is asked for; left out, as many as it has.</param>
    /// <param name="memory">Its memory if no machine and no size is asked for; left out, what it has.</param>
    /// <param name="more">Further machines that may be asked for, by the name of their data file.</param>
    public Script WithMachine(string otherwise = nameof(HostModel.RackServer), int? cores = null, Bytes? memory = null,
        IReadOnlyDictionary<string, Func<Parameters, HostModel>>? more = null)
    {
        var known = HostModel.All.Concat(more ?? new Dictionary<string, Func<Parameters, HostModel>>())
            .ToDictionary(m => m.Key, m => m.Value, StringComparer.OrdinalIgnoreCase);
        var (cpus, size) = (cores is null ? "as it has" : $"{cores}", memory is null ? "what it has" : $"{memory}");
        Machine = new(known, otherwise, cores, memory,
            Option<string?>("--host", "MODEL", $"the machine: {string.Join(", ", known.Keys)} (default: {otherwise})"),
            Option<int?>("--cores", "N", $"its physical cores, of all sockets (default: {cpus})", null, atLeast: 1, atMost: 65_536),
            Option<Bytes?>("--memory", "SIZE", $"its memory, for instance 128GiB (default: {size})"));
        return this;
    }

    /// <summary>
    /// Adds <c>--guest-memory</c>, the memory that each guest is given (<see cref="Experiment.Guest(Platform, GuestSpec)"/>).
    /// </summary>
    public Script WithGuestMemory()
    {
        GuestMemory = Option<Bytes?>("--guest-memory", "SIZE", "memory that each guest is given (default: as the script has it)");
        return this;
    }

    /// <summary>Adds <c>--vcpus</c>, how many virtual CPUs each guest has (<see cref="Experiment.VCpus"/>).</summary>
    public Script WithVCpus()
    {
        VCpus = Option<int?>("--vcpus", "N", "virtual CPUs of each guest (default: as the script has it)", null, atLeast: 1, atMost: 4_096);
        return this;
    }

    /// <summary>
    /// Adds <c>--series</c>: whether the datacenters that trials record (<see cref="Trial.Record(Datacenter.Datacenter, TimeSpan?, bool,
    /// bool)"/>) are written, and how. A script without the option writes them as CSV.
    /// </summary>
    public Script WithSeries()
    {
        Series = Option<SeriesFormat?>("--series", "FORMAT", "write what hosts, racks and the datacenter do over time: csv or parquet");
        return this;
    }

    internal ScriptOption<SeriesFormat?>? Series { get; private set; }

    internal MachineOptions? Machine { get; private set; }

    internal ScriptOption<int?>? VCpus { get; private set; }

    internal ScriptOption<Bytes?>? GuestMemory { get; private set; }

    /// <summary>
    /// Reads the arguments, runs the experiment and writes its files, all or none. Errors become one line on stderr.
    /// </summary>
    /// <returns>The exit code (see <see cref="ExitCode"/>).</returns>
    public int Main(string[] args, Action<Experiment> body) => new Session(this, arguments, body).Main(args);
}
