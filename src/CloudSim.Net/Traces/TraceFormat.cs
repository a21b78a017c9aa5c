namespace CloudSim.Net.Traces;

/// <summary>One kind of file of one format: how it is known, and how it is read.</summary>
/// <param name="Name">The format's name, for instance <c>azure-vm-2017</c>.</param>
/// <param name="Kind">Which of its files, for instance <c>vmtable</c>.</param>
public sealed record TraceFormat(string Name, string Kind)
{
    /// <summary>Whether the first lines of a file are of this kind.</summary>
    public required Func<TraceHead, bool> Knows { get; init; }

    /// <summary>Whether a file is called as this kind usually is: tried for files that no format knows by their lines, so that a damaged
    /// file is named with what is wrong.</summary>
    public Func<TraceHead, bool> IsNamed { get; init; } = _ => false;

    /// <summary>Reads one file, or one folder (<see cref="IsFolder"/>).</summary>
    public required Action<TraceReading> Read { get; init; }

    /// <summary>Whether it tells of demands: such files come after those of guests.</summary>
    public bool IsDemand { get; init; }

    /// <summary>Whether the files of this kind in one folder are one trace, and read as one.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether CPUs and memory are shares of a machine.</summary>
    public bool IsOfMachines { get; init; }

    /// <summary>The name and the kind.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}
