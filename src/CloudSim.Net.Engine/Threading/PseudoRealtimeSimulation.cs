using System.Diagnostics;
using System.Threading;

namespace CloudSim.Net.Engine;

#pragma warning disable RS0030 // the one place of the engine that looks at the wall clock: that is what it is for

/// <summary>
/// A simulation that waits for the wall clock: each event happens no earlier than its time, scaled. It can be switched to virtual time,
/// in which it waits for nothing, and back. Events scheduled by other threads happen at the wall clock's time.
/// </summary>
public partial class PseudoRealtimeSimulation : ThreadSafeSimulation
{
    /// <summary>A simulated second lasts a second.</summary>
    public const double DefaultRealtimeScale = 1;

    /// <summary>Cancelled to end a wait early, as when something is scheduled or the scale changes.</summary>
    protected CancellationTokenSource _rtDelayCtrl;

    /// <summary>How long the current wait has lasted.</summary>
    protected Stopwatch _rtDelayTime = new();

    private double waitScale = DefaultRealtimeScale;

    /// <summary>Simulated seconds a second; null in virtual time.</summary>
    public double? RealtimeScale { get; protected set; } = DefaultRealtimeScale;

    /// <summary>Whether it waits for the wall clock.</summary>
    public bool IsRunningInRealtime => RealtimeScale.HasValue;

    /// <summary>The current time; during a wait it moves with the wall clock.</summary>
    public override DateTime Now
    {
        get
        {
            lock (_locker)
                return _rtDelayTime.IsRunning ? base.Now + (_rtDelayTime.Elapsed * waitScale) : base.Now;
        }
        protected set => base.Now = value;
    }

    /// <inheritdoc/>
    protected override EventQueueNode DoSchedule(DateTime date, Event @event, int priority = 0)
    {
        EndWait();
        return base.DoSchedule(date, @event, priority);
    }

    internal override void QueueChanged() => EndWait();

    /// <summary>Starts a process that switches to real time whenever it goes on.</summary>
    /// <param name="generator">The method's events.</param>
    /// <param name="priority">Order of the first step among events of this instant: smaller first.</param>
    /// <param name="realtimeScale">Simulated seconds a second.</param>
    public Process PseudoRealtimeProcess(IEnumerable<Event> generator, int priority = 0, double realtimeScale = DefaultRealtimeScale) =>
        new PseudoRealtimeProcess(this, generator, priority, realtimeScale);

    /// <summary>Waits for the wall clock from here on.</summary>
    /// <param name="realtimeScale">Simulated seconds a second; positive.</param>
    /// <exception cref="ArgumentException">The scale is not positive.</exception>
    public virtual void SetRealtime(double realtimeScale = DefaultRealtimeScale)
    {
        Require.Positive(realtimeScale, nameof(realtimeScale));
        Switch(realtimeScale);
    }

    /// <summary>Waits for nothing from here on.</summary>
    public virtual void SetVirtualtime() => Switch(null);

    /// <inheritdoc/>
    public override void StopAsync()
    {
        base.StopAsync();
        lock (_locker)
            EndWait();
    }

    /// <summary>Waits for the time of the next event, then processes it; a run that is stopped meanwhile processes nothing.</summary>
    /// <exception cref="InvalidOperationException">Nothing is scheduled.</exception>
    public override void Step()
    {
        while (Wait() is { } wait)
        {
            wait.Token.WaitHandle.WaitOne(wait.Length);
            lock (_locker)
            {
                var reached = Now;
                _rtDelayTime.Reset();
                var latest = ScheduleQ.TryPeek(out long next) && next < wait.Until.Ticks
                    ? new DateTime(Math.Max(next, base.Now.Ticks)) : wait.Until;
                base.Now = reached < latest ? reached : latest;
            }
            if (IsStopping)
                return;
        }
        base.Step();
    }

    private void Switch(double? scale)
    {
        lock (_locker)
        {
            EndWait();
            RealtimeScale = scale;
        }
    }

    private void EndWait() => _rtDelayCtrl?.Cancel();

    /// <summary>Starts to wait if the next event lies ahead of the wall clock.</summary>
    private (CancellationToken Token, TimeSpan Length, DateTime Until)? Wait()
    {
        lock (_locker)
        {
            if (RealtimeScale is not { } scale || !ScheduleQ.TryPeek(out long ticks) || ticks <= base.Now.Ticks)
                return null;
            var until = new DateTime(ticks);
            waitScale = scale;
            _rtDelayCtrl = new CancellationTokenSource();
            // Whoever stops the run after this look finds the new source and cancels it: both are done under the lock.
            if (IsStopping)
                EndWait();
            _rtDelayTime.Restart();
            double milliseconds = Math.Ceiling((until - base.Now).TotalMilliseconds / scale);
            return (_rtDelayCtrl.Token, TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue)), until);
        }
    }
}
