using System.Reflection;
using System.Text;
using System.Xml.Linq;
using CloudSim.Net.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>
/// Compiles scripts and the blocks of pages, each a program of its own. They share what costs most: the references are read once for all.
/// </summary>
internal static class CodeCompiler
{
#if DEBUG
    private const OptimizationLevel Level = OptimizationLevel.Debug;
#else
    private const OptimizationLevel Level = OptimizationLevel.Release;
#endif
#if SIMSHARP
    private const bool IsSimSharp = true;
#else
    private const bool IsSimSharp = false;
#endif

    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.CSharp14)
        .WithFeatures([new("FileBasedProgram", "true")]).WithPreprocessorSymbols(IsSimSharp ? new[] { "SIMSHARP" } : []);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Block", [CSharpSyntaxTree.ParseText(Usings(IsSimSharp), Options)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f)),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: Level, deterministic: true,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A block, or a script with its path.</summary>
    public static CSharpCompilation Compilation(string code, string path = "") =>
        (path.Length == 0 ? Empty : Empty.WithAssemblyName(Path.GetFileNameWithoutExtension(path)))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, Options, path, Encoding.UTF8));

    /// <summary>Compiles a block, runs it here, and gives what it prints. Not beside others: the console is everyone's.</summary>
    public static string Run(string code)
    {
        using var image = new MemoryStream();
        var built = Compilation(code).Emit(image);
        Assert.True(built.Success, string.Join('\n', built.Diagnostics));
        var console = Console.Out;
        using var printed = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(printed);
            var entry = Assembly.Load(image.ToArray()).EntryPoint!;
            entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return printed.ToString();
    }

    /// <summary>What every script sees on this event engine: the SDK's implicit usings, those of experiments/, and the engine's.</summary>
    public static string Usings(bool simSharp)
    {
        var engine = XDocument.Load(WorkingCopy.At("Directory.Build.targets")).Descendants("ItemGroup")
            .Where(g => g.Attribute("Condition")?.Value is { } when && when.Contains("SeesEventEngine")
                && (simSharp || !when.Contains("SimSharpBuild")));
        var experiments = XDocument.Load(WorkingCopy.At("experiments/Directory.Build.props")).Root!;
        return string.Concat(
            new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading.Tasks" }
                .Concat(engine.Append(experiments).SelectMany(g => g.Descendants("Using"))
                    .Select(u => $"{(u.Attribute("Alias") is { } alias ? $"{alias.Value} = " : "")}{u.Attribute("Include")!.Value}"))
                .Select(n => $"global using {n};\n"));
    }
}
