using System.Security.Cryptography;
using System.Text;

namespace CloudSim.Net.Experiments.Running;

/// <summary>
/// Keeps finished outcomes in <c>&lt;out&gt;/.resume</c> until the script has succeeded. A file is named for everything that
/// the outcomes depend on: the built code (script and models), options, what lies in given folders and files, seed, stage and cells.
/// </summary>
internal sealed class ResumeStore(Settings settings, string script)
{
    private readonly string folder = Path.Combine(settings.Out, ".resume");

    public ResumeLog<TOutcome> Open<TOutcome>(string stage, IEnumerable<string> cells, int runs)
    {
        if (!Persistence.Keeps(typeof(TOutcome)))
            return new ResumeLog<TOutcome>(null);
        var text = new StringBuilder();
        text.AppendJoin('\n', Code()).AppendJoin('\n', settings.Own.Select(o => $"{o.Key}={o.Value}{Files(o.Value)}"));
        text.AppendJoin('\n', settings.Seed, settings.Quick, stage, runs, typeof(TOutcome)).AppendJoin('\n', cells);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
        return new ResumeLog<TOutcome>(Path.Combine(folder, $"{script}-{stage}-{key}.jsonl"));
    }

    /// <summary>Removes what this script kept, and the folder with its last file.</summary>
    public void Clear()
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, $"{script}-*.jsonl").ToList())
            File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>Each build of changed source has another module id.</summary>
    private static IEnumerable<string> Code() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        let name = assembly.GetName().Name ?? ""
        where assembly == System.Reflection.Assembly.GetEntryAssembly() || name.StartsWith("CloudSim.Net", StringComparison.Ordinal)
        orderby name
        select $"{name} {assembly.ManifestModule.ModuleVersionId}";

    private static string Files(string value)
    {
        var files = Directory.Exists(value) ? new DirectoryInfo(value).EnumerateFiles("*", SearchOption.AllDirectories)
            : File.Exists(value) ? [new FileInfo(value)] : [];
        return string.Concat(files.OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => $"|{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
    }
}
