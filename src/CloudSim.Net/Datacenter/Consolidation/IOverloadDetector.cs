namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>A rule that says of a node whether guests must leave it.</summary>
public interface IOverloadDetector
{
    /// <summary>Whether it looks at <see cref="NodeReading.History"/>; else that is empty.</summary>
    bool UsesHistory => true;

    /// <summary>Whether guests must leave.</summary>
    bool IsOverloaded(in NodeReading node);
}
