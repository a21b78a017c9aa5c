using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Architecture;

[Collection(ConsoleCollection.Name)] // not beside others: it takes much memory, which other tests measure
public class FloorTests
{
    private static readonly System.Reflection.Assembly Models = typeof(InputException).Assembly;
    private static readonly System.Reflection.Assembly Engine = typeof(RandomStreams).Assembly;
    private static readonly System.Reflection.Assembly Experiments = typeof(CloudSim.Net.Experiments.Script).Assembly;

    /// <summary>The rooms of the models from the lowest up; those of one line may know each other.</summary>
    private static readonly string[][] Rooms =
    [
        ["Units"], ["Calibration"], ["Hardware"], ["Scheduling"], ["Virtualization"], ["Networking"], ["Images"],
        ["Containers", "Datacenter"], ["Platforms"], ["Orchestration", "Workloads"],
    ];

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
        Assert.DoesNotContain(Models.GetReferencedAssemblies(), a => a.Name is "ScottPlot" or "SkiaSharp" or "System.CommandLine" or "Spectre.Console");

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

    [Fact]
    public void Every_room_has_its_floor()
    {
        var rooms = WorkingCopy.Sources("src/CloudSim.Net").Select(p => p.Split('/')).Where(p => p.Length > 3).Select(p => p[2]).Distinct();
        Assert.Empty(rooms.Except(Rooms.SelectMany(r => r)));
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
