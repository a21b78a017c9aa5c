using CloudSim.Net.Datacenter;

namespace CloudSim.Net.Workloads.Services;

/// <summary>One request to a backend with its second copy, if it comes to that. It is used again.</summary>
internal sealed class BackendCall
{
    private readonly Action<BackendCall>? free;
    private readonly Alarm hedge;
    private readonly Action<Reply>[] answered;
    private readonly Action[] begun;
    private readonly RequestTicket[] tickets = new RequestTicket[2];
    private readonly bool[] isOpen = new bool[2];
    private Backend? backend;
    private Action<Reply>? done;
    private RandomStream? random;
    private Host? from;
    private bool isDecided;
    private int chosen;

    /// <summary>One that asks nobody yet.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="free">Told when it can be used again; null if its owner keeps it.</param>
    public BackendCall(Simulation sim, Action<BackendCall>? free = null)
    {
        this.free = free;
        hedge = new Alarm(sim, Again);
        answered = [reply => Answered(0, reply), reply => Answered(1, reply)];
        begun = [() => Begun(0), () => Begun(1)];
    }

    /// <summary>For whom it asks now; null while it asks nobody.</summary>
    public object? Asker { get; private set; }

    /// <summary>Asks.</summary>
    /// <param name="asked">Who is asked.</param>
    /// <param name="drawn">Which of the replicas.</param>
    /// <param name="asking">On which host it is asked; null for outside of all hosts.</param>
    /// <param name="whenDone">Told what became of it.</param>
    /// <param name="asker">For whom.</param>
    public void Begin(Backend asked, RandomStream drawn, Host? asking, Action<Reply> whenDone, object? asker = null)
    {
        Asker = asker;
        (backend, random, from, done, isDecided) = (asked, drawn, asking, whenDone, false);
        chosen = asked.Replicas.Count > 1 ? drawn.Next(asked.Replicas.Count) : 0;
        (isOpen[0], isOpen[1]) = (false, false);
        Send(0);
        // A replica that was free has begun already.
        if (!isDecided && asked.Hedge is { } second && asked.Replicas.Count > 1)
            hedge.Set(second.After);
    }

    /// <summary>Who asked does not wait any longer.</summary>
    public void Abandon()
    {
        hedge.Cancel();
        for (var copy = 0; copy < 2; copy++)
            if (isOpen[copy])
                tickets[copy].Abandon();
        End();
    }

    private void Send(int copy)
    {
        isOpen[copy] = true;
        tickets[copy] = backend!.Replicas[chosen].Submit(answered[copy], backend.Hedge is { Tied: true } ? begun[copy] : null, from);
    }

    private void Again()
    {
        var other = random!.Next(backend!.Replicas.Count - 1);
        chosen = other < chosen ? other : other + 1;
        Send(1);
    }

    private void Begun(int copy)
    {
        hedge.Cancel();
        if (!isDecided)
            TakeBack(1 - copy);
        isDecided = true;
    }

    private void Answered(int copy, Reply reply)
    {
        isOpen[copy] = false;
        if (reply.Status != ReplyStatus.Ok && hedge.IsSet)
        {
            hedge.Cancel();
            Again();
            return;
        }
        if (reply.Status != ReplyStatus.Ok && isOpen[1 - copy])
            return;
        hedge.Cancel();
        TakeBack(1 - copy);
        var told = done!;
        End();
        told(reply);
    }

    private void TakeBack(int copy)
    {
        if (!isOpen[copy])
            return;
        isOpen[copy] = false;
        tickets[copy].Cancel();
    }

    private void End()
    {
        (backend, done, random, from, Asker) = (null, null, null, null, null);
        free?.Invoke(this);
    }
}
