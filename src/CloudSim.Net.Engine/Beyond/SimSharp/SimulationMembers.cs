#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>Members of our simulation that Sim#'s lacks, as far as they can be had on the Sim# package.</summary>
public static class SimulationMembers
{
    extension(Simulation simulation)
    {
        /// <summary>Events processed since the start; Sim# counts to 2^31 - 1.</summary>
        public long EventCount => simulation.ProcessedEvents;
    }
}
