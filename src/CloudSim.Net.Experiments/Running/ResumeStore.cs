using System.Security.Cryptography;
using System.Text;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// Keeps finished outcomes until the script has succeeded. A file is named for everything that
/// the outcomes depend on: the built code (script and models), options, what lies in given folders and files, seed, stage and cells.
/// </summary>
/// <param name="settings">What the user asked for.</param>
/// <param name="script">The script's name.</param>
/// <param name="folder">Where it keeps them; it exists.</param>
/// <param name="warn">Told in one line of what was damaged.</param>
internal sealed class ResumeStore(Settings settings, string script, string folder, Action<string> warn)
{
    /// <summary>The end of a file that a trial writes while it runs.</summary>
    public const string Part = ".part";

    public ResumeLog<TOutcome> Open<TOutcome>(string stage, IReadOnlyCollection<string> cells, int runs)
    {
        var jobs = checked(cells.Count * runs);
        var text = new StringBuilder();
        text.AppendJoin('\n', Code()).AppendJoin('\n', settings.Own.Select(o => $"{o.Key}={o.Value}"))
            .AppendJoin('\n', settings.Inputs.SelectMany(InputFiles.Stamps));
        text.AppendJoin('\n', settings.Seed, settings.Quick, stage, runs, typeof(TOutcome)).AppendJoin('\n', cells);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
        var parts = Path.Combine(folder, $"{script}-{stage}-{key}");
        return new ResumeLog<TOutcome>(Persistence.Keeps(typeof(TOutcome)) ? parts + ".jsonl" : null, jobs, cells.Count, warn, parts);
    }

    /// <summary>Removes what this script kept.</summary>
    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{script}-*").ToList())
            if (file.EndsWith(".jsonl", StringComparison.Ordinal) || file.EndsWith(".jsonl.tmp", StringComparison.Ordinal)
                || file.EndsWith(Part, StringComparison.Ordinal))
                File.Delete(file);
    }

    /// <summary>Each build of changed source has another module id.</summary>
    private static IEnumerable<string> Code() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        let name = assembly.GetName().Name ?? ""
        where assembly == System.Reflection.Assembly.GetEntryAssembly() || name.StartsWith("CloudSim.Net", StringComparison.Ordinal)
        orderby name
        select $"{name} {assembly.ManifestModule.ModuleVersionId}";
}
