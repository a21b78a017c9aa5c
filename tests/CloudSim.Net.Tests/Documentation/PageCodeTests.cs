using CloudSim.Net.Tests.Experiments;
using Microsoft.CodeAnalysis;

namespace CloudSim.Net.Tests.Documentation;

[Collection(ConsoleCollection.Name)] // not beside others: the console is everyone's, and it takes much memory
public class PageCodeTests
{
    public static TheoryData<string, int, string> Code =>
        [.. Pages.Blocks("csharp").Select(b => new TheoryDataRow<string, int, string>(b.Page, b.Line, b.Text))];

    public static TheoryData<string, int, string, string> Programs =>
        [.. Pages.Programs.Select(p => new TheoryDataRow<string, int, string, string>(p.Page, p.Line, p.Code, p.Output))];

    /// <summary>A reader who copies a block must have something that compiles: every one is a program of its own.</summary>
    [Theory]
    [MemberData(nameof(Code))]
    public void Every_block_of_code_compiles(string page, int line, string code)
    {
        var errors = Compile(code).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{page}:{line + 1 + d.Location.GetLineSpan().StartLinePosition.Line}: {d.GetMessage(null)}");
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_prints_what_the_page_says(string page, int line, string code, string output)
    {
        var printed = CodeCompiler.Run(code);
        Assert.True(output == printed, $"{page}:{line} prints\n{printed}");
    }

    /// <summary>A technique in under 25 lines: the block runs, and its platform pays what its technique says.</summary>
    [Fact]
    public void The_technique_inside_a_script_runs()
    {
        var (_, _, code) = Pages.Blocks("csharp").Single(b => b.Text.Contains(": ICpuTechnique"));
        Assert.InRange(code.TrimEnd().Split('\n').Length, 5, 24);
        var lines = CodeCompiler.Run(code).TrimEnd().Split('\n');
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

    private static IEnumerable<Diagnostic> Compile(string code) => CodeCompiler.Compilation(code).GetDiagnostics();
}
