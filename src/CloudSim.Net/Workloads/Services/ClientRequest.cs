namespace CloudSim.Net.Workloads.Services;

/// <summary>A request of a client with its tries, or a user who thinks. It is used again.</summary>
internal sealed class ClientRequest
{
    private enum State
    {
        Idle,
        Thinking,
        Waiting,
        BackingOff,
    }

    private readonly Clients clients;
    private readonly BackendCall call;
    private readonly Alarm alarm;
    private readonly Action<Reply> answered;
    private State state;
    private DateTime started;
    private int tries;

    public ClientRequest(Clients clients)
    {
        (this.clients, answered) = (clients, Answered);
        call = new BackendCall(clients.Simulation);
        alarm = new Alarm(clients.Simulation, Ring);
    }

    public void Think(TimeSpan time)
    {
        state = State.Thinking;
        alarm.Set(time);
    }

    public void StopThinking()
    {
        if (state == State.Thinking)
            alarm.Cancel();
    }

    public void Begin()
    {
        (started, tries) = (clients.Simulation.Now, 0);
        clients.Began();
        Try();
    }

    private void Try()
    {
        tries++;
        state = State.Waiting;
        clients.Tried();
        if (clients.Spec.Timeout is { } timeout)
            alarm.Set(timeout);
        call.Begin(clients.Backend, clients.Replicas, asking: null, answered);
    }

    private void Ring()
    {
        if (state == State.Thinking)
            Begin();
        else if (state == State.BackingOff)
            Try();
        else
        {
            call.Abandon();
            clients.RanOut();
            Fail(ReplyStatus.TimedOut);
        }
    }

    private void Answered(Reply reply)
    {
        alarm.Cancel();
        if (reply.Status == ReplyStatus.Ok)
            End(ReplyStatus.Ok);
        else
            Fail(reply.Status);
    }

    private void Fail(ReplyStatus status)
    {
        if (clients.Backoff(tries) is not { } backoff)
        {
            End(status);
            return;
        }
        state = State.BackingOff;
        alarm.Set(backoff);
    }

    private void End(ReplyStatus status)
    {
        state = State.Idle;
        clients.Ended(this, new ClientResponse(started, clients.Simulation.Now - started, status, tries));
    }
}
