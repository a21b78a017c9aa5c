using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A cache of translated blocks that is emptied as a whole when it is full (Bellard 2005): code that fits is translated once, code that
/// does not is translated again and again. Blocks are executed with frequencies that fall as one over their rank (Zipf).
/// </summary>
/// <param name="Size">Host memory for translated code.</param>
/// <param name="Expansion">Bytes of translated code, with its tables, for each byte of guest code.</param>
/// <param name="BlockBytes">Guest code in a block, from one branch to the next.</param>
/// <param name="BlockInstructions">Instructions in a block.</param>
public sealed record TranslationCache(Bytes Size, double Expansion, double BlockBytes, double BlockInstructions)
{
    /// <summary>Host memory for translated code.</summary>
    public Bytes Size { get; init => field = Check.Memory(value); } = Check.Memory(Size);

    /// <summary>Bytes of translated code, with its tables, for each byte of guest code.</summary>
    public double Expansion { get; init => field = Check.Positive(value); } = Check.Positive(Expansion);

    /// <summary>Guest code in a block, from one branch to the next.</summary>
    public double BlockBytes { get; init => field = Check.Positive(value); } = Check.Positive(BlockBytes);

    /// <summary>Instructions in a block.</summary>
    public double BlockInstructions { get; init => field = Check.Positive(value); } = Check.Positive(BlockInstructions);

    /// <summary>The cache described in a translator's data file.</summary>
    public static TranslationCache Read(ParameterSheet p) =>
        new(p.Bytes("cache_size"), p.Ratio("cache_expansion"), p.Count("block_bytes"), p.Count("block_instructions"));

    /// <summary>Blocks that work executes which takes this many cycles natively.</summary>
    public double Blocks(Cycles native, CpuModel cpu) => native.Count * cpu.InstructionsPerCycle / BlockInstructions;

    /// <summary>
    /// Share of block executions that find no translation, in the long run: 0 while the code fits. Between two flushes the cache fills with
    /// the first execution of each block; it is full after t executions, when the expected number of different blocks among them is what it
    /// holds.
    /// </summary>
    /// <param name="footprint">Code that the work runs over and over.</param>
    public double MissShare(Bytes footprint)
    {
        var (blocks, held) = (footprint.Count / BlockBytes, Size.Count / Expansion / BlockBytes);
        if (blocks <= held)
            return 0;
        var bins = Bins(blocks);
        var harmonic = bins.Sum(b => b.Blocks / b.Rank);
        var (low, high) = (held, held * 2);
        while (Different(high) < held)
            high *= 2;
        while (high - low > 1e-6 * high)
            (low, high) = Different((low + high) / 2) < held ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return held / high;

        double Different(double executions) => bins.Sum(b => b.Blocks * (1 - Math.Exp(-executions / (b.Rank * harmonic))));
    }

    // Ranks 1 to n in bins that grow by a fifth: a hundred bins stand for a million blocks.
    private static List<(double Rank, double Blocks)> Bins(double n)
    {
        var bins = new List<(double, double)>();
        for (double from = 1; from <= n;)
        {
            var to = Math.Min(n + 1, Math.Max(from + 1, Math.Floor(from * 1.2)));
            bins.Add((Math.Sqrt(from * Math.Max(from, to - 1)), to - from));
            from = to;
        }
        return bins;
    }
}
