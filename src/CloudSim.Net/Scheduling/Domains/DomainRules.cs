using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// How a kernel balances within its scheduling domains (<c>sd_init</c>), by level. Defaults come from <c>DomainLevel.csv</c>.
/// </summary>
public sealed record DomainRules : IParameterized
{
    /// <summary>The defaults of the data file.</summary>
    /// <param name="parameters">The numbers.</param>
    public DomainRules(Parameters parameters)
    {
        var part = parameters.Part(nameof(DomainRules));
        var s = part[nameof(DomainLevel)];
        SmtImbalancePct = s.Whole("smt_imbalance_pct");
        ImbalancePct = s.Whole("imbalance_pct");
        CacheNiceTries = s.Whole("cache_nice_tries");
        NumaCacheNiceTries = s.Whole("numa_cache_nice_tries");
        NumaImbalance = s.Ratio("numa_imbalance");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Imbalance in percent that is left between the threads of a core; 100 up.</summary>
    public int SmtImbalancePct { get; init => field = TunableRange.Count(value, 100, 10_000); }

    /// <summary>Imbalance in percent that is left on all other levels; 100 up.</summary>
    public int ImbalancePct { get; init => field = TunableRange.Count(value, 100, 10_000); }

    /// <summary>Failed tries after which tasks are moved that are still in the cache.</summary>
    public int CacheNiceTries { get; init => field = TunableRange.Count(value, 0, 1_000); }

    /// <summary>The same between memory nodes.</summary>
    public int NumaCacheNiceTries { get; init => field = TunableRange.Count(value, 0, 1_000); }

    /// <summary>Share of a node's CPUs that may be busy before tasks are spread to other nodes (<c>imb_numa_nr</c>).</summary>
    public double NumaImbalance { get; init => field = Check.Share(value); }
}
