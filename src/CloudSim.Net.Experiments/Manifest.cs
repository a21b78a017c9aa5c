using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments;

/// <summary>
/// What a result was made from: version, options, seed, stages, goals and every parameter with its source. It holds
/// nothing that changes from call to call (no time, no number of jobs, no output folder), so it is byte-identical like the results.
/// </summary>
internal sealed class Manifest(Script script, Settings settings, Parameters read)
{
    private readonly List<(string Name, int Cells, int Runs)> stages = [];
    private readonly List<(string Name, bool Met)> goals = [];
    private readonly List<string> notes = [];
    private readonly SortedSet<SchedulerKind> schedulers = [];
    private readonly SortedDictionary<string, string> platformSchedulers = new(StringComparer.Ordinal);

    public bool MissedGoal => goals.Any(g => !g.Met);

    public IEnumerable<string> Missed => goals.Where(g => !g.Met).Select(g => g.Name);

    public void Add(string stage, int cells, int runs)
    {
        if (stages.Any(s => s.Name == stage))
            throw new ArgumentException($"two stages are called {stage} (give each its own name)");
        stages.Add((stage, cells, runs));
    }

    public void Add(SchedulerKind? asked, IEnumerable<Platform> platforms)
    {
        schedulers.Add(asked ?? HostScheduler.Default);
        foreach (var platform in asked is null ? platforms : [])
            if (platform.Scheduler is { } own)
            {
                platformSchedulers[platform.Name] = Names.Of(own);
                schedulers.Add(own);
            }
    }

    public void Add(string note) => notes.Add(note);

    public void Add(string goal, bool met) => goals.Add((goal, met));

    /// <summary>Numbers that the user set and nothing has read.</summary>
    public IEnumerable<string> Unread => settings.Changes.Select(c => c.Name).Except(read.Uses.Select(p => $"{p.Sheet}.{p.Name}"));

    public static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? $"{assembly.GetName().Version}";

    public void Write(Stream stream, IEnumerable<string> files)
    {
        var all = new
        {
            Project = "CloudSim.Net",
            Version = Version(typeof(Manifest).Assembly),
            Engine = $"{typeof(Simulation).Assembly.GetName().Name} {Version(typeof(Simulation).Assembly)}",
            Script = script.Name,
            script.Question,
            settings.Seed,
            Runs = settings.RunsOf(null),
            UntilCiPct = 100 * settings.UntilCi,
            settings.Quick,
            Options = settings.Own.ToDictionary(o => o.Key, o => Printable.Of(o.Value)),
            Schedulers = schedulers.Select(kind => Names.Of(kind)),
            Kernels = schedulers.Select(HostScheduler.KernelOf),
            PlatformSchedulers = platformSchedulers,
            Stages = stages.Select(s => new { s.Name, s.Cells, s.Runs }),
            Notes = notes,
            Goals = goals.Select(g => new { g.Name, g.Met }),
            Files = files.Where(f => f != "manifest.json").Order(StringComparer.Ordinal),
            Parameters = read.Uses.Select(p => new
            {
                p.Sheet, p.Name, p.Value, p.Unit, Source = p.Source.Id, p.Source.Kind, p.Source.Citation, p.Place, p.Note,
            }),
        };
        JsonSerializer.Serialize(stream, all, new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            WriteIndented = true,
            NewLine = "\n",
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        stream.WriteByte((byte)'\n');
    }
}
