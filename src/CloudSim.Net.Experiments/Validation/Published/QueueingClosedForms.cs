using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Validation.Queues;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Laws;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T33: what queueing theory says of a service in a container. The expected numbers are computed (Erlang, Pollaczek and Khinchine); a
/// request's mean CPU time is given, with the platform's cost in it, so that the load is theory's.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class QueueingClosedForms(Parameters p)
{
    private QueueModel Model => new(p);

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T33")
    {
        { "M/M/1 at 0.8: response / service", () => Mean(Model, 0.8, 1_000_000) },
        { "M/M/2 at 0.5: response / service", () => Mean(Model with { Cpus = 2 }, 0.5, 200_000) },
        { "M/M/4 at 0.9: response / service", () => Mean(Model with { Cpus = 4 }, 0.9, 1_000_000) },
        { "M/G/1 FCFS, CV^2=4 at 0.8", () => Mean(Model with { Service = Law.HyperExponential(1, 2) }, 0.8, 2_000_000) },
        { "processor sharing at 0.8, any service law", () => Answer.Of(Mean(Sharing(Law.HyperExponential(1, 2)), 0.8, 200_000)) },
    }
    .Construction("theory, no measurement: known answers", "M/M/1 at 0.8: response / service", "M/M/2 at 0.5: response / service",
        "M/M/4 at 0.9: response / service", "M/G/1 FCFS, CV^2=4 at 0.8", "processor sharing at 0.8, any service law");

    /// <summary>One CPU for many workers; requests long against a time slice.</summary>
    public QueueModel Sharing(Law service) => Model with { Workers = 100_000, Service = service, Mean = 100.Milliseconds };

    private static double Mean(QueueModel model, double load, int requests) =>
        model.Open(load, requests, new RandomStreams(1)).MeanResponse;
}
