using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>Host memory that one guest takes beside its application's.</summary>
/// <param name="PerGuest">Private to each guest: VMM process, shim, kernel structures.</param>
/// <param name="SharedFile">File whose pages all guests of the platform share through the page cache (VMM or runtime binary, image layers).</param>
/// <param name="Shared">Size of that file's pages, held once a host.</param>
public sealed record MemoryFootprint(Bytes PerGuest, string SharedFile, Bytes Shared);
