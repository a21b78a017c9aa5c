namespace CloudSim.Net.Kernel;

/// <summary>What a page is for.</summary>
internal enum MemoryKind
{
    /// <summary>A process's own.</summary>
    Anon,

    /// <summary>Cache of a file.</summary>
    File,

    /// <summary>The kernel's.</summary>
    Kernel,
}
