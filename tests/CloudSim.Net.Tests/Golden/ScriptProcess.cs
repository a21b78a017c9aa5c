using System.Collections.Concurrent;
using System.Diagnostics;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Process = System.Diagnostics.Process;

namespace CloudSim.Net.Tests.Golden;

/// <summary>
/// Scripts as their users run them: in processes of their own. Each is compiled once, here and not by the SDK, which takes longer; the
/// SDK's build of every script is <c>.ci/run</c>'s matter.
/// </summary>
internal static class ScriptProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly ConcurrentDictionary<string, Lazy<string>> Built = new();

    /// <summary>Where the built script lies: beside the tests, whose dependencies it shares.</summary>
    public static string Build(string path) => Built.GetOrAdd(path, _ => new Lazy<string>(() =>
    {
        var target = Path.Combine(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(path) + ".dll");
        var result = CodeCompiler.Compilation(File.ReadAllText(path), path).Emit(target);
        return result.Success ? target
            : throw new InvalidOperationException(
                $"{path} does not build:\n{string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
    })).Value;

    /// <summary>Runs a built script to its end.</summary>
    public static (int Code, string Out, string Error) Run(string script, params string[] arguments) => Run(Begin(script, arguments));

    /// <summary>Starts a built script.</summary>
    public static Process Begin(string script, string[] arguments, params (string Name, string Value)[] environment) =>
        Start("dotnet",
            ["exec", "--runtimeconfig", Beside("runtimeconfig.json"), "--depsfile", Beside("deps.json"), Build(script), .. arguments],
            environment);

    public static (int Code, string Out, string Error) Run(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"still running after {Patience}");
            }
            return (process.ExitCode, output.Result, error.Result);
        }
    }

    private static string Beside(string kind) =>
        Path.Combine(AppContext.BaseDirectory, $"{typeof(ScriptProcess).Assembly.GetName().Name}.{kind}");

    private static Process Start(string file, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = WorkingCopy.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0"; // to count what a longer run would profit from costs a short one a fifth
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
