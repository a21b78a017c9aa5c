using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Experiments;
using Microsoft.CodeAnalysis;

namespace CloudSim.Net.Tests.Documentation;

[Collection(ConsoleCollection.Name)] // not beside others: the console is everyone's, and it takes much memory
public class ReadmeTests
{
    private static readonly Regex Block = new(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);

    /// <summary>The page to start from, and those beside what they describe; the engine's have tests of their own.</summary>
    private static readonly string[] Pages =
    [
        "README.md", "experiments/README.md", "src/README.md", "src/CloudSim.Net/Platforms/README.md",
        "src/CloudSim.Net/Virtualization/README.md", "src/CloudSim.Net/Datacenter/README.md", "src/CloudSim.Net/Scheduling/README.md",
        "src/CloudSim.Net/Containers/README.md",
    ];

    public static TheoryData<string, int, string> Code =>
        [.. Blocks("csharp").Select(b => new TheoryDataRow<string, int, string>(b.Page, b.Line, b.Text))];

    public static TheoryData<string, int, string> Commands =>
        [.. Blocks("bash").Select(b => new TheoryDataRow<string, int, string>(b.Page, b.Line, b.Text))];

    /// <summary>A reader who copies a block must have something that compiles: every one is a script of its own.</summary>
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Code))]
    public void Every_block_of_code_compiles(string page, int line, string code)
    {
        var errors = Compile(code).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{page}:{line + 1 + d.Location.GetLineSpan().StartLinePosition.Line}: {d.GetMessage(null)}");
        Assert.Empty(errors);
    }

    /// <summary>A technique in under 25 lines: the block runs, and its platform pays what its technique says.</summary>
    [Fact]
    public void The_technique_inside_a_script_runs()
    {
        var (_, _, code) = Blocks("csharp").Single(b => b.Text.Contains(": ICpuTechnique"));
        Assert.InRange(code.TrimEnd().Split('\n').Length, 5, 24);
        using var image = new MemoryStream();
        Assert.True(CodeCompiler.Compilation(code).Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var output = new StringWriter();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var main = System.Reflection.Assembly.Load(image.ToArray()).EntryPoint!;
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("bare-metal process: 142", lines[0]);
        Assert.Equal(lines[0].Split(": ")[1], lines[1].Split(": ")[1]);
        Assert.StartsWith("Firecracker, programs in kernel mode: 12", lines[2]);
    }

    /// <summary>As Directory.Build.targets has it: both namespaces, and the framework's Environment.</summary>
    [Fact]
    public void On_the_Sim_package_blocks_see_its_names()
    {
        var (ours, package) = (CodeCompiler.Usings(simSharp: false), CodeCompiler.Usings(simSharp: true));
        string[] more = ["global using SimSharp;", "global using Environment = System.Environment;"];
        Assert.Equal(more, package.Split('\n').Except(ours.Split('\n')));
        Assert.Contains("global using CloudSim.Net.Engine;\n", ours);
        Assert.Empty(ours.Split('\n').Except(package.Split('\n')));
    }

    [Fact]
    public void The_compiler_of_blocks_sees_errors()
    {
        Assert.DoesNotContain(Compile("var sim = new Simulation();"), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains(Compile("var sim = new Simulation(); sim.NoSuchMember();"), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Commands))]
    public void Every_command_names_what_exists(string page, int line, string commands)
    {
        foreach (Match path in Regex.Matches(commands, @"(?<=^|\s)(?:experiments|src|tests|results|\./\.ci|\.ci)/[^\s#]+"))
            if (!commands.Contains($"--out {path.Value}"))
                Assert.True(Path.Exists(WorkingCopy.At(path.Value)), $"{page}:{line}: there is no {path.Value}");
    }

    /// <summary>The pictures and files that the text links to.</summary>
    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
    {
        foreach (var page in Pages)
        {
            var targets = Regex.Matches(Text(page), @"\]\((?!https?:|#)([^)\s#]+)").Select(m => m.Groups[1].Value);
            Assert.All(targets, t => Assert.True(Path.Exists(WorkingCopy.At(Path.Combine(Path.GetDirectoryName(page)!, t))),
                $"{page} links to {t}, which does not exist"));
        }
    }

    /// <summary>A newcomer reads three minutes.</summary>
    [Fact]
    public void The_page_to_start_from_is_short() => Assert.InRange(Text("README.md").Length, 1, 6_000);

    [Fact]
    public void Every_script_is_mentioned()
    {
        var text = Text("experiments/README.md");
        Assert.All(WorkingCopy.Scripts, script => Assert.True(text.Contains(script), $"experiments/README.md does not mention {script}"));
    }

    private static IEnumerable<Diagnostic> Compile(string code) => CodeCompiler.Compilation(code).GetDiagnostics();

    private static IEnumerable<(string Page, int Line, string Text)> Blocks(string language) =>
        from page in Pages
        let text = Text(page)
        from Match block in Block.Matches(text)
        where block.Groups[1].Value == language
        select (page, text[..block.Index].Count(c => c == '\n') + 1, block.Groups[2].Value);

    private static string Text(string page) => File.ReadAllText(WorkingCopy.At(page)).ReplaceLineEndings("\n");
}
