using System.Runtime.CompilerServices;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Experiments;

/// <summary>
/// A script: one question, the common options (<c>--out --seed --runs --until-ci --jobs --quick --verbose --help</c>) and its own.
/// Its name, which names its files too, is that of the source file.
/// </summary>
public sealed class Script
{
    private readonly Arguments arguments;

    /// <summary>A script that answers this question.</summary>
    /// <param name="question">The question in one sentence; the help shows it.</param>
    /// <param name="runs">Replications of a stage that does not say its own number and without <c>--runs</c>.</param>
    /// <param name="path">Left out: the compiler gives the script's file.</param>
    public Script(string question, int runs = 1, [CallerFilePath] string path = "")
    {
        Question = question;
        Name = Path.GetFileNameWithoutExtension(path);
        arguments = new Arguments(question, Folders.Default(Name, path), runs);
    }

    /// <summary>The script's name: that of its source file, without ending.</summary>
    public string Name { get; }

    /// <summary>The question that it answers.</summary>
    public string Question { get; }

    /// <summary>Adds an option of the script's own.</summary>
    /// <typeparam name="T">A string, a bool (a flag), an int, a long, a double or an enum; nullable where leaving it out means
    /// something.</typeparam>
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

    /// <summary>
    /// Adds <c>--scheduler</c>, the CPU scheduler of the machines that the script simulates; read it with
    /// <see cref="Experiment.Scheduler"/>.
    /// </summary>
    /// <param name="otherwise">The scheduler if the option is not given; null for CFS, and for what a platform brings.</param>
    public ScriptOption<SchedulerKind?> SchedulerOption(SchedulerKind? otherwise = null) => Option("--scheduler", "NAME",
        $"CPU scheduler of the host: {string.Join(", ", Names.Of(typeof(SchedulerKind)))} " +
        $"(default: {(otherwise is { } kind ? Names.Of(kind) : "cfs, and what a platform brings")})", otherwise);

    /// <summary>
    /// Reads the arguments, runs the experiment and writes its files, all or none. Errors become one line on stderr.
    /// </summary>
    /// <returns>The exit code (see <see cref="ExitCode"/>).</returns>
    public int Main(string[] args, Action<Experiment> body) => new Session(this, arguments, body).Main(args);
}
