using CloudSim.Net.Units;
using CloudSim.Net.Workloads.Arrivals;
using CloudSim.Net.Workloads.Laws;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// Those who ask a service, from outside its host: an open load, whose requests come whatever becomes of those before, or a closed one,
/// users who think, ask and wait for the answer. Nothing is allocated for a request.
/// </summary>
public sealed class Clients
{
    private readonly Stack<ClientRequest> free = new();
    private readonly List<ClientRequest> made = [];
    private readonly IEnumerator<TimeSpan>? arrivals;
    private readonly Alarm next;
    private readonly DateTime start;
    private readonly Law? think;
    private readonly RandomStream thinking, jitter;
    private double tokens;

    private Clients(Simulation sim, Backend backend, StreamScope random, ClientSpec? spec, IArrivals? process, int users, Law? think)
    {
        ArgumentNullException.ThrowIfNull(sim);
        ArgumentNullException.ThrowIfNull(random);
        (Simulation, Backend, Spec, start) = (sim, Check.NotNull(backend), spec ?? new(), sim.Now);
        this.think = think;
        (thinking, jitter, Replicas) = (random["think"], random["backoff"], random["replicas"]);
        tokens = Spec.Retries?.Budget?.Most ?? 0;
        next = new Alarm(sim, Arrive);
        for (var i = 0; i < users; i++)
            Make().Think(ThinkTime());
        arrivals = process?.Times(random["arrivals"]).GetEnumerator();
        Schedule();
    }

    /// <summary>An open load that begins now.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="backend">Who is asked.</param>
    /// <param name="arrivals">When requests come.</param>
    /// <param name="random">Its random numbers: streams "arrivals", "backoff", "replicas".</param>
    /// <param name="spec">Time-outs and retries; none if left out.</param>
    public static Clients Open(Simulation sim, Backend backend, IArrivals arrivals, StreamScope random, ClientSpec? spec = null) =>
        new(sim, backend, random, spec, Check.NotNull(arrivals, nameof(arrivals)), 0, null);

    /// <summary>A closed load: each user thinks, asks, and thinks again when he has the answer or gives up.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="backend">Who is asked.</param>
    /// <param name="users">How many, at least 1.</param>
    /// <param name="think">Time between an answer and the next request, in seconds.</param>
    /// <param name="random">Its random numbers: streams "think", "backoff", "replicas".</param>
    /// <param name="spec">Time-outs and retries; none if left out.</param>
    public static Clients Closed(Simulation sim, Backend backend, int users, Law think, StreamScope random, ClientSpec? spec = null) =>
        new(sim, backend, random, spec, null, Check.Between(users, 1, int.MaxValue), Check.NotNull(think, nameof(think)));

    /// <summary>Called with each request's end.</summary>
    public Action<ClientResponse>? Responded { get; set; }

    /// <summary>Requests made, each counted once.</summary>
    public long Requests { get; private set; }

    /// <summary>Tries sent, retries included.</summary>
    public long Tries { get; private set; }

    /// <summary>Requests answered.</summary>
    public long Succeeded { get; private set; }

    /// <summary>Requests given up.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Tries that were not waited for any longer.</summary>
    public long TimedOut { get; private set; }

    /// <summary>Retries that the budget did not allow.</summary>
    public long Withheld { get; private set; }

    /// <summary>Requests that have not ended.</summary>
    public long Pending => Requests - Succeeded - GivenUp;

    internal Simulation Simulation { get; }

    internal Backend Backend { get; }

    internal ClientSpec Spec { get; }

    internal RandomStream Replicas { get; }

    /// <summary>No further requests; those that were made are still waited for.</summary>
    public void Stop()
    {
        IsStopped = true;
        next.Cancel();
        foreach (var one in made)
            one.StopThinking();
    }

    internal bool IsStopped { get; private set; }

    internal void Began()
    {
        Requests++;
        if (Spec.Retries?.Budget is { } budget)
            tokens = Math.Min(budget.Most, tokens + budget.PerRequest);
    }

    internal void Tried() => Tries++;

    internal void RanOut() => TimedOut++;

    /// <summary>How long is waited before the next try; null if there is none.</summary>
    internal TimeSpan? Backoff(int tries)
    {
        if (Spec.Retries is not { } retries || tries > retries.Most)
            return null;
        if (retries.Budget is not null)
        {
            if (tokens < 1)
            {
                Withheld++;
                return null;
            }
            tokens--;
        }
        var longest = retries.LongestBefore(tries);
        return retries.Jitter ? longest * jitter.NextDouble() : longest;
    }

    internal void Ended(ClientRequest request, in ClientResponse response)
    {
        if (response.IsOk)
            Succeeded++;
        else
            GivenUp++;
        if (think is null)
            free.Push(request);
        else if (!IsStopped)
            request.Think(ThinkTime());
        Responded?.Invoke(response);
    }

    private TimeSpan ThinkTime() => Durations.OfSeconds(think!.Draw(thinking));

    private ClientRequest Make()
    {
        var request = new ClientRequest(this);
        made.Add(request);
        return request;
    }

    private void Schedule()
    {
        if (arrivals?.MoveNext() == true)
            next.SetAt(start + arrivals.Current);
    }

    private void Arrive()
    {
        Schedule();
        (free.TryPop(out var request) ? request : Make()).Begin();
    }
}
