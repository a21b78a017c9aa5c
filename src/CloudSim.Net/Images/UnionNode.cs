namespace CloudSim.Net.Images;

/// <summary>What a name of a union file system is, and which layers it comes from.</summary>
/// <param name="IsDirectory">A directory, else a file.</param>
/// <param name="Content">What the file holds.</param>
/// <param name="Layers">Layers that show, from the top; 0 is the writable one. A file has one, a merged directory several.</param>
internal sealed record UnionNode(bool IsDirectory, FileContent Content, int[] Layers)
{
    public bool InUpper => Layers[0] == 0;

    /// <summary>Nothing of a lower layer shows through.</summary>
    public bool IsPure => Layers.Length == 1 && InUpper;
}
