namespace CloudSim.Net.Traces.Formats;

/// <summary>A job of a workflow, as the document tells of it; NaN is unknown.</summary>
/// <param name="line">Where it begins.</param>
internal sealed class WfJob(int line)
{
    /// <summary>Where it begins in the document.</summary>
    public int Line { get; } = line;

    /// <summary>Its name; empty while only its execution is known.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its id; null if there is none.</summary>
    public string? Id { get; set; }

    /// <summary>Whether its execution is known.</summary>
    public bool IsRun { get; set; }

    /// <summary>Seconds that it ran.</summary>
    public double Runtime { get; set; } = double.NaN;

    /// <summary>When it began, in seconds since 1970.</summary>
    public double Start { get; set; } = double.NaN;

    /// <summary>Cores that it asked for.</summary>
    public double Cores { get; set; } = double.NaN;

    /// <summary>CPU use, in percent of one core.</summary>
    public double Cpu { get; set; } = double.NaN;

    /// <summary>Bytes.</summary>
    public double Memory { get; set; } = double.NaN;

    /// <summary>Bytes read, as told.</summary>
    public double ReadBytes { get; set; } = double.NaN;

    /// <summary>Bytes written, as told.</summary>
    public double WrittenBytes { get; set; } = double.NaN;

    /// <summary>Names or ids of its parents.</summary>
    public List<string> ParentNames { get; } = [];

    /// <summary>Names or ids of its children.</summary>
    public List<string> ChildNames { get; } = [];

    /// <summary>Its parents.</summary>
    public List<WfJob> Parents { get; } = [];

    /// <summary>How many jobs stand before it in the longest chain.</summary>
    public int Level { get; set; }

    /// <summary>When it can begin, in seconds from the workflow's begin.</summary>
    public double Earliest { get; set; }
}
