using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>One name of a layer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Content">What a file holds; the default for all other kinds.</param>
/// <param name="Link">A number that the hard links of one file share within their layer; 0 for a file with one name.</param>
public readonly record struct LayerEntry(EntryKind Kind, FileContent Content = default, int Link = 0)
{
    /// <summary>A number that the hard links of one file share within their layer; 0 for a file with one name.</summary>
    public int Link { get; init => field = Check.Count(value); } = Check.Count(Link);

    /// <summary>Whether it is a directory, opaque or not.</summary>
    public bool IsDirectory => Kind is EntryKind.Directory or EntryKind.OpaqueDirectory;
}
