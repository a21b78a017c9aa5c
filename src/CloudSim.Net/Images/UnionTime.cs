namespace CloudSim.Net.Images;

/// <summary>Time of file operations in its two parts.</summary>
/// <param name="Cpu">CPU work.</param>
/// <param name="Disk">Waiting for the disk while a copied file is made durable, the disk otherwise idle.</param>
public readonly record struct UnionTime(TimeSpan Cpu, TimeSpan Disk)
{
    /// <summary>Both, on an idle machine.</summary>
    public TimeSpan Total => Cpu + Disk;
}
