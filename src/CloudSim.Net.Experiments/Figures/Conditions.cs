using CloudSim.Net.Hardware;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>The conditions under which a finding holds, as the subtitle of its figure has them.</summary>
public static class Conditions
{
    /// <summary>The host by what was bought (CPU, cores, memory), then guest, load, goal and what else there is, in this order.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="others">The other conditions; an empty one is left out.</param>
    public static string Of(HostModel host, params IEnumerable<string> others) =>
        string.Join("; ", others.Where(o => o.Length > 0).Prepend(Machine(host)));

    /// <summary>How many replications, and what the intervals are.</summary>
    /// <param name="runs">Replications of a cell.</param>
    public static string Runs(int runs) => runs == 1 ? "1 run, no intervals" : $"{runs} runs, 95 % intervals";

    private static string Machine(HostModel host)
    {
        var threads = host.Topology.Cpus / host.Cores;
        return $"{host.Cpu.Name}, {host.Cores} core{(host.Cores == 1 ? "" : "s")}" +
            $"{(threads == 1 ? "" : $" of {threads} threads")}, {host.Memory}";
    }
}
