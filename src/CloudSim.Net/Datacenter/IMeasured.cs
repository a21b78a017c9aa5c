namespace CloudSim.Net.Datacenter;

/// <summary>A sandbox that tells what it uses: see <see cref="ISandbox"/>.</summary>
public interface IMeasured
{
    /// <summary>What it has used so far; after its end what it had used, and no memory.</summary>
    SandboxUse Used { get; }
}
