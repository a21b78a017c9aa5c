namespace CloudSim.Net.Kernel;

/// <summary>What a machine makes of work that was measured on the bare one.</summary>
public interface IPricing
{
    /// <summary>Cycles of the host for each cycle that such work takes on the bare machine; above zero.</summary>
    double Of(WorkKind kind);
}
