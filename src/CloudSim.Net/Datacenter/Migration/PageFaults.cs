using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// The pages that a guest touches on the target before they have come. It touches pages as its curve says, from the switch on, in the time
/// that it runs; the stream sends them in order of address, which has nothing to do with the order in which they are touched: so a page
/// that is touched first now is missing with the share that the stream has not passed, and a fault comes whenever one more is due on the
/// average. Each virtual CPU waits for a page at a time. Pages that were asked for are not sent again, so the stream's bytes are the same.
/// </summary>
internal sealed class PageFaults : IDisposable
{
    private readonly MigrationJob job;
    private readonly MigrationCosts costs;
    private readonly Transfer transfer;
    private readonly Flow stream;
    private readonly DirtyCurve curve;
    private readonly double pages, known;
    private readonly Bytes before;
    private readonly Alarm next;
    private readonly int vcpus; // as it was switched over: it may be resized
    private readonly Stack<Wait> idle = new();
    private readonly List<Wait> waiting = [];
    private double ran, touched, due, asked, open = 1;
    private DateTime seen;
    private bool isOver;

    /// <summary>From the switch on, with the stream under way.</summary>
    /// <param name="job">The move.</param>
    /// <param name="costs">Its costs.</param>
    /// <param name="transfer">Its state, with the flow of the stream.</param>
    /// <param name="pages">Pages that are missing.</param>
    /// <param name="before">What a page that is asked for finds before it.</param>
    public PageFaults(MigrationJob job, MigrationCosts costs, Transfer transfer, long pages, Bytes before)
    {
        (this.job, this.costs, this.transfer, this.pages, this.before) = (job, costs, transfer, pages, before);
        (stream, curve, seen, vcpus) = (transfer.Flow!, job.Guest.Dirty, job.Simulation.Now, job.Guest.VCpus);
        known = curve.Most > pages ? pages / curve.Most : 1; // after a pass only what was written since is missing
        next = new Alarm(job.Simulation, Settle);
        Settle();
    }

    /// <summary>Pages that it asked for.</summary>
    public long Count { get; private set; }

    /// <summary>How long virtual CPUs waited for them.</summary>
    public TimeSpan Waited { get; private set; }

    private double Speed => 1 - (double)waiting.Count / vcpus;

    /// <summary>Every page has come, or none will: nobody waits any more.</summary>
    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        next.Cancel();
        foreach (var wait in waiting)
        {
            Waited += job.Simulation.Now - wait.Since;
            wait.Comes.Cancel();
        }

        waiting.Clear();
        transfer.Stall(0);
    }

    // Books what was touched since the last time, begins the waits that are due, and finds out when the next one is.
    private void Settle()
    {
        if (isOver)
            return;
        Book();
        while (due >= 1 && waiting.Count < vcpus)
            Begin();
        transfer.Stall(1 - Speed);
        next.Cancel();
        if (Speed <= 0 || known * open < 1e-9)
            return;
        var seconds = (curve.Seconds(touched + Math.Max(0, 1 - due) / (known * open)) - ran) / Speed;
        if (seconds < 1e9) // else never
            next.Set(new TimeSpan(Math.Max(1, (long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond))));
    }

    private void Book()
    {
        var now = job.Simulation.Now;
        ran += (now - seen).TotalSeconds * Speed;
        seen = now;
        var moved = stream.Size == Bytes.Zero ? pages : stream.Moved / stream.Size * pages;
        var (until, open0) = (curve.Pages(Durations.OfSeconds(ran)), open);

        // Those asked for that lie before the stream grow fewer as it passes them: `asked` is their number by the share before it.
        open = pages > asked ? Math.Clamp(1 - (moved - asked) / (pages - asked), 0, 1) : 0;
        due += (until - touched) * known * (open0 + open) / 2;
        touched = until;
    }

    private void Begin()
    {
        due--;
        Count++;
        if (open > 0)
            asked += 1 / open;
        transfer.ChargeFault();
        var wait = idle.TryPop(out var one) ? one : new Wait(this);
        wait.Since = job.Simulation.Now;
        waiting.Add(wait);
        if (Seconds() is var seconds && seconds < 1e9)
            wait.Comes.Set(Durations.OfSeconds(seconds));
    }

    // There and back, what both ends do, and at the stream's rate what is before the page, and the page.
    private double Seconds() => 2 * job.Latency.TotalSeconds + (costs.Request + costs.Answer).Count / transfer.Clock.Hertz
        + (Bytes.Min(before, stream.Size - stream.Moved) + costs.Size(1)).Count / stream.Rate.BytesPerSecond;

    private void End(Wait wait)
    {
        Book();
        Waited += job.Simulation.Now - wait.Since;
        waiting.Remove(wait);
        idle.Push(wait);
        Settle();
    }

    private sealed class Wait
    {
        public Wait(PageFaults faults) => Comes = new Alarm(faults.job.Simulation, () => faults.End(this));

        public Alarm Comes { get; }

        public DateTime Since { get; set; }
    }
}
