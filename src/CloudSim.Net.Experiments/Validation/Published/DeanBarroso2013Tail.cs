using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Validation.Queues;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Laws;
using CloudSim.Net.Workloads.Services;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T32: the tail of requests to many leaves, and second copies against it (Dean and Barroso, The Tail at Scale, CACM 2013). How long a leaf
/// takes is an input. Of the reads of BigTable the input was fitted to the latencies without second copies; those with tied requests were
/// not used, but a cut is of both, so that no row of this set counts as a prediction.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class DeanBarroso2013Tail(Parameters p)
{
    private const int Leaves = 100;

    /// <summary>
    /// Leaves of table 1, in ms (TQ-T1-ONE-P50, P95, P99), with a tail from its times of all leaves (TQ-T1-ALL-P50, P95, P99) if there are
    /// a hundred: of independent leaves all are faster than x with probability F(x)^100.
    /// </summary>
    public static Law Leaf { get; } = Law.OfQuantiles((0, 0.2), (0.5, 1), (0.95, 5), (0.99, 10), (Math.Pow(0.5, 1.0 / Leaves), 40),
        (Math.Pow(0.95, 1.0 / Leaves), 87), (Math.Pow(0.99, 1.0 / Leaves), 140), (1, 200));

    /// <summary>
    /// A read of BigTable by one server, without its queue, in ms. With the utilization of 40 % it gives the latencies without second
    /// copies on the mostly idle cluster (TQ-T2-IDLE-NO-50, 90, 99, 99.9: 19, 38, 67, 98 ms) within 2 %.
    /// </summary>
    public static Law Read { get; } = Law.Gamma(15.87, 0.4);

    /// <summary>Reads a second of two servers at that utilization.</summary>
    public static double ReadsPerSecond => 2 * 0.4 / (Read.Mean / 1e3);

    private FanOutModel Model => new(p);

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T32")
    {
        { "100 leaves, 1 % slow", () => SlowShare(Model, Leaves, 10_000, new RandomStreams(1)) },
        { "p99 of all leaves / p99 of one leaf", () => TailRatio(Model, 10_000, new RandomStreams(1)) },
        { "tied requests, idle cluster, p99.9 cut", () => TiedCut(Model, 400_000, new RandomStreams(1)) },
        { "hedging at p95 adds load", () => HedgedLoad(Model, 50_000, new RandomStreams(1)) },
    }
    .Construction("1 - 0.99^100", "100 leaves, 1 % slow")
    .Construction("the leaf's law is made of these quantiles", "p99 of all leaves / p99 of one leaf")
    .Construction("one request in twenty is slower than its 95th percentile", "hedging at p95 adds load")
    .Chosen("the law of a read", "TQ-T2-IDLE-NO-*", "tied requests, idle cluster, p99.9 cut")
    .Null("100 leaves, 1 % slow", () => 0.01);

    /// <summary>Share of requests to so many leaves that are slow, where one leaf is slow with probability 1 %.</summary>
    public static double SlowShare(FanOutModel model, int leaves, int requests, StreamScope random)
    {
        var law = Law.Of("1 % slow", 1.99, 4.95, stream => stream.NextDouble() < 0.01 ? 100 : 1);
        var times = model.All(leaves, law, requests, random);
        return times.Count(ms => ms > 50) / (double)times.Count;
    }

    /// <summary>How many times the 99th percentile of one leaf that of all is.</summary>
    public static double TailRatio(FanOutModel model, int requests, StreamScope random) =>
        Quantiles.Of(model.All(Leaves, Leaf, requests, random)).P99
            / Quantiles.Of(model.All(1, Leaf, 5 * requests, random.Scope("one"))).P99;

    /// <summary>By how much tied requests after 1 ms cut the 99.9th percentile, in percent.</summary>
    public static double TiedCut(FanOutModel model, int requests, StreamScope random)
    {
        double Tail(Hedge? hedge) =>
            Quantiles.Of(model.Pair(ReadsPerSecond, Read, hedge, workers: 1, requests, random.Scope("reads")).Ms)[0.999];
        return 100 * (1 - Tail(new Hedge(1.Milliseconds, Tied: true)) / Tail(null));
    }

    /// <summary>
    /// What a second copy after the 95th percentile adds to the load, in percent. The percentile is measured first; replicas have no queue.
    /// </summary>
    public static double HedgedLoad(FanOutModel model, int requests, StreamScope random)
    {
        var first = Quantiles.Of(model.Pair(100, Leaf, null, workers: 1_000, requests, random.Scope("first")).Ms)[0.95];
        return 100 * (model.Pair(100, Leaf, new Hedge(first.Milliseconds), workers: 1_000, requests, random.Scope("then")).Copies - 1);
    }
}
