using System.Globalization;
using System.Runtime.InteropServices;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// When tasks run, from events of Google's traces, in microseconds: from being scheduled to being evicted, failing, finishing, being killed
/// or lost. A task that is scheduled anew runs in several stretches, and so does one whose request changes. What ends without having been
/// scheduled ran before the trace, and begins with it (or with its submission, if that is in the trace), unless it was killed while it
/// waited. What does not end is infinite. Events may also come in any order; then a stretch is between the events that were nearest when
/// they were read. Only tasks that have not ended are kept.
/// </summary>
internal sealed class TaskLives(TraceReading reading)
{
    private const double Second = 1e6;

    private readonly Dictionary<(long Job, long Index), Life> open = [];
    private readonly Tally lengths = new();
    private long notEnded, withoutBegin, neverRan;

    /// <summary>What happens to a task.</summary>
    internal enum Event
    {
        /// <summary>Nothing that matters here.</summary>
        None,

        /// <summary>It is asked for.</summary>
        Submit,

        /// <summary>It begins to run.</summary>
        Schedule,

        /// <summary>It runs no more, and has run.</summary>
        Stop,

        /// <summary>It runs no more, or has waited in vain.</summary>
        Kill,

        /// <summary>It asks for something else.</summary>
        Update,
    }

    /// <summary>Takes an event; 2^63-1 is after the trace.</summary>
    public void Add(long job, long index, long time, Event what, double cpus, double memory)
    {
        if (what == Event.None || time == long.MaxValue)
            return;
        ref var life = ref CollectionsMarshal.GetValueRefOrAddDefault(open, (job, index), out var isKnown);
        if (!isKnown)
            life = new Life { Submitted = -1, Begin = -1, End = -1, Cpus = double.NaN, Memory = double.NaN };
        var before = life;
        if (what is Event.Stop or Event.Kill)
        {
            if (life.Begin >= 0 && time >= life.Begin)
            {
                Tell(job, index, life, life.Begin, time);
                life.Begin = -1;
                if (life.End < 0)
                    open.Remove((job, index));
                return;
            }

            if (life.End >= 0)
                Resolve(job, index, life);
            (life.End, life.HasRun) = (time, what == Event.Stop);
            return;
        }

        if (!double.IsNaN(cpus))
            life.Cpus = cpus;
        if (!double.IsNaN(memory))
            life.Memory = memory;
        if (what == Event.Submit)
            life.Submitted = life.Submitted < 0 ? time : Math.Min(life.Submitted, time);
        else if (what == Event.Update && life.Begin >= 0 && time > life.Begin && (life.Cpus, life.Memory) != (before.Cpus, before.Memory))
        {
            Tell(job, index, before, life.Begin, time);
            life.Begin = time;
        }
        else if (what == Event.Schedule && life.Begin >= 0)
        {
            if (time != life.Begin)
                Tell(job, index, before, Math.Min(time, life.Begin), Math.Max(time, life.Begin));
            life.Begin = Math.Max(time, life.Begin);
        }
        else if (what == Event.Schedule && life.End > time)
        {
            Tell(job, index, life, time, life.End);
            life.End = -1;
        }
        else if (what == Event.Schedule)
            life.Begin = time;
    }

    /// <summary>Tells of what has not ended, and reports.</summary>
    public void End()
    {
        foreach (var ((job, index), life) in open)
        {
            if (life.End >= 0)
                Resolve(job, index, life);
            if (life.Begin >= 0)
                Tell(job, index, life, life.Begin, double.PositiveInfinity);
            else if (life.End < 0)
                neverRan++;
        }

        reading.Figure("run", lengths, "s");
        reading.Figure("runs_not_ended", notEnded);
        reading.Figure("runs_without_a_begin", withoutBegin);
        reading.Figure("tasks_that_did_not_run", neverRan);
        if (withoutBegin > 0)
            reading.Remark($"{withoutBegin} runs end without having been scheduled: they begin with their submission, else at time 0");
    }

    private void Resolve(long job, long index, in Life life)
    {
        if (!life.HasRun && life.Submitted >= 0)
        {
            neverRan++;
            return;
        }

        withoutBegin++;
        Tell(job, index, life, life.Submitted >= 0 && life.Submitted <= life.End ? life.Submitted : 0, life.End);
    }

    private void Tell(long job, long index, in Life life, double begin, double end)
    {
        var length = (end - begin) / Second;
        if (double.IsFinite(length))
            lengths.Add(length);
        else
            notEnded++;
        reading.Sink.Add(new TraceGuest(Id(job, index), begin / Second, length, life.Cpus, life.Memory, double.NaN));
    }

    /// <summary>A task's name.</summary>
    internal static string Id(long job, long index) => string.Create(CultureInfo.InvariantCulture, $"{job}/{index}");

    private struct Life
    {
        public long Submitted, Begin, End;
        public double Cpus, Memory;
        public bool HasRun;
    }
}
