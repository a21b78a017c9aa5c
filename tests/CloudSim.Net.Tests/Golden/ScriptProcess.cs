using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;
using Process = System.Diagnostics.Process;

namespace CloudSim.Net.Tests.Golden;

/// <summary>Scripts as their users run them: in processes of their own. Each is built once, one after the other, in the tests' own configuration.</summary>
internal static class ScriptProcess
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly ConcurrentDictionary<string, string> Built = new();
    private static readonly object Building = new();

    /// <summary>Where the built script lies.</summary>
    public static string Build(string path)
    {
        lock (Building) // two builds at once would both write the models
            return Built.GetOrAdd(path, _ =>
            {
                // No build server may outlive the call: it would hold the pipe that is read here.
                var (code, output, error) = Run(Start("dotnet", ["build", path, "-c", Configuration, "--nologo", "--disable-build-servers"]));
                var name = Path.GetFileNameWithoutExtension(path);
                var target = Regex.Match(output, $@"-> (.*[\\/]{Regex.Escape(name)}\.dll)\s*$", RegexOptions.Multiline).Groups[1].Value;
                return code == 0 && target.Length > 0 ? target : throw new InvalidOperationException($"{path} does not build:\n{output}{error}");
            });
    }

    /// <summary>Runs a built script to its end.</summary>
    public static (int Code, string Out, string Error) Run(string script, params string[] arguments) => Run(Start("dotnet", [Build(script), .. arguments]));

    /// <summary>Starts a built script.</summary>
    public static Process Begin(string script, string[] arguments, params (string Name, string Value)[] environment) =>
        Start("dotnet", [Build(script), .. arguments], environment);

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

    private static Process Start(string file, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = WorkingCopy.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
