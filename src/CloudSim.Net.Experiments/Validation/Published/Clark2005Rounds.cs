using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Platforms.Testbeds;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T20: what each round of a pre-copy of a web server sends (Clark et al., NSDI 2005): less and less, down to the memory that is written
/// all the time. The figures are recalled, so only their shape counts.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Clark2005Rounds(Parameters p)
{
    private const int Falling = 4;

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T20")
    {
        { "SPECweb: each of rounds 1..4 smaller; then a floor of the writable working set", Shape },
    };

    // The floor: the rounds after the fourth are no larger than it, and within half of their mean (the figure's are within a third).
    private Answer Shape()
    {
        var rounds = MoveRun.Of(p, Clark2005.WebServer, MoveRun.OfCable(p, Clark2005.Cable(p)), Clark2005.Xen(p)).Rounds.SkipLast(1)
            .Select(r => r.Sent.Count / 1e6).ToList();
        var floor = rounds.Skip(Falling).ToList();
        var falls = rounds.Take(Falling).Zip(rounds.Skip(1).Take(Falling - 1)).All(r => r.First > r.Second);
        var isFlat = floor.Count > 0 && floor.Max() < 1.5 * floor.Average() && floor.Min() > 0.5 * floor.Average();
        return Answer.Statement(falls && isFlat && floor.Max() < rounds[Falling - 1],
            string.Join(" ", rounds.Select(r => r.ToString("0.0", CultureInfo.InvariantCulture))));
    }
}
