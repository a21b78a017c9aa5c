using System.Reflection;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Tests.Golden;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>The page to start from, and the one that follows for who has an application.</summary>
public class ReadmeTests
{
    /// <summary>A newcomer reads three minutes.</summary>
    [Fact]
    public void The_page_to_start_from_is_short() => Assert.InRange(Pages.Text("README.md").Length, 1, 6_000);

    /// <summary>No page is lost: this one links to all but those of samples, and those that another page tells of.</summary>
    [Fact]
    public void It_is_a_map_of_all_pages()
    {
        var text = Pages.Text("README.md");
        // Those of rooms within a room are told by its page, and the one on Sim# by the engine's.
        const string Datacenter = "src/CloudSim.Net/Datacenter/";
        var others = Pages.All.Where(p => p.StartsWith(Datacenter, StringComparison.Ordinal) && p.Count(c => c == '/') > 3)
            .Select(p => (Page: p, By: $"{Datacenter}README.md", As: $"({p[Datacenter.Length..]}"))
            .Append((Page: "src/CloudSim.Net/Traces/Fitting/README.md", By: "src/CloudSim.Net/Traces/README.md", As: "(Fitting/README.md"))
            .Append((Page: "src/CloudSim.Net.Engine/FromSimSharp.md", By: "src/CloudSim.Net.Engine/README.md", As: "(FromSimSharp.md"))
            .ToList();
        Assert.All(others, other => Assert.Contains(other.As, Pages.Text(other.By)));
        var told = others.Select(other => other.Page).Append("README.md");
        Assert.All(Pages.All.Except(told).Where(p => !p.Contains("/samples/")), page => Assert.Contains($"({page}", text));
    }

    /// <summary>
    /// The script runs as it stands where the page says, with another machine and another number too, and draws its plot.
    /// </summary>
    [Fact]
    public void The_script_of_the_first_page_runs_and_draws()
    {
        var code = Pages.Blocks("csharp").First(b => b.Page == "README.md").Text;
        Assert.InRange(code.TrimEnd().Split('\n').Length, 15, 25);
        using var folder = new TemporaryFolder();
        var own = Directory.CreateDirectory(folder.At("experiments/own"));
        var path = Path.Combine(own.FullName, "load.cs");
        File.WriteAllText(path, code);

        var unchanged = Rows("as-is");
        var other = Rows("other", "--host", "M5dMetal", "--set", "WebApplication.user_cycles=2000000cycles");
        Assert.Equal(unchanged.Length, other.Length);
        Assert.Equal("platform,requests_per_second,run,p99_ms", unchanged[0]);
        Assert.NotEqual(unchanged[1..], other[1..]);

        string[] Rows(string name, params string[] options)
        {
            var (exit, _, error) = ScriptProcess.Run(path, ["--quick", "--out", folder.At(name), .. options]);
            Assert.True(exit == 0, error);
            Assert.Contains($"{name}/load-plot.png", folder.Files);
            return File.ReadAllLines(folder.At($"{name}/load.csv"));
        }
    }

    /// <summary>Who measures an application must know what each field counts.</summary>
    [Fact]
    public void The_page_on_workloads_tells_every_field_of_a_profile()
    {
        var text = Pages.Text("src/CloudSim.Net/Workloads/README.md");
        var fields = typeof(WorkProfile).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.SetMethod is not null && p.Name != nameof(WorkProfile.Name)).Select(p => p.Name);
        Assert.All(fields, field => Assert.Contains($"\n| `{field}` |", text));
    }
}
