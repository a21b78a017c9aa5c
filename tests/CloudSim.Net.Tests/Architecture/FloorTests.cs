using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Architecture;

[Collection(ConsoleCollection.Name)] // not beside others: it takes much memory
public class FloorTests
{
    private static readonly System.Reflection.Assembly Models = typeof(InputException).Assembly;
    private static readonly System.Reflection.Assembly Engine = typeof(RandomStreams).Assembly;
    private static readonly System.Reflection.Assembly Experiments = typeof(CloudSim.Net.Experiments.Script).Assembly;

    /// <summary>The rooms of the models from the lowest up; those of one line may know each other.</summary>
    private static readonly string[][] Rooms =
    [
        ["Units"], ["Statistics"], ["Traces"], ["Calibration"], ["Hardware"], ["Scheduling"], ["Kernel"], ["Virtualization"],
        ["Networking"], ["Images"], ["Datacenter"], ["Containers"], ["Platforms"], ["Workloads"], ["Capacity"],
    ];

    /// <summary>
    /// Rooms (sub-rooms too) that may know each other, and why. Any other circle fails, and so does one of these that is none any more.
    /// </summary>
    private static readonly Dictionary<string, string> Circles = [];

    [Fact]
    public void The_engine_depends_on_nothing()
    {
        Assert.DoesNotContain("<PackageReference", File.ReadAllText(WorkingCopy.At("src/CloudSim.Net.Engine/CloudSim.Net.Engine.csproj")));
        if (Engine.GetName().Name == "CloudSim.Net.Engine")
            Assert.All(Engine.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));
    }

    [Fact]
    public void The_models_do_not_know_the_experiments() =>
        Assert.DoesNotContain(Models.GetReferencedAssemblies(), a => a.Name == Experiments.GetName().Name);

    [Fact]
    public void Only_the_experiments_know_plots_and_command_lines() =>
        Assert.DoesNotContain(Models.GetReferencedAssemblies(), a => a.Name is "ScottPlot" or "SkiaSharp" or "System.CommandLine"
            or "Spectre.Console");

    /// <summary>The models do without the libraries of file formats: only who reads traces knows them.</summary>
    [Fact]
    public void Only_the_readers_of_traces_know_libraries_of_file_formats() =>
        Assert.DoesNotContain(new ArchLoader().LoadAssembly(Models).Build().Types, type =>
            type.Namespace?.FullName is { } room && room.StartsWith("CloudSim.Net.", StringComparison.Ordinal)
            && !room.StartsWith("CloudSim.Net.Traces", StringComparison.Ordinal)
            && type.Dependencies.Any(d => d.Target.FullName.StartsWith("Parquet.", StringComparison.Ordinal)
                || d.Target.FullName.StartsWith("Microsoft.Data.Sqlite.", StringComparison.Ordinal)));

    [Fact]
    public void Rooms_of_the_models_depend_downward_only()
    {
        var architecture = new ArchLoader().LoadAssembly(Models).Build();
        var upward = from type in architecture.Types
                     where Room(type) is not null
                     from target in type.Dependencies.Select(d => d.Target).Distinct()
                     where Room(target) is not null && Floor(target) > Floor(type)
                     select $"{type.FullName} ({Room(type)}) uses {target.FullName} ({Room(target)})";
        Assert.Empty(upward.Distinct().Order());
    }

    /// <summary>
    /// Between sub-rooms, and between a room and its sub-rooms, in both directions: what depends on each other, directly or through others,
    /// is one room.
    /// </summary>
    [Fact]
    public void No_rooms_form_a_circle_but_the_named_ones()
    {
        var uses = Uses(Models, "CloudSim.Net").Concat(Uses(Experiments, "CloudSim.Net.Experiments")).ToLookup(u => u.Room, u => u.Used);
        var reached = uses.ToDictionary(u => u.Key, u => Reached(u.Key, uses));
        var circles = reached.Keys
            .Where(r => reached[r].Contains(r))
            .GroupBy(r =>
                string.Join(", ", reached[r].Where(o => reached.ContainsKey(o) && reached[o].Contains(r)).Order(StringComparer.Ordinal)))
            .Select(c => c.Key);
        Assert.Equal(Circles.Keys.Order(StringComparer.Ordinal), circles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_circle_of_rooms_is_seen()
    {
        var uses = new[] { ("A", "A.B"), ("A.B", "C"), ("C", "A"), ("C", "D") }.ToLookup(u => u.Item1, u => u.Item2);
        Assert.Contains("A", Reached("A", uses));
        Assert.DoesNotContain("D", Reached("D", uses));
    }

    [Fact]
    public void Every_room_has_its_floor()
    {
        var rooms = WorkingCopy.Sources("src/CloudSim.Net").Select(p => p.Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct();
        Assert.Empty(rooms.Except(Rooms.SelectMany(r => r)));
    }

    /// <summary>Which room uses which other one of the same assembly; "(root)" for the folder of the project.</summary>
    private static IEnumerable<(string Room, string Used)> Uses(System.Reflection.Assembly assembly, string prefix) =>
        (from type in new ArchLoader().LoadAssembly(assembly).Build().Types
         let room = Name(type, prefix)
         where room is not null
         // a type parameter of one class is sometimes taken for one of the same name of another class
         from target in type.Dependencies.Where(d => d.Target is not GenericParameter).Select(d => Name(d.Target, prefix)).Distinct()
         where target is not null && target != room
         select (room, target)).Distinct();

    private static string? Name(IType type, string prefix)
    {
        var name = type.Namespace?.FullName ?? "";
        var ours = name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);
        return !ours || (prefix == "CloudSim.Net" && (name + ".").StartsWith("CloudSim.Net.Engine.", StringComparison.Ordinal)) ? null
            : name == prefix ? $"({prefix})" : name[(prefix.Length + 1)..];
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> uses)
    {
        var (reached, open) = (new HashSet<string>(), new Stack<string>(uses[from]));
        while (open.TryPop(out var room))
            if (reached.Add(room))
                foreach (var next in uses[room])
                    open.Push(next);
        return reached;
    }

    /// <summary>The folder below CloudSim.Net; "" for the root; null for what is not ours.</summary>
    private static string? Room(IType type)
    {
        var name = type.Namespace?.FullName ?? "";
        if (name == "CloudSim.Net")
            return "";
        var parts = name.Split('.');
        return name.StartsWith("CloudSim.Net.", StringComparison.Ordinal) && Rooms.Any(r => r.Contains(parts[2])) ? parts[2] : null;
    }

    private static int Floor(IType type) => Array.FindIndex(Rooms, r => r.Contains(Room(type)!));
}
